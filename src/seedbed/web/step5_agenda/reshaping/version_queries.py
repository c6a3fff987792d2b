"""What pages of a map's versions read: the versions, the map as it was, and what differs from now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from seedbed.analysis.systems.strengths import weight_beside
from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.step5_agenda.history_words import FIELDS
from seedbed.web.step5_agenda.models import MapSnapshot, MapUpdate, SystemMap
from seedbed.web.step5_agenda.opinions.following import Then
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.patches import Entry, difference
from seedbed.web.step5_agenda.shared.projecting import MOVES

ENDS = ("cause", "effect")
A_MOMENT = timedelta(microseconds=1)
"""The least that two moments are apart."""


@dataclass(frozen=True, slots=True)
class When:
    """A state of a map: the versions that it is known as, and when it came about and by whom."""

    names: list[str]
    at: datetime | None
    by: str


@dataclass(slots=True)
class Differences:
    """What differs between two states of a map: names of what is in one alone, and of what was changed, with how."""

    only_then: list[str]
    only_now: list[str]
    changed: list[tuple[str, list[str]]]
    moved: int = 0
    others: int = 0

    def any(self) -> bool:
        """Say whether anything differs."""
        return bool(self.only_then or self.only_now or self.changed or self.moved or self.others)


def versions_of(found: SystemMap) -> QuerySet[MapSnapshot]:
    """Return the versions of a map that have a name, the newest first."""
    return MapSnapshot.objects.filter(map=found).exclude(name="").select_related("made_by").order_by("-number", "-pk")


def when(found: SystemMap, number: int) -> When:
    """Return what is known of the state after an update."""
    names = list(versions_of(found).filter(number=number).values_list("name", flat=True))
    last = MapUpdate.objects.filter(map=found, number=number).select_related("by").first()
    return When(names, last.at if last else None, str(last.by) if last and last.by else "")


def then_of(found: SystemMap, number: int, document: Document) -> Then:
    """Return the state after an update, whose document it is, as what people said is looked up for.

    What stands behind factors and links changes without an update. A version with a name has what stood there when it
    was named; any other state what stood there last, before the next update.
    """
    named = versions_of(found).filter(number=number).values_list("made_at", flat=True).first()
    later = MapUpdate.objects.filter(map=found, number=number + 1).values_list("at", flat=True).first()
    until = (named + A_MOMENT if named else None) or later or timezone.now()
    return Then(number, until, frozenset(key for part in ("factors", "links") for key in document.values(part)))


def map_of(document: Document) -> MapOfFactors:
    """Return a document as analysis and drawings take it. What has no name is left out, and links at it."""
    factors = {key: told for key, told in document.values("factors").items() if told.get("name", "").strip()}
    links = {
        key: told for key, told in document.values("links").items() if all(told.get(end) in factors for end in ENDS)
    }
    about = document.value(("about", "")) or {}
    return MapOfFactors(
        name=about.get("name", ""),
        note=about.get("description", ""),
        factors=tuple(_factor(key, told) for key, told in sorted(factors.items(), key=_by_name)),
        links=tuple(_link(key, told) for key, told in sorted(links.items())),
    )


def _by_name(entry: tuple[str, Entry]) -> tuple[str, str]:
    key, told = entry
    return str(told["name"]).casefold(), key


def differences(then: Document, now: Document) -> Differences:
    """Return what differs between a map as it was and as it is."""
    told = Differences([], [], [])
    names = {key: entry.get("name", "") for each in (now, then) for key, entry in each.values("factors").items()}
    for (part, _key), (before, after) in difference(then, now).items():
        if part not in {"factors", "links"}:
            told.others += 1
        elif after is None:
            told.only_then.append(_name(before or {}, names))
        elif before is None:
            told.only_now.append(_name(after, names))
        else:
            _tell_change(told, before, after, names)
    return told


def _tell_change(told: Differences, before: Entry, after: Entry, names: Mapping[str, str]) -> None:
    fields = {field for field in before | after if before.get(field) != after.get(field)}
    if fields <= MOVES:
        told.moved += 1
        return
    said = {FIELDS["ends" if field in ENDS else field] for field in fields - MOVES}
    ones, others = _name(before, names), _name(after, names)
    told.changed.append((ones if ones == others else f"{ones} ⇒ {others}", sorted(said)))


def _name(entry: Entry, names: Mapping[str, str]) -> str:
    if "cause" in entry:
        return f"{names.get(entry['cause'], '')} → {names.get(entry.get('effect', ''), '')}"
    return str(entry.get("name", ""))


def _factor(key: str, told: Mapping[str, Any]) -> Factor:
    return Factor(
        identifier=key,
        name=told["name"],
        role=FactorRole(told.get("role", FactorRole.ORDINARY)),
        controlled_by=told.get("controlled_by", ""),
        vulnerable=told.get("vulnerable", False),
        subsystem=told.get("subsystem", ""),
        note=told.get("note", ""),
        x=told.get("x", 0.0),
        y=told.get("y", 0.0),
    )


def _link(key: str, told: Mapping[str, Any]) -> CausalLink:
    return CausalLink(
        identifier=key,
        cause=told["cause"],
        effect=told["effect"],
        polarity=Polarity(told.get("polarity", Polarity.SAME)),
        strength=(strength := Strength(told.get("strength", Strength.MEDIUM))),
        weight=weight_beside(strength, told.get("weight")),
        delay=Delay(told.get("delay", Delay.NONE)),
        confidence=Confidence(told.get("confidence", Confidence.MEDIUM)),
        because=told.get("because", ""),
    )
