"""GraphML, as Gephi, yEd and others write it. yEd keeps names and places in tags of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.systems.fields import factor_cells, link_cells, number_of
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.limits import check_room
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.systems.xml_parts import let_go, local, parts, quoted, text

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMES = ("label", "name", "Label", "d_label")
SPACE = "http://graphml.graphdrawing.org/xmlns"
OUTER = frozenset({"graphml", "graph"})
"""Elements whose parts are let go of as soon as they are read, whatever they are."""


def read_graphml(content: bytes, name: str) -> ReadMap:
    """Read a map from GraphML; graphs inside nodes are read as one.

    Raises
    ------
    BadInputError
        If it is not GraphML, or too large.
    """
    return _Reader(name).read(content)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.gathering = Gathering(name)
        self.keys: dict[str, str] = {}
        self.about: dict[str, str] = {}
        self.directed = True
        self.links: list[tuple[str, str, str, str, dict[str, str]]] = []

    def read(self, content: bytes) -> ReadMap:
        seen = ""
        for event, tag, element in parts(content, self.name):
            seen = seen or tag
            if event == "end" and tag in {"node", "edge"}:
                self._node(element) if tag == "node" else self._edge(element)
                let_go(element)
            elif event == "start" and tag == "graph":
                self.directed = element.get("edgedefault") != "undirected"
            elif event == "end" and (outer := element.getparent()) is not None and local(outer) in OUTER:
                self._beside(tag, element)
                let_go(element)
        if seen != "graphml":
            raise bad_map(self.name, "it is no GraphML")
        for where, *link in self.links:
            self.gathering.link(where, *link)  # type: ignore[arg-type]
        return self.gathering.finished(name=self.about.get("name", ""), note=self.about.get("note", ""))

    def _beside(self, tag: str, element: _Element) -> None:
        """Read what stands beside nodes and edges: names of fields, and fields of the graph."""
        if tag == "key":
            self.keys[element.get("id", "")] = element.get("attr.name") or ""
        elif tag == "data":
            self.about[self.keys.get(element.get("key", ""), "")] = element.text or ""

    def _node(self, element: _Element) -> None:
        cells, drawn = self._data(element)
        identifier = element.get("id", "")
        label = next((cells.pop(each) for each in NAMES if cells.get(each)), "") or drawn.get("label", "")
        if not cells.get("note") and "description" in cells:
            cells["note"] = cells.pop("description")
        place = number_of(cells.pop("x", drawn.get("x"))), number_of(cells.pop("y", drawn.get("y")))
        self.gathering.factor(f"line {element.sourceline}", identifier, label, cells, place)

    def _edge(self, element: _Element) -> None:
        cells, drawn = self._data(element)
        if drawn.get("label"):
            cells.setdefault("label", drawn["label"])
        told = element.get("directed")
        self.gathering.undirected += told == "false" or (told is None and not self.directed)
        # A link may stand before its factors, so links wait for the end.
        check_room(self.name, "links", len(self.links), self.gathering.most.links)
        ends = element.get("source", ""), element.get("target", "")
        self.links.append((f"line {element.sourceline}", element.get("id", ""), *ends, cells))

    def _data(self, element: _Element) -> tuple[dict[str, str], dict[str, str]]:
        """Return an element's own fields, and what yEd draws of it."""
        cells: dict[str, str] = {}
        drawn: dict[str, str] = {}
        for data in element:
            if local(data) != "data":
                continue
            if len(data):
                drawn |= _drawn(data)
            elif data.text and data.text.strip():
                key = data.get("key", "")
                cells[self.keys.get(key) or key] = data.text
        return cells, drawn


def _drawn(data: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in data.iter():
        if local(part) in {"NodeLabel", "EdgeLabel"} and part.text and part.text.strip():
            found.setdefault("label", part.text.strip())
        elif local(part) == "Geometry":
            found |= {key: told for key in ("x", "y") if (told := part.get(key))}
    return found


def write_graphml(of: SystemMap) -> bytes:
    """Return the GraphML of a map: every field is a key, so that Gephi, yEd and others show it."""
    factors = [{"label": each.name, **_place(each.x, each.y), **factor_cells(each)} for each in of.factors]
    links = [link_cells(each) for each in of.links]
    keys = {"node": _keys("n", factors), "edge": _keys("e", links), "graph": {"name": "g0", "note": "g1"}}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<graphml xmlns="{SPACE}">']
    for owner, known in keys.items():
        for name, key in known.items():
            kind = "double" if owner == "node" and name in {"x", "y"} else "string"
            lines.append(f'<key id="{key}" for="{owner}" attr.name={quoted(name)} attr.type="{kind}"/>')
    lines.append('<graph id="map" edgedefault="directed">')
    lines += _data_lines({"name": of.name, "note": of.note}, keys["graph"])
    for factor, cells in zip(of.factors, factors, strict=True):
        lines += [f"<node id={quoted(factor.identifier)}>", *_data_lines(cells, keys["node"]), "</node>"]
    for link, cells in zip(of.links, links, strict=True):
        ends = f"source={quoted(link.cause)} target={quoted(link.effect)}"
        lines += [f"<edge id={quoted(link.identifier)} {ends}>", *_data_lines(cells, keys["edge"]), "</edge>"]
    return "\n".join([*lines, "</graph>", "</graphml>", ""]).encode()


def _place(x: float | None, y: float | None) -> dict[str, str]:
    return {} if x is None or y is None else {"x": repr(x), "y": repr(y)}


def _keys(first: str, entries: Iterable[Mapping[str, str]]) -> dict[str, str]:
    names = dict.fromkeys(name for cells in entries for name in cells)
    return {name: f"{first}{number}" for number, name in enumerate(names)}


def _data_lines(cells: Mapping[str, str], keys: Mapping[str, str]) -> list[str]:
    return [f'<data key="{keys[name]}">{text(told)}</data>' for name, told in cells.items() if told]
