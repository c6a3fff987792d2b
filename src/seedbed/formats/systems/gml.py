"""GML (Graph Modelling Language): keys with numbers, texts and lists in square brackets, in ASCII."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.encodings import decoded
from seedbed.formats.systems.fields import factor_cells, link_cells, number_of
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.read_map import ReadMap

WORD = re.compile(r'\s+|#[^\n]*|(?P<text>"[^"]*")|(?P<open>\[)|(?P<close>\])|(?P<word>[^\s\[\]"]+)')
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
OTHER = "field"
"""List of a name and a value, for fields whose names GML does not allow."""
NAME, VALUE = "name", "value"
OWN = frozenset({"id", "label", "graphics", "source", "target", "identifier"})
DEEPEST = 32
Entries = list[tuple[str, Any]]


def read_gml(content: bytes, name: str) -> ReadMap:
    """Read a map from GML.

    Raises
    ------
    BadInputError
        If it is not GML.
    """
    text, _ = decoded(content, name)
    graph = next((value for key, value in _parsed(text, name) if key == "graph" and isinstance(value, list)), None)
    if graph is None:
        raise bad_map(name, "it holds no graph")
    gathering, about = Gathering(name), _plain(graph)
    # Numbers of a graph stand for factors whose identifiers are others.
    known: dict[str, str] = {}
    nodes = [value for key, value in graph if key == "node" and isinstance(value, list)]
    for number, node in enumerate(nodes, 1):
        told = _plain(node)
        identifier = told.get("identifier") or told.get("id", "")
        known.setdefault(told.get("id", ""), identifier)
        drawn = next((_plain(value) for key, value in node if key == "graphics" and isinstance(value, list)), {})
        place = number_of(drawn.get("x")), number_of(drawn.get("y"))
        gathering.factor(f"node {number}", identifier, told.get("label", ""), _fields(node), place)
    edges = [value for key, value in graph if key == "edge" and isinstance(value, list)]
    for number, edge in enumerate(edges, 1):
        told = _plain(edge)
        ends = [known.get(told.get(end, ""), told.get(end, "")) for end in ("source", "target")]
        cells = _fields(edge) | ({"label": told["label"]} if told.get("label") else {})
        gathering.link(f"edge {number}", told.get("identifier", ""), ends[0], ends[1], cells)
    gathering.undirected = len(edges) if about.get("directed", "1") == "0" else 0
    return gathering.finished(name=about.get("label", ""), note=about.get("comment", ""))


def _parsed(text: str, name: str) -> Entries:
    top: Entries = []
    stack, key = [top], ""
    for kind, word in _words(text, name):
        if kind == "close":
            if key or len(stack) == 1:
                raise bad_map(name, "a bracket of it closes where none is open, or a key has no value")
            stack.pop()
        elif not key:
            if kind != "word":
                raise bad_map(name, f'"{word[:40]}" stands where a key should')
            key = word
        elif kind == "open":
            inner: Entries = []
            stack[-1].append((key, inner))
            stack.append(inner)
            key = ""
            if len(stack) > DEEPEST:
                raise bad_map(name, f"its parts stand inside each other more than {DEEPEST} deep")
        else:
            stack[-1].append((key, html.unescape(word[1:-1]) if kind == "text" else word))
            key = ""
    if len(stack) > 1 or key:
        raise bad_map(name, "it ends before its last bracket closes")
    return top


def _words(text: str, name: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = WORD.match(text, at)
        if match is None:
            raise bad_map(name, f"line {text.count(chr(10), 0, at) + 1}: a text of it has no end")
        at = match.end()
        if match.lastgroup:
            yield match.lastgroup, match[0]


def _plain(entries: Entries) -> dict[str, str]:
    return {key: value for key, value in entries if isinstance(value, str)}


def _fields(entries: Entries) -> dict[str, str]:
    found = {key: told for key, told in _plain(entries).items() if key not in OWN}
    for key, value in entries:
        if key == OTHER and isinstance(value, list):
            told = _plain(value)
            found[told.get(NAME, "")] = told.get(VALUE, "")
    return {key: told for key, told in found.items() if key}


def write_gml(of: SystemMap) -> bytes:
    """Return the GML of a map."""
    numbers = {each.identifier: number for number, each in enumerate(of.factors)}
    lines = [
        'Creator "Seedbed"',
        "graph [",
        " directed 1",
        f" label {_quoted(of.name)}",
        f" comment {_quoted(of.note)}",
    ]
    for factor in of.factors:
        lines += [" node [", f"  id {numbers[factor.identifier]}", f"  label {_quoted(factor.name)}"]
        if factor.x is not None and factor.y is not None:
            lines.append(f"  graphics [ x {factor.x!r} y {factor.y!r} ]")
        lines += [*_lines({"identifier": factor.identifier, **factor_cells(factor)}), " ]"]
    for link in of.links:
        ends = [f"  source {numbers[link.cause]}", f"  target {numbers[link.effect]}"]
        lines += [" edge [", *ends, *_lines({"identifier": link.identifier, **link_cells(link)}), " ]"]
    return "\n".join([*lines, "]", ""]).encode("ascii")


def _lines(cells: Mapping[str, str]) -> list[str]:
    return [
        f"  {name} {_quoted(told)}"
        if KEY.match(name) and (name not in OWN or name == "identifier")
        else f"  {OTHER} [ {NAME} {_quoted(name)} {VALUE} {_quoted(told)} ]"
        for name, told in cells.items()
    ]


def _quoted(told: str) -> str:
    plain = told.replace("&", "&amp;").replace('"', "&quot;")
    return '"' + "".join(each if " " <= each < "\x7f" or each in "\n\t" else f"&#{ord(each)};" for each in plain) + '"'
