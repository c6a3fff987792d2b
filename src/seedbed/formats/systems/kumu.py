"""Projects of Kumu as JSON: the simple form that it imports, and its full export.

Kumu tells elements apart by label; where two factors share one, ours carry their identifier too.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.systems.fields import factor_cells, link_cells, number_of
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.json_text import Entry, cells_of, entries, read_json, text_of, whole
from seedbed.formats.systems.read_map import ReadMap

KEPT_APART = frozenset({"_id", "id", "identifier", "label", "from", "to", "attributes", "direction", "x", "y", "name"})
TO_KUMU = {"controlled_by": "controlled by", "note": "description", "because": "description"}
"""Our fields that have other names there."""
SIGNS = {"same": "+", "opposite": "-"}


def read_kumu(content: bytes, name: str) -> ReadMap:
    """Read a project of Kumu.

    Raises
    ------
    BadInputError
        If it is not one.
    """
    held = read_json(content, name)
    if not isinstance(held, dict) or not isinstance(held.get("elements"), list):
        raise bad_map(name, "it holds no list of elements", "Export the project from Kumu as JSON.")
    gathering = Gathering(name)
    places = _places(held)
    for number, element in entries(held["elements"]):
        _element(gathering, number, element, places)
    for number, connection in entries(held.get("connections")):
        _connection(gathering, number, connection)
    loops = held.get("loops")
    if isinstance(loops, list) and loops:
        gathering.notes.append(f"{len(loops):,} loops that its makers named are not on the map; it finds its own.")
    return gathering.finished(name=text_of(held.get("name")), note=text_of(held.get("description")))


def _places(held: Entry) -> dict[str, tuple[float | None, float | None]]:
    """Return where elements stand on the project's first map."""
    for _, drawn in entries(held.get("maps")):
        found = {}
        for _, each in entries(drawn.get("elements")):
            position = each.get("position")
            if isinstance(position, dict):
                found[text_of(each.get("element"))] = number_of(position.get("x")), number_of(position.get("y"))
        if found:
            return found
    return {}


def _fields(entry: Entry, note: str) -> dict[str, str]:
    given = entry.get("attributes")
    cells = cells_of(entry, KEPT_APART) | cells_of(given, frozenset({"label", "identifier", "name", "x", "y"}))
    back = {"controlled by": "controlled_by", "description": note}
    return {back.get(key, key): told for key, told in cells.items() if told}


def _inner(entry: Entry, key: str) -> Any:
    given = entry.get("attributes")
    told = given.get(key) if isinstance(given, dict) else None
    return entry.get(key) if told is None else told


def _element(
    gathering: Gathering, number: int, element: Entry, places: dict[str, tuple[float | None, float | None]]
) -> None:
    label = text_of(_inner(element, "label"))
    own = text_of(_inner(element, "identifier"))
    identifier = own or text_of(element.get("_id")) or text_of(element.get("id")) or label
    place = places.get(identifier) or (number_of(_inner(element, "x")), number_of(_inner(element, "y")))
    shown = text_of(_inner(element, "name")) if own else label
    gathering.factor(f"element {number}", identifier, shown or label, _fields(element, "note"), place, label)


def _connection(gathering: Gathering, number: int, connection: Entry) -> None:
    where = f"connection {number}"
    cells = _fields(connection, "because")
    delayed = cells.pop("delayed", "")
    cells.pop("reversed", "")
    if delayed:
        cells.setdefault("delay", "months")
        gathering.notes += [] if DELAYED in gathering.notes else [DELAYED]
    direction = text_of(connection.get("direction"))
    own = text_of(_inner(connection, "identifier")) or text_of(connection.get("_id")) or text_of(connection.get("id"))
    cause, effect = text_of(connection.get("from")), text_of(connection.get("to"))
    gathering.undirected += direction == "undirected"
    gathering.link(where, own, cause, effect, cells)
    if direction == "mutual":
        gathering.link(where, f"{own}-back" if own else "", effect, cause, cells)


DELAYED = "Connections that are delayed have a delay of months: Kumu does not say how long."


def write_kumu(of: SystemMap) -> bytes:
    """Return the simple form that Kumu imports; places stand in fields of their own."""
    labels = unique_labels(of)
    elements = [
        {
            "label": labels[each.identifier],
            "identifier": each.identifier,
            "name": each.name,
            **_there(factor_cells(each)),
            **({"x": each.x, "y": each.y} if each.x is not None and each.y is not None else {}),
        }
        for each in of.factors
    ]
    connections = []
    for each in of.links:
        cells = _there(link_cells(each))
        sign = SIGNS.get(each.polarity)
        connections.append(
            {
                "identifier": each.identifier,
                # Kumu takes labels here; two elements never share one.
                "from": labels[each.cause],
                "to": labels[each.effect],
                "direction": "directed",
                **({"type": sign} if sign and "type" not in cells else {}),
                **cells,
            }
        )
    held = {"name": of.name, "description": of.note, "elements": elements, "connections": connections}
    return whole(held).encode()


def unique_labels(of: SystemMap) -> dict[str, str]:
    """Return a label of each factor by identifier; with its identifier where names are alike."""
    many = Counter(each.name for each in of.factors)
    return {
        each.identifier: each.name if many[each.name] == 1 else f"{each.name} ({each.identifier})"
        for each in of.factors
    }


def _there(cells: dict[str, str]) -> dict[str, str]:
    return {TO_KUMU.get(key, key): told for key, told in cells.items()}
