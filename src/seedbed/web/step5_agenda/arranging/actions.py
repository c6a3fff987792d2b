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
from seedbed.web.step5_agenda.shared.keeping import change, load

Place = tuple[float, float]
Drawn = tuple[list[str], list[tuple[str, str]]]
"""The keys of factors, and the ends of links."""
MOST_TRIES = 3
"""Times that places are worked out while others draw."""


def add_subsystem(*, by: User | None, of: SystemMap, name: str, colour: int) -> str:
    """Name a subsystem; return its key. Factors say themselves which one they belong to."""
    return _add(by, of, "subsystems", lambda _document: {"name": name, "colour": colour})


def add_submap(*, by: User | None, of: SystemMap, name: str, factors: Collection[str]) -> str:
    """Name some of a map's factors, to be shown alone; return the submap's key."""
    return _add(by, of, "submaps", lambda document: {"name": name, "factors": _there(document, factors)})


def keep_layout(*, by: User | None, of: SystemMap, name: str) -> str:
    """Keep under a name where each factor stands now; return the layout's key."""
    return _add(by, of, "layouts", lambda document: {"name": name, "places": standing(document)})


def edit_entry(
    *,
    by: User | None,
    of: SystemMap,
    part: str,
    key: str,
    fields: Mapping[str, Any],
    members: Mapping[str, bool] | None = None,
) -> None:
    """Change a subsystem, a submap or the name of a layout.

    Parameters
    ----------
    fields
        What it holds from now on, by name; ``factors`` are all of a submap.
    members
        Factors that come to a submap (True) or leave it; what others change of it meanwhile stays.

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
        if members:
            held = (document.value((part, key)) or {}).get("factors", {})
            come = _there(document, [each for each, joins in members.items() if joins])
            kept["factors"] = {each: True for each in {**held, **come} if members.get(each, True)}
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

    On a large map the places take seconds to work out, so that is done before anything is locked; where somebody added
    or took off something meanwhile it is done once more.

    Parameters
    ----------
    before
        Name of a layout under which the places they had are kept, so that it can be undone; none without.

    Raises
    ------
    UsageError
        If others go on drawing all the while; then nothing has changed.
    """
    for _ in range(MOST_TRIES):
        planned = load(of)
        places = _on_a_circle(planned) if as_circle else in_order(planned)
        if _place_all(by, of, (_drawn(planned), places), before):
            return
    raise UsageError(
        "The map was not tidied up.",
        "Others are drawing on it: each time the places were worked out, something was new.",
        "Try again in a quiet moment.",
    )


def _place_all(by: User | None, of: SystemMap, planned: tuple[Drawn, Mapping[str, Place]], before: str) -> bool:
    """Place factors as was planned; say whether what the plan was made for still is on the map."""
    drawn, places = planned
    still = True

    def put(document: Document) -> None:
        nonlocal still
        still = _drawn(document) == drawn
        if not still:
            return
        if before:
            document.put("layouts", str(uuid4()), name=before, places=standing(document))
        _place(document, places)

    change(by=by, of=of, how=put)
    return still


def in_order(document: Document) -> dict[str, Place]:
    """Return where each factor of a document would stand close to those it is linked with, by key."""
    from seedbed.analysis.systems.arrange import arranged  # The site starts without SciPy.

    factors, links = _drawn(document)
    return arranged(factors, links)


def _drawn(document: Document) -> Drawn:
    """Return what is on a map, wherever it stands; in one order, since a document has none of its own."""
    links = [(str(each["cause"]), str(each["effect"])) for each in document.values("links").values()]
    return sorted(document.values("factors")), sorted(links)


def _on_a_circle(document: Document) -> dict[str, Place]:
    factors = _by_subsystem(document)
    return dict(zip(factors, on_a_circle(len(factors)), strict=True))


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
