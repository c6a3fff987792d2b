"""A system map as a project for qualitative analysis (REFI-QDA 1.5) that NVivo, MAXQDA, ATLAS.ti and others open.

Factors are codes, links are links between codes, and a graph draws both. The exchange format has no field for what
else a map says, so a note at each code and link says it, where people can read it and `seedbed.formats.systems.refi`
reads it again.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from seedbed.analysis.systems.types import CausalLink, Factor, SystemMap
from seedbed.formats.systems.fields import factor_cells, link_cells
from seedbed.formats.systems.refi import FIELDS_NOTE, IDENTIFIER, SPACE
from seedbed.formats.systems.xml_parts import quoted, text
from seedbed.thread.payloads.choices import Polarity

PROJECT = "project.qde"
UNNAMED = "System map"
OURS = uuid5(NAMESPACE_URL, SPACE)
WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can say: the same map is the same file."""
HALF_WIDTH, HALF_HEIGHT, ACROSS, DOWN, PER_LINE = 80, 25, 200, 110, 6
"""Pixels of the box of a factor, and how those without a place are placed."""
SIGNS = {Polarity.SAME: "+", Polarity.OPPOSITE: "-", Polarity.UNCERTAIN: "?"}


def write_refi(of: SystemMap) -> bytes:
    """Return the ``.qdpx`` of a map: a zip with one project that holds one graph.

    Factors without a place stand on a grid. Other attributes of the map itself are not in it.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        member = zipfile.ZipInfo(PROJECT, WRITTEN_AT)
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, "\n".join(_project(of)))
    return packed.getvalue()


def _project(of: SystemMap) -> Iterator[str]:
    factors, links = [_fields_of_factor(each) for each in of.factors], [_fields_of_link(each) for each in of.links]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<Project xmlns="{SPACE}" name={quoted(of.name or UNNAMED)} origin="Seedbed">'
    yield from _within("CodeBook", list(_within("Codes", list(_codes(of)))))
    notes = [*_notes("factor", of.factors, factors), *_notes("link", of.links, links)]
    yield from _within("Notes", notes)
    yield from _within("Links", [_link(each) for each in of.links])
    yield f"<Graphs><Graph guid={_guid('graph', of.name)} name={quoted(of.name)}>"
    yield from (_vertex(each, number) for number, each in enumerate(of.factors))
    yield from (_edge(each) for each in of.links)
    yield "</Graph></Graphs>"
    yield from [f"<Description>{text(of.note)}</Description>"] if of.note else []
    yield "</Project>"


def _within(tag: str, lines: list[str]) -> Iterator[str]:
    """Give lines inside an element, which the schema allows only where there are some."""
    if lines:
        yield from (f"<{tag}>", *lines, f"</{tag}>")


def _fields_of_factor(factor: Factor) -> dict[str, str]:
    cells = {name: told for name, told in factor_cells(factor).items() if name != "note"}
    place = _place(factor)
    exact = {} if place is None else {"x": repr(place[0]), "y": repr(place[1])}
    return {IDENTIFIER: factor.identifier, **exact, **cells}


def _fields_of_link(link: CausalLink) -> dict[str, str]:
    return {IDENTIFIER: link.identifier, **link_cells(link)}


def _codes(of: SystemMap) -> Iterator[str]:
    for factor, name in zip(of.factors, _told_apart(each.name for each in of.factors), strict=True):
        yield f'<Code guid={_guid("code", factor.identifier)} name={quoted(name)} isCodable="true">'
        if factor.note:
            yield f"<Description>{text(factor.note)}</Description>"
        yield f"{_note_of('factor', factor.identifier)}</Code>"


def _told_apart(names: Iterable[str]) -> Iterator[str]:
    """Number names that are there already: programs refuse two codes of one name side by side."""
    taken: set[str] = set()
    for name in names:
        numbered = (f"{name} ({number})" for number in count(2))
        free = name if name.casefold() not in taken else next(one for one in numbered if one.casefold() not in taken)
        taken.add(free.casefold())
        yield free


def _notes(kind: str, parts: Iterable[Factor | CausalLink], told: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for part, fields in zip(parts, told, strict=True):
        said = json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False, indent=1)
        yield f'<Note guid={_guid(f"note of {kind}", part.identifier)} name="{FIELDS_NOTE}">'
        yield f"<PlainTextContent>{text(said)}</PlainTextContent></Note>"


def _note_of(kind: str, identifier: str) -> str:
    return f"<NoteRef targetGUID={_guid(f'note of {kind}', identifier)}/>"


def _link(link: CausalLink) -> str:
    ends = f"originGUID={_guid('code', link.cause)} targetGUID={_guid('code', link.effect)}"
    told = f'name={quoted(_label(link))} direction="OneWay" {ends}'
    return f"<Link guid={_guid('link', link.identifier)} {told}>{_note_of('link', link.identifier)}</Link>"


def _vertex(factor: Factor, number: int) -> str:
    x, y = _place(factor) or (ACROSS * (number % PER_LINE), DOWN * (number // PER_LINE))
    box = (
        f'firstX="{round(x) - HALF_WIDTH}" firstY="{round(y) - HALF_HEIGHT}" '
        f'secondX="{round(x) + HALF_WIDTH}" secondY="{round(y) + HALF_HEIGHT}" shape="RoundedRectangle"'
    )
    stands_for = f"representedGUID={_guid('code', factor.identifier)} name={quoted(factor.name)}"
    return f"<Vertex guid={_guid('vertex', factor.identifier)} {stands_for} {box}/>"


def _edge(link: CausalLink) -> str:
    ends = f"sourceVertex={_guid('vertex', link.cause)} targetVertex={_guid('vertex', link.effect)}"
    stands_for = f"representedGUID={_guid('link', link.identifier)} name={quoted(_label(link))}"
    return f'<Edge guid={_guid("edge", link.identifier)} {stands_for} {ends} direction="OneWay"/>'


def _label(link: CausalLink) -> str:
    """Return what stands at an arrow: what its maker wrote there, or the sign of its direction."""
    return link.attributes.get("label") or SIGNS[link.polarity]


def _place(factor: Factor) -> tuple[float, float] | None:
    x, y = factor.x, factor.y
    return (x, y) if x is not None and y is not None and math.isfinite(x) and math.isfinite(y) else None


def _guid(kind: str, identifier: str) -> str:
    """Return the number of a part of a project, with its quotes: the same for the same part of the same map."""
    return f'"{uuid5(OURS, f"{kind} {identifier}")}"'
