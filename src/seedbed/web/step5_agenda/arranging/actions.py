"""How a map is divided and laid out, by forms: its subsystems, its submaps and its layouts.

All three live in the shared document, so that open editors see them at once. None of them changes what the map says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import uuid4

from seedbed.errors import UsageError
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.drawing import on_a_circle
from seedbed.web.step5_agenda.shared.keeping import change

Place = tuple[float, float]


def add_subsystem(*, by: User | None, of: SystemMap, name: str, colour: int) -> str:
    """Name a subsystem; return its key. Factors say themselves which one they belong to."""
    return _add(by, of, "subsystems", lambda _document: {"name": name, "colour": colour})


def add_submap(*, by: User | None, of: SystemMap, name: str, factors: Collection[str]) -> str:
    """Name some of a map's factors, to be shown alone; return the submap's key."""
    return _add(by, of, "submaps", lambda document: {"name": name, "factors": _there(document, factors)})


def keep_layout(*, by: User | None, of: SystemMap, name: str) -> str:
    """Keep under a name where each factor stands now; return the layout's key."""
    return _add(by, of, "layouts", lambda document: {"name": name, "places": standing(document)})


def edit_entry(*, by: User | None, of: SystemMap, part: str, key: str, fields: Mapping[str, Any]) -> None:
    """Change a subsystem, a submap or the name of a layout.

    Raises
    ------
    UsageError
        If it is not on the map any more.
    """

    def edit(document: Document) -> None:
        _check_there(document, part, key)
        kept = dict(fields)
        if "factors" in kept:
            kept["factors"] = _there(document, kept["factors"])
        document.put(part, key, **kept)

    change(by=by, of=of, how=edit)


def remove_entry(*, by: User | None, of: SystemMap, part: str, key: str) -> None:
    """Take a subsystem, a submap or a layout off a map; its factors stay, those of a subsystem without one."""

    def take(document: Document) -> None:
        document.take(part, key)
        for factor, value in document.values("factors").items() if part == "subsystems" else ():
            if value.get("subsystem") == key:
                document.put("factors", factor, subsystem="")

    change(by=by, of=of, how=take)


def lay_out(*, by: User | None, of: SystemMap, key: str) -> None:
    """Put each factor where a layout has it; those that it does not know stay where they are.

    Raises
    ------
    UsageError
        If the layout is not on the map any more.
    """

    def put(document: Document) -> None:
        _check_there(document, "layouts", key)
        _place(document, (document.value(("layouts", key)) or {}).get("places", {}))

    change(by=by, of=of, how=put)


def tidy(*, by: User | None, of: SystemMap, as_circle: bool = False, before: str = "") -> None:
    """Place all factors anew: close to those they are linked with, or on a circle.

    Parameters
    ----------
    before
        Name of a layout under which the places they had are kept, so that it can be undone; none without.
    """

    def put(document: Document) -> None:
        if before:
            document.put("layouts", str(uuid4()), name=before, places=standing(document))
        if as_circle:
            factors = _by_subsystem(document)
            _place(document, dict(zip(factors, on_a_circle(len(factors)), strict=True)))
        else:
            _place(document, in_order(document))

    change(by=by, of=of, how=put)


def in_order(document: Document) -> dict[str, Place]:
    """Return where each factor of a document would stand close to those it is linked with, by key."""
    from seedbed.analysis.systems.arrange import arranged  # The site starts without SciPy.

    links = [(str(each["cause"]), str(each["effect"])) for each in document.values("links").values()]
    return arranged(sorted(document.values("factors")), links)


def standing(document: Document) -> dict[str, list[float]]:
    """Return where each factor of a document stands, by key."""
    return {key: [each.get("x", 0.0), each.get("y", 0.0)] for key, each in document.values("factors").items()}


def _add(by: User | None, of: SystemMap, part: str, fields: Callable[[Document], Mapping[str, Any]]) -> str:
    key = str(uuid4())
    change(by=by, of=of, how=lambda document: document.put(part, key, **fields(document)))
    return key


def _by_subsystem(document: Document) -> list[str]:
    """Return all factors so that those of a subsystem stand side by side."""
    names = {key: str(each.get("name", "")) for key, each in document.values("subsystems").items()}
    factors = document.values("factors").items()
    order = {key: (names.get(str(each.get("subsystem")), ""), str(each.get("name", "")), key) for key, each in factors}
    return sorted(order, key=lambda key: order[key])


def _there(document: Document, factors: Collection[str]) -> dict[str, bool]:
    return {key: True for key in factors if key in document.parts["factors"]}


def _place(document: Document, places: Mapping[str, Any]) -> None:
    for key, (x, y) in places.items():
        if key in document.parts["factors"]:
            document.put("factors", key, x=float(x), y=float(y))


def _check_there(document: Document, part: str, key: str) -> None:
    if document.value((part, key)) is None:
        raise UsageError(
            "This is not on the map any more.",
            "Somebody took it off since you opened the page.",
            "Go back to the list and choose another.",
        )
