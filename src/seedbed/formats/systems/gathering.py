"""Gathering a map from a file, row by row: what cannot be on the map is refused with a reason, the rest is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from seedbed.analysis.systems.types import CausalLink, Factor, SystemMap
from seedbed.errors import BadInputError
from seedbed.formats.systems.fields import factor_of, link_of, tidy
from seedbed.formats.systems.limits import Most, check_room, limits
from seedbed.formats.systems.read_map import ReadMap, Refused, alike
from seedbed.thread.payloads.choices import Polarity


@dataclass
class Gathering:
    """What was read so far of the file ``name``."""

    name: str
    factors: dict[str, Factor] = field(default_factory=dict)
    links: dict[str, CausalLink] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    undirected: int = 0
    most: Most = field(default_factory=limits)
    _by_name: dict[str, str] = field(default_factory=dict)

    def factor(
        self,
        where: str,
        identifier: str,
        name: str,
        cells: Mapping[str, str],
        place: tuple[float | None, float | None] = (None, None),
        also: str = "",
    ) -> None:
        """Add a factor, or refuse it; links find it by identifier, by name, or by what it is ``also`` called."""
        if not identifier:
            self.refuse(where, "the factor has no identifier and no name")
        elif identifier in self.factors:
            self.refuse(where, f'another factor is called "{identifier[:80]}"')
        else:
            check_room(self.name, "factors", len(self.factors), self.most.factors)
            self.factors[identifier] = factor_of(identifier, name or identifier, cells, *place)
            for called in (name, also):
                self._by_name.setdefault(tidy(called), identifier)

    def link(self, where: str, identifier: str, cause: str, effect: str, cells: Mapping[str, str]) -> None:
        """Add a link, or refuse it; its ends are found by identifier, then by name."""
        ends = [each if each in self.factors else self._by_name.get(tidy(each)) for each in (cause, effect)]
        for given, found in zip((cause, effect), ends, strict=True):
            if found is None:
                told = f'"{given[:80]}" is not a factor of the file' if given else "it names no cause or no effect"
                self.refuse(where, told)
                return
        check_room(self.name, "links", len(self.links), self.most.links)
        identifier = identifier or f"link-{len(self.links) + 1}"
        if identifier in self.links:
            self.refuse(where, f'another link has the identifier "{identifier[:80]}"')
            return
        try:
            self.links[identifier] = link_of(identifier, ends[0] or "", ends[1] or "", cells)
        except ValueError as error:
            self.refuse(where, str(error))

    def refuse(self, where: str, reason: str) -> None:
        """Note what is not on the map."""
        check_room(self.name, "rows that cannot be on a map", len(self.refused), self.most.links)
        self.refused.append(Refused(where, reason))

    def finished(self, *, name: str = "", note: str = "", attributes: Mapping[str, str] | None = None) -> ReadMap:
        """Return the map.

        Raises
        ------
        BadInputError
            If no factor was read.
        """
        if not self.factors:
            why = f"{self.name}: {self.refused[0].where}: {self.refused[0].reason}." if self.refused else ""
            raise (
                bad_map(self.name, "it holds no factor")
                if not why
                else BadInputError("No factor of the map can be read.", why, "Mend the file and try again.")
            )
        factors, links = tuple(self.factors.values()), tuple(self.links.values())
        notes = [*self.notes, *_on_links(links, self.undirected), *alike(factors)]
        made = SystemMap(name=tidy(name), factors=factors, links=links, note=note, attributes=attributes or {})
        return ReadMap(made, tuple(self.refused), tuple(notes))


def _on_links(links: tuple[CausalLink, ...], undirected: int) -> list[str]:
    notes = []
    unsigned = sum(each.polarity is Polarity.UNCERTAIN for each in links)
    if unsigned:
        notes.append(f"{unsigned:,} of {len(links):,} links do not say in which direction they work: uncertain.")
    if undirected:
        notes.append(f"{undirected:,} links have no arrow; they were read from the first factor named to the second.")
    loops = sum(each.cause == each.effect for each in links)
    if loops:
        notes.append(f"{loops:,} links go from a factor to itself; they are kept.")
    parallel = sum(many - 1 for many in Counter((each.cause, each.effect) for each in links).values())
    if parallel:
        notes.append(f"{parallel:,} links stand beside another of the same cause and effect; they are kept.")
    return notes


def bad_map(name: str, why: str, next_step: str = "Export the map again.") -> BadInputError:
    """Return the error of a file that is not a map of its format."""
    return BadInputError("The map cannot be read.", f"{name}: {why}.", next_step)
