"""``seedbed systems compare``: read two maps, put them side by side, give the document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from seedbed.analysis.systems.compare import ComparedPair, Comparison, MatchBy, compare
from seedbed.formats.systems.read_map import ReadMap
from seedbed.reports.systems.compare_documents import ComparedLink, ComparedMap, CompareDocument, Direction
from seedbed.workflows.systems.maps import about, read_system

DIRECTIONS: dict[int, Direction] = {1: "same", -1: "opposite", 0: "uncertain"}
DOUBLED = "Factors with one name are matched as one: {names}."
NOTHING_SHARED = "The maps share no factor. Give both the same names, or match by identifier."


def compare_maps(first: Path, second: Path, *, by: MatchBy = "name") -> CompareDocument:
    """Put two maps side by side.

    Parameters
    ----------
    first, second
        The maps' files.
    by
        What makes two factors the same: their name, in any case, or their identifier.

    Raises
    ------
    BadInputError
        If a file cannot be read as a map.
    """
    one, other = read_system(first), read_system(second)
    found = compare(one.map, other.map, by=by)
    notes = [*one.notes, *other.notes]
    if found.doubled:
        notes.append(DOUBLED.format(names=", ".join(found.names[each] for each in found.doubled[:10])))
    if not found.shared:
        notes.append(NOTHING_SHARED)
    return CompareDocument(
        by=by,
        first=_map(first, one, found.links_beyond[0]),
        second=_map(second, other, found.links_beyond[1]),
        shared=[found.names[each] for each in found.shared],
        only_first=[found.names[each] for each in found.only_first],
        only_second=[found.names[each] for each in found.only_second],
        shared_factors=found.shared_factors,
        shared_links=found.shared_links,
        alike=_links(found, found.alike),
        opposite=_links(found, found.opposite),
        unsure=_links(found, found.unsure),
        links_only_first=_links(found, found.links_only_first),
        links_only_second=_links(found, found.links_only_second),
        notes=notes,
    )


def _map(path: Path, read: ReadMap, beyond: int) -> ComparedMap:
    told = about(path, read)
    return ComparedMap(
        file=path.name,
        name=read.map.name,
        factors=told["factors_on_map"],
        links=told["links_on_map"],
        links_beyond=beyond,
        refused=told["refused"],
    )


def _links(found: Comparison, pairs: Iterable[ComparedPair]) -> list[ComparedLink]:
    return [
        ComparedLink(
            cause=found.names[each.cause],
            effect=found.names[each.effect],
            first=None if each.first_sign is None else DIRECTIONS[each.first_sign],
            second=None if each.second_sign is None else DIRECTIONS[each.second_sign],
        )
        for each in pairs
    ]
