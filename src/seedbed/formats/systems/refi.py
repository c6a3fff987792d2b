"""Graphs of projects for qualitative analysis (REFI-QDA 1.5): ``.qdpx``, a zip with a ``project.qde``, or that alone.

NVivo, MAXQDA, ATLAS.ti and others write their maps so: vertices, which may stand for codes, cases or sources, and edges
with a name and a direction. The exchange format has no field for what else a system map says; where a note of ours
(`seedbed.formats.systems.refi_out`) says it, it is read from there.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError
from seedbed.formats.safe_zip import unpack
from seedbed.formats.systems.fields import number_of
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.limits import check_room, limits
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.systems.xml_parts import let_go, local, parts

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "urn:QDA-XML:project:1.0"
FIELDS_NOTE, IDENTIFIER = "Seedbed", "identifier"
"""Name of the notes that say in JSON what a factor or link says beside its name, and the field that tells it apart."""
ZIP = b"PK"
LARGEST_PROJECT, LARGEST_ZIP, MOST_MEMBERS = 64_000_000, 500_000_000, 20_000
"""Bytes of the project that is read and of all that the zip unpacks to, and files in it."""
NO_GRAPH = "Draw the map in that program, export the project again, and see that maps are part of the export."
SMALLER = "Export the project without its sources."
SEVERAL = 'The project holds {many:,} graphs; "{name}", which has the most arrows, was read. The others: {others}.'
SHOWN = 10
Attributes = dict[str, str]


@dataclass
class _Graph:
    """One graph as it stands in the project: attributes of its vertices and edges, with their lines."""

    name: str
    vertices: list[tuple[int, Attributes]] = field(default_factory=list)
    edges: list[tuple[int, Attributes]] = field(default_factory=list)


@dataclass
class _Project:
    """What of a project is read: its graphs, and what codes, cases, sources and links are called, by their numbers.

    ``said`` holds the text of notes of ours by their numbers, and ``noted`` the numbers of the notes at each part.
    """

    name: str
    graphs: list[_Graph] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    noted: dict[str, list[str]] = field(default_factory=dict)
    about: str = ""
    root: str = ""

    def fields(self, of: str) -> dict[str, str]:
        """Return what a note of ours says of a code or link, by field; nothing where there is none."""
        for note in self.noted.get(of, ()):
            try:
                told = json.loads(self.said.get(note, "{}"))
            except (ValueError, RecursionError):
                continue
            if isinstance(told, dict) and told:
                return {str(name): value for name, value in told.items() if isinstance(value, str)}
        return {}


def read_refi(content: bytes, name: str) -> ReadMap:
    """Read the graph with the most arrows of a project.

    Raises
    ------
    BadInputError
        If it is no such project, has no graph, or its zip is damaged, swells, or names files outside itself.
    """
    project = _read(_project_of(content, name) if content.startswith(ZIP) else content, name)
    if project.root != "Project":
        raise bad_map(name, "it is no project of REFI-QDA")
    graphs = [each for each in project.graphs if each.vertices]
    if not graphs:
        raise bad_map(name, "the project holds no graph", NO_GRAPH)
    chosen = max(graphs, key=lambda each: (len(each.edges), len(each.vertices)))
    return _gathered(project, chosen, [each for each in graphs if each is not chosen])


def _project_of(content: bytes, name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path, into = Path(folder) / "project.qdpx", Path(folder) / "unpacked"
        path.write_bytes(content)
        into.mkdir()
        try:
            found = unpack(path, into, frozenset({".qde"}), LARGEST_ZIP, MOST_MEMBERS, SMALLER)
        except BadInputError as error:
            why = f"{name}: {error.why.removeprefix(f'{path}: ')}"
            raise BadInputError("The map cannot be read.", why, error.next_step) from error
        if len(found) != 1:
            raise bad_map(name, f"it holds {len(found)} projects (project.qde) instead of one")
        if found[0].stat().st_size > LARGEST_PROJECT:
            raise bad_map(name, f"its project has more than {LARGEST_PROJECT / 1e6:,.0f} MB", SMALLER)
        return found[0].read_bytes()


def _read(content: bytes, name: str) -> _Project:
    project, most, many = _Project(name), limits(), 0
    for event, tag, element in parts(content, name):
        told = {str(key): str(value) for key, value in element.attrib.items()}
        if event == "start":
            project.root = project.root or tag
            if tag == "Graph":
                project.graphs.append(_Graph(told.get("name", "")))
            elif "guid" in told and tag not in {"Vertex", "Edge"}:
                project.names[_key(told["guid"])] = told.get("name", "")
            continue
        if tag in {"Vertex", "Edge"} and project.graphs:
            # All graphs of a project together are held to what one map may have, for they wait to be chosen from.
            check_room(name, "factors and links", many, most.factors + most.links)
            graph, many = project.graphs[-1], many + 1
            (graph.vertices if tag == "Vertex" else graph.edges).append((element.sourceline or 0, told))
        elif (of := element.getparent()) is not None:
            _beside(project, tag, element, of)
        let_go(element)
    return project


def _beside(project: _Project, tag: str, element: _Element, of: _Element) -> None:
    """Read what stands inside codes, links and notes, and what the project says of itself."""
    number, inside = _key(of.get("guid", "")), local(of)
    if tag == "Description" and inside == "Project":
        project.about = element.text or ""
    elif tag == "Description" and number:
        project.notes[number] = element.text or ""
    elif tag == "NoteRef" and inside in {"Code", "Link"}:
        project.noted.setdefault(number, []).append(_key(element.get("targetGUID", "")))
    elif tag == "PlainTextContent" and inside == "Note" and of.get("name") == FIELDS_NOTE:
        project.said[number] = element.text or ""


def _gathered(project: _Project, graph: _Graph, others: list[_Graph]) -> ReadMap:
    gathering = Gathering(project.name)
    if others:
        listed = ", ".join(f'"{each.name[:80]}"' for each in others[:SHOWN])
        gathering.notes.append(SEVERAL.format(many=len(others) + 1, name=graph.name[:80], others=listed))
    called = {}
    for line, told in graph.vertices:
        stands_for, own = _key(told.get("representedGUID", "")), _key(told.get("guid", ""))
        cells = {"note": project.notes.get(stands_for, ""), **project.fields(stands_for)}
        called[own] = cells.pop(IDENTIFIER, "") or own
        name = told.get("name") or project.names.get(stands_for, "") or "?"
        place = _where(told, cells.pop("x", None), cells.pop("y", None))
        gathering.factor(f"line {line}", called[own], name, cells, place)
    for line, told in graph.edges:
        _edge(gathering, project, called, line, told)
    # Of a project with several graphs, it does not say of which of them that is true.
    return gathering.finished(name=graph.name, note="" if others else project.about)


def _edge(gathering: Gathering, project: _Project, called: Mapping[str, str], line: int, told: Attributes) -> None:
    stands_for = _key(told.get("representedGUID", ""))
    label = told.get("name") or project.names.get(stands_for, "")
    cells = project.fields(stands_for) | ({"label": label} if label else {})
    where, own = f"line {line}", cells.pop(IDENTIFIER, "") or _key(told.get("guid", ""))
    ends = [_key(told.get(end, "")) for end in ("sourceVertex", "targetVertex")]
    cause, effect = (called.get(end, end) for end in ends)
    direction = told.get("direction", "Associative")
    gathering.undirected += direction == "Associative"
    gathering.link(where, own, cause, effect, cells)
    if direction == "Bidirectional":
        gathering.link(where, f"{own}-back" if own else "", effect, cause, cells)


def _key(guid: str) -> str:
    """Return a number in one form: programs write it in either case, with braces or without."""
    return guid.strip().strip("{}").casefold()


def _where(told: Attributes, *exact: str | None) -> tuple[float | None, float | None]:
    """Return the middle of the box that a vertex is drawn as, or its one corner where it has no other.

    Projects have whole pixels: an exact place is taken while nobody has moved the vertex away from it.
    """
    middle = [_mean(number_of(told.get(key)) for key in (f"first{axis}", f"second{axis}")) for axis in "XY"]
    x, y = (
        number if number is not None and round(number) == drawn else drawn
        for number, drawn in zip(map(number_of, exact), middle, strict=True)
    )
    return x, y


def _mean(numbers: Iterable[float | None]) -> float | None:
    known = [each for each in numbers if each is not None]
    return sum(known) / len(known) if known else None
