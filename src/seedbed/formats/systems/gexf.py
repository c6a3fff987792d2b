"""GEXF 1.3, the format of Gephi; files of 1.1 and 1.2 are read as well."""

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

SPACES = 'xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"'
OUTER = frozenset({"gexf", "graph", "nodes", "edges", "attributes"})
"""Elements whose parts are let go of as soon as they are read, whatever they are."""
Ends = tuple[str, str, str, str, dict[str, str]]


def read_gexf(content: bytes, name: str) -> ReadMap:
    """Read a map from GEXF.

    Raises
    ------
    BadInputError
        If it is not GEXF, or too large.
    """
    gathering, about = Gathering(name), {"title": "", "description": ""}
    titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    links: list[Ends] = []
    of, seen, directed = "node", "", True
    for event, tag, element in parts(content, name):
        seen = seen or tag
        if event == "start" and tag == "attributes":
            of = element.get("class", "node")
        elif event == "start" and tag == "graph":
            directed = element.get("defaultedgetype", "directed") == "directed"
        elif event == "end" and tag == "node":
            _node(gathering, element, titles["node"])
            let_go(element)
        elif event == "end" and tag == "edge":
            check_room(name, "links", len(links), gathering.most.links)
            links.append(_link(element, titles["edge"]))
            gathering.undirected += element.get("type", "directed" if directed else "") != "directed"
            let_go(element)
        elif event == "end":
            _beside(tag, element, titles.setdefault(of, {}), about)
    if seen != "gexf":
        raise bad_map(name, "it is no GEXF")
    for link in links:
        gathering.link(*link)
    return gathering.finished(name=about["title"], note=about["description"])


def _beside(tag: str, element: _Element, titles: dict[str, str], about: dict[str, str]) -> None:
    """Read what stands beside nodes and edges: titles of attributes, and what is said of the file."""
    if tag == "attribute":
        titles[element.get("id", "")] = element.get("title", "")
    elif tag in about:
        about[tag] = element.text or ""
    outer = element.getparent()
    if outer is not None and local(outer) in OUTER:
        let_go(element)


def _node(gathering: Gathering, element: _Element, titles: Mapping[str, str]) -> None:
    position = next((part for part in element.iter() if local(part) == "position"), None)
    place = (None, None) if position is None else (number_of(position.get("x")), number_of(position.get("y")))
    cells = _values(element, titles)
    gathering.factor(f"line {element.sourceline}", element.get("id", ""), element.get("label", ""), cells, place)


def _link(element: _Element, titles: Mapping[str, str]) -> Ends:
    cells = _values(element, titles)
    if element.get("label"):
        cells.setdefault("label", element.get("label", ""))
    weight = number_of(element.get("weight"))
    # GEXF's weight is how thick a line is: a number of its own only where it can be a weight, and is not the usual 1.
    if weight is not None and abs(weight) < 1 and not {"weight", "strength"} & cells.keys():
        cells["weight"] = repr(weight)
    ends = element.get("source", ""), element.get("target", "")
    return (f"line {element.sourceline}", element.get("id", ""), *ends, cells)


def _values(element: _Element, titles: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for part in element.iter():
        if local(part) == "attvalue":
            key = part.get("for") or part.get("id") or ""
            found[titles.get(key) or key] = part.get("value", "")
    return found


def write_gexf(of: SystemMap) -> bytes:
    """Return the GEXF of a map: every field is an attribute, places are of the part for drawing."""
    factors, links = [factor_cells(each) for each in of.factors], [link_cells(each) for each in of.links]
    nodes, edges = _titles(factors), _titles(links)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<gexf {SPACES}>", "<meta>"]
    lines += [f"<title>{text(of.name)}</title>", f"<description>{text(of.note)}</description>", "</meta>"]
    lines.append('<graph defaultedgetype="directed">')
    for owner, titles in (("node", nodes), ("edge", edges)):
        lines.append(f'<attributes class="{owner}">')
        lines += [f'<attribute id="{key}" title={quoted(name)} type="string"/>' for name, key in titles.items()]
        lines.append("</attributes>")
    lines.append("<nodes>")
    for factor, cells in zip(of.factors, factors, strict=True):
        lines += [f"<node id={quoted(factor.identifier)} label={quoted(factor.name)}>", *_lines(cells, nodes)]
        if factor.x is not None and factor.y is not None:
            lines.append(f'<viz:position x="{factor.x!r}" y="{factor.y!r}" z="0"/>')
        lines.append("</node>")
    lines.append("</nodes><edges>")
    for link, cells in zip(of.links, links, strict=True):
        ends = f"source={quoted(link.cause)} target={quoted(link.effect)}"
        lines += [f"<edge id={quoted(link.identifier)} {ends}>", *_lines(cells, edges), "</edge>"]
    return "\n".join([*lines, "</edges></graph></gexf>", ""]).encode()


def _titles(entries: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {name: str(place) for place, name in enumerate(dict.fromkeys(name for cells in entries for name in cells))}


def _lines(cells: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    values = [f'<attvalue for="{titles[name]}" value={quoted(told)}/>' for name, told in cells.items() if told]
    return ["<attvalues>", *values, "</attvalues>"] if values else []
