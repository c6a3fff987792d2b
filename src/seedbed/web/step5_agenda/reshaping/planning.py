"""What merging factors, or splitting one, does to a map's document: nothing is changed here, only planned.

A link from a merged factor to the one that stays becomes a link of that factor to itself, and is kept. Links that
come to join the same two factors are kept beside each other, or joined if that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept_field
from typing import Any
from uuid import uuid4

from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import Polarity
from seedbed.web.step5_agenda.shared.document import FARTHEST, LONGEST_TEXT, Document
from seedbed.web.step5_agenda.shared.patches import Entry, Patch, as_rows, copy_of, difference, from_rows

BELOW = 110.0
"""How far from a factor that is split its second part stands (pixels)."""
ENDS = ("cause", "effect")
FILLED = ("controlled_by", "subsystem")
"""What the factor that stays takes over from the others where it says nothing itself."""
FIRST, SECOND, BOTH = "first", "second", "both"
"""Where a link goes when its factor is split."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge or split does.

    Parameters
    ----------
    gone, into
        Keys of the factors that leave the map, and of those that stand for them afterwards.
    patch
        What changes in the document.
    joined
        Keys of links that are joined to another, with the key of that one.
    copied
        Keys of links that are made since both parts of a factor have them, with the key of the one they are like.
    called
        The names of the factors: of those that go as they were, of the others as they are afterwards.
    """

    gone: tuple[str, ...]
    into: tuple[str, ...]
    patch: Patch
    joined: Mapping[str, str] = kept_field(default_factory=dict)
    copied: Mapping[str, str] = kept_field(default_factory=dict)
    called: Mapping[str, str] = kept_field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "gone": list(self.gone),
            "into": list(self.into),
            "patch": as_rows(self.patch),
            "joined": dict(self.joined),
            "copied": dict(self.copied),
            "called": dict(self.called),
        }

    def names(self) -> dict[str, list[str]]:
        """Return the names of the factors that go, and of those that stand for them afterwards."""
        return {
            "gone": [self.called.get(key, "") for key in self.gone],
            "into": [self.called.get(key, "") for key in self.into],
        }


def plan_of(told: Mapping[str, Any]) -> Plan:
    """Return the plan that was kept as JSON."""
    pairs = {name: told[name] for name in ("joined", "copied", "called")}
    return Plan(tuple(told["gone"]), tuple(told["into"]), from_rows(told["patch"]), **pairs)


@dataclass(frozen=True, slots=True)
class Merger:
    """What is to be merged.

    Parameters
    ----------
    factors
        Keys of the factors; that of the one that stays may be among them.
    into
        The key of the one that stays.
    fields
        What it says of itself afterwards: its ``name``, and its ``note``.
    join
        Whether links that come to join the same two factors become one. Where they say different directions that one
        is uncertain: dissent is kept.
    """

    factors: Collection[str]
    into: str
    fields: Mapping[str, Any]
    join: bool = False


def plan_merge(document: Document, merger: Merger) -> Plan:
    """Plan to merge factors into one of them.

    Raises
    ------
    UsageError
        If one of them is not on the map any more, or there is only one.
    """
    into, gone = merger.into, tuple(sorted({*merger.factors} - {merger.into}))
    if not gone:
        raise UsageError("One factor alone cannot be merged.", "It takes two or more.", "Choose another beside it.")
    _check_there(document, [into, *gone])
    after = copy_of(document)
    after.put("factors", into, **{**_filled(document, gone, into), **merger.fields})
    moved = _aim(after, lambda _link, _name, end: into if end in gone else end)
    joined = _join(after, moved) if merger.join else {}
    for name in ("submaps", "layouts"):
        for key, entry in document.values(name).items():
            _take_over_places(after, (name, key), entry, gone, [into])
    for key in gone:
        after.take("factors", key)
    called = _names(document, gone) | _names(after, [into])
    return Plan(gone, (into,), difference(document, after), joined, called=called)


def parallel_pairs(document: Document, factors: Collection[str], into: str) -> list[tuple[str, str]]:
    """Return causes and effects that more than one link would join if these factors were merged into one of them."""
    after = copy_of(document)
    moved = _aim(after, lambda _link, _name, end: into if end in factors else end)
    return [pair for pair, links in _by_pair(after).items() if len(links) > 1 and moved.intersection(links)]


def plan_split(document: Document, *, factor: str, names: Sequence[str], sides: Mapping[str, str]) -> Plan:
    """Plan to split a factor into two.

    Parameters
    ----------
    factor
        Its key.
    names
        The names of the two parts; each else says what the factor said.
    sides
        Of each link at it, by key, whether it goes to the ``first`` part, the ``second`` or ``both``; the first part
        takes those that are not told of.

    Raises
    ------
    UsageError
        If it is not on the map any more.
    """
    _check_there(document, [factor])
    after = copy_of(document)
    parts = str(uuid4()), str(uuid4())
    told = document.value(("factors", factor)) or {}
    for part, name, (x, y) in zip(parts, names, _two_places(told), strict=True):
        after.put("factors", part, **{**told, "name": name, "x": x, "y": y})
    copied = _copy_links(after, factor, parts[1], sides)
    where = {link: parts[1] for link, side in sides.items() if side == SECOND}
    _aim(after, lambda link, _name, end: where.get(link, parts[0]) if end == factor else end)
    for name in ("submaps", "layouts"):
        for key, entry in document.values(name).items():
            _take_over_places(after, (name, key), entry, [factor], parts)
    after.take("factors", factor)
    called = _names(document, [factor]) | _names(after, parts)
    return Plan((factor,), parts, difference(document, after), copied=copied, called=called)


def aim_back(document: Document, plan: Plan) -> None:
    """Let links that were drawn to the parts of a factor since it was split be at the factor again."""
    _aim(document, lambda _link, _name, end: plan.gone[0] if end in plan.into else end)


def _check_there(document: Document, factors: Collection[str]) -> None:
    if any(document.value(("factors", key)) is None for key in factors):
        raise UsageError(
            "One of these factors is not on the map any more.",
            "Somebody took it off, merged it or split it since you opened the page.",
            "Open the map again and choose anew.",
        )


def _names(document: Document, factors: Collection[str]) -> dict[str, str]:
    return {key: str((document.value(("factors", key)) or {}).get("name", "")) for key in factors}


def _filled(document: Document, gone: Sequence[str], into: str) -> Entry:
    told = [document.value(("factors", key)) or {} for key in (into, *gone)]
    filled = {name: next((each[name] for each in told if each.get(name)), "") for name in FILLED}
    return filled | {"vulnerable": any(each.get("vulnerable", False) for each in told)}


def _aim(document: Document, end_of: Callable[[str, str, str], str]) -> set[str]:
    """Let the ends of links be others; return the keys of those that moved."""
    moved = set()
    for key, link in document.values("links").items():
        ends = {name: end_of(key, name, link[name]) for name in ENDS if name in link}
        if any(link[name] != end for name, end in ends.items()):
            document.put("links", key, **ends)
            moved.add(key)
    return moved


def _by_pair(document: Document) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for key, link in sorted(document.values("links").items()):
        found.setdefault((link.get("cause", ""), link.get("effect", "")), []).append(key)
    return found


def _join(document: Document, moved: Collection[str]) -> dict[str, str]:
    """Join links that came to be parallel into the one that was there before, or the first; return which into which."""
    joined: dict[str, str] = {}
    for keys in _by_pair(document).values():
        if len(keys) < 2 or not any(key in moved for key in keys):
            continue
        stays = next((key for key in keys if key not in moved), keys[0])
        document.put("links", stays, **_said_together(document, [stays, *(key for key in keys if key != stays)]))
        for key in keys:
            if key != stays:
                document.take("links", key)
                joined[key] = stays
    return joined


def _said_together(document: Document, keys: Sequence[str]) -> Entry:
    links = [document.value(("links", key)) or {} for key in keys]
    ways = {each.get("polarity", Polarity.SAME.value) for each in links}
    reasons = dict.fromkeys(each.get("because", "") for each in links)
    because = "\n\n".join(each for each in reasons if each)
    return {
        "polarity": ways.pop() if len(ways) == 1 else Polarity.UNCERTAIN.value,
        "because": because[:LONGEST_TEXT],
    }


def _take_over_places(
    document: Document, part: tuple[str, str], entry: Entry, gone: Sequence[str], into: Sequence[str]
) -> None:
    """Let the new factors stand where the gone ones did in a submap or a layout."""
    field = "factors" if part[0] == "submaps" else "places"
    held = dict(entry.get(field, {}))
    left = [held.pop(key) for key in gone if key in held]
    if not left:
        return
    for number, key in enumerate(into):
        place = left[0]
        if number and field == "places":
            place = list(_beside(*place))
        held.setdefault(key, place)
    document.put(part[0], part[1], **{field: held})


def _two_places(told: Entry) -> tuple[tuple[float, float], tuple[float, float]]:
    x, y = told.get("x", 0.0), told.get("y", 0.0)
    return (x, y), _beside(x, y)


def _beside(x: float, y: float) -> tuple[float, float]:
    return x, y + BELOW if y + BELOW <= FARTHEST else y - BELOW


def _copy_links(document: Document, factor: str, second: str, sides: Mapping[str, str]) -> dict[str, str]:
    """Put the links that both parts have on the map a second time, at the second part."""
    copied = {}
    for key, link in document.values("links").items():
        if sides.get(key) == BOTH and factor in (link.get("cause"), link.get("effect")):
            made = str(uuid4())
            ends = {name: second if link[name] == factor else link[name] for name in ENDS}
            document.put("links", made, **{**link, **ends})
            copied[made] = key
    return copied
