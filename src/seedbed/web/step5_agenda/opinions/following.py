"""Where what was said of factors and links stands now: with what they were merged into, joined to or split into.

Nothing that was said is moved. It is followed to what stands for its subject by the merges and splits that hold, so
that undoing one, or going back past it, brings it back to where it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap

BEGINNING = datetime.min.replace(tzinfo=UTC)
Copy = tuple[str, datetime]
"""The key of a link that was made as a copy, and when."""


@dataclass(frozen=True, slots=True)
class Then:
    """An earlier state of a map.

    Parameters
    ----------
    number
        The update after which it was so.
    until
        When it was so last, exclusive: its name was given, or the next update came.
    keys
        Of all that was on it.
    """

    number: int
    until: datetime
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Following:
    """The merges and splits of a map that hold.

    Parameters
    ----------
    steps
        What stands for each factor and link that left the map by one, by key.
    copies
        Links that were made since both parts of a factor have them, by the key of the one they are like. What was said
        of that one before is said of them, too.
    """

    steps: Mapping[str, tuple[str, ...]]
    copies: Mapping[str, tuple[Copy, ...]]

    def ends(self, key: str, at: datetime = BEGINNING) -> tuple[str, ...]:
        """Return what something that was said at a time is said of now, by key."""
        if not self.steps and not self.copies:
            return (key,)
        found: dict[str, None] = {}
        seen, ahead = {key}, [key]
        while ahead:
            here = ahead.pop()
            if here not in self.steps:
                found[here] = None
            later = [copy for copy, made in self.copies.get(here, ()) if at <= made]
            further = [each for each in (*self.steps.get(here, ()), *later) if each not in seen]
            seen.update(further)
            ahead += reversed(further)
        return tuple(found)

    def sources(self, key: str) -> list[str]:
        """Return the keys under which something may have been said of it; none where it is gone by a merge or split."""
        others = {*self.steps, *self.copies} - {key}
        own = [] if key in self.steps else [key]
        return [*own, *sorted(each for each in others if key in self.ends(each))]


def following_of(found: SystemMap, then: Then | None = None) -> Following:
    """Return how to follow what was said on a map: to what stands for it now, or stood for it then."""
    rows = found.lineages.filter(_held(then)).order_by("pk")
    steps: dict[str, tuple[str, ...]] = {}
    copies: dict[str, tuple[Copy, ...]] = {}
    told = rows.values_list("plan__gone", "plan__into", "plan__joined", "plan__copied", "at")
    for gone, into, joined, copied, at in told:
        steps |= dict.fromkeys(gone, tuple(into))
        steps |= {link: (stays,) for link, stays in joined.items()}
        for copy, link in copied.items():
            copies[link] = (*copies.get(link, ()), (copy, at))
    there = _on_the_map(found, steps) if then is None else then.keys & steps.keys()
    for key in there:  # Put back by somebody: it stands for itself again.
        del steps[key]
    return Following(steps, copies)


def _held(then: Then | None) -> Q:
    if then is None:
        return Q(undone_at=None)
    return Q(number__lte=then.number) & (Q(undone_number=None) | Q(undone_number__gt=then.number))


def _on_the_map(found: SystemMap, steps: Mapping[str, tuple[str, ...]]) -> set[str]:
    if not steps:
        return set()
    there: set[str] = set()
    for model in (MapFactor, MapLink):
        rows = model.objects.filter(map=found, removed_at=None)
        there.update(str(key) for key in rows.values_list("key", flat=True) if str(key) in steps)
    return there
