"""Models of LOOPY (ncase.me/loopy): four lists, of nodes, arrows, labels and the last number given.

A node is number, x, y, start, name (percent-encoded) and colour; an arrow is from, to, bend and strength, whose sign is
the direction. LOOPY has no other fields: what else a map says is lost there.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.systems.fields import number_of
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.json_text import cells_of, read_json, text_of, whole
from seedbed.formats.systems.read_map import ReadMap
from seedbed.thread.payloads.choices import Polarity

NODE, ARROW = ("id", "x", "y", "init", "label", "hue"), ("from", "to", "arc", "strength", "rotation")
HUES, HALF = 6, 0.5


def is_loopy(held: Any) -> bool:
    """Say whether JSON is a model of LOOPY."""
    return isinstance(held, list) and len(held) >= 2 and all(isinstance(part, list) for part in held[:2])


def read_loopy(content: bytes, name: str) -> ReadMap:
    """Read a model of LOOPY.

    Raises
    ------
    BadInputError
        If it is not one.
    """
    held = read_json(content, name)
    if isinstance(held, dict):
        held = [held.get("nodes"), held.get("edges")]
    if not is_loopy(held):
        raise bad_map(name, "it holds no lists of nodes and arrows", "Save it again in LOOPY.")
    gathering = Gathering(name)
    for number, node in enumerate(held[0], 1):
        told = _told(node, NODE)
        place = number_of(told.get("x")), number_of(told.get("y"))
        label = unquote(told.get("label", "")) or "?"
        gathering.factor(f"node {number}", told.get("id", ""), label, {}, place)
    for number, arrow in enumerate(held[1], 1):
        told = _told(arrow, ARROW)
        strength = number_of(told.get("strength"))
        cells = {} if not strength else {"polarity": "same" if strength > 0 else "opposite"}
        gathering.link(f"arrow {number}", "", told.get("from", ""), told.get("to", ""), cells)
    return gathering.finished()


def _told(entry: Any, names: tuple[str, ...]) -> dict[str, str]:
    if isinstance(entry, dict):
        return cells_of(entry)
    cells = [text_of(each) for each in entry] if isinstance(entry, list) else []
    return dict(zip(names, cells, strict=False))


def write_loopy(of: SystemMap) -> bytes:
    """Return the model of a map. An uncertain link has a strength of 0: LOOPY passes nothing along it."""
    numbers = {each.identifier: number for number, each in enumerate(of.factors, 1)}
    nodes = [
        [
            numbers[each.identifier],
            round(each.x) if each.x is not None else 200 * (place % 6),
            round(each.y) if each.y is not None else 120 * (place // 6),
            HALF,
            quote(each.name),
            place % HUES,
        ]
        for place, each in enumerate(of.factors)
    ]
    arrows = [
        [numbers[each.cause], numbers[each.effect], 60, 0 if each.polarity is Polarity.UNCERTAIN else each.sign, 0]
        for each in of.links
    ]
    return whole([nodes, arrows, [], len(nodes)]).encode()
