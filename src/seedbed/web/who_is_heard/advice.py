"""Where and when to go next: venues of the public directory, residents of the census, hours of earlier shifts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.voices.where_next import CLOSED, OPEN, UNKNOWN, Suggestion, need, people_around, where_next
from seedbed.thread.kinds import Relation
from seedbed.web.asset_register.models import Asset, OpenHours
from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.golden_thread.models import Link
from seedbed.web.listening.event_models import Event
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.packs import pack_named
from seedbed.web.who_is_heard.meter import Heard

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
PARTS = (
    (9, 12, _("morning, 9 to 12")),
    (12, 15, _("afternoon, 12 to 3")),
    (15, 17, _("afternoon, 3 to 5")),
    (17, 20, _("evening, 5 to 8")),
)
"""Hours of a part of the day, and how it is called."""
SLOTS = tuple((day, start, end) for day in range(len(DAYS)) for start, end, _words in PARTS)
SCHOOL_DAYS, SCHOOL_ENDS, OLDEST_AT_SCHOOL = range(5), 15, 18
FEWEST_LIVING = 10
"""Groups of fewer people are never named."""
MOST_VENUES = 2_000


@dataclass(frozen=True, slots=True)
class NextShift:
    """One place to go to next.

    Parameters
    ----------
    venue
        The asset to stand at.
    when
        The time of the week, in words.
    known_open
        Whether the venue is known to be open then.
    group, characteristic
        Who needs to be heard most, and stands out here.
    around, everywhere
        That group's share of those who live around, and of all who live here, per cent.
    """

    venue: Asset
    when: str
    known_open: bool
    group: str
    characteristic: str
    around: float
    everywhere: float


def next_shifts(neighbourhood: Neighbourhood, heard: Sequence[Heard], most: int = 3) -> dict[str, list[NextShift]]:
    """Return where to go next, by characteristic; nothing for one of which the figures cannot tell."""
    venues = list(standing(neighbourhood).filter(public=True, longitude__isnull=False).order_by("pk")[:MOST_VENUES])
    places = _on_the_ground(neighbourhood, venues)
    if places is None or not venues:
        return {}
    open_at, tried = _open_at(venues), _heard_at(neighbourhood)
    found = {}
    for each in heard:
        living = each.residents.all
        needed = need(each.counts, living) * (living >= FEWEST_LIVING)
        around = people_around(places, each.residents.places, each.residents.people)
        hours = _fitting(open_at, each, needed)
        advice = where_next(needed, around, living, hours, tried, most)
        found[each.characteristic] = [_shift(one, venues, each) for one in advice]
    return {name: shifts for name, shifts in found.items() if shifts}


def _fitting(open_at: NDArray[np.int8], heard: Heard, needed: Floats) -> NDArray[np.int8]:
    """Return the hours without those at which the group that needs most is at school."""
    ages = [int(age) for age in re.findall(r"[0-9]+", heard.residents.groups[int(np.argmax(needed))])]
    if heard.characteristic != "age" or not ages or max(ages) > OLDEST_AT_SCHOOL:
        return open_at
    at_school = [day in SCHOOL_DAYS and start < SCHOOL_ENDS for day, start, _end in SLOTS]
    return np.where(np.array(at_school), np.int8(CLOSED), open_at)


def _shift(advice: Suggestion, venues: Sequence[Asset], heard: Heard) -> NextShift:
    day, _start, _end = SLOTS[advice.slot]
    part = PARTS[advice.slot % len(PARTS)][2]
    return NextShift(
        venues[advice.venue],
        f"{DAYS[day]} {part}",
        advice.known_open,
        heard.residents.groups[advice.group],
        heard.characteristic,
        100 * advice.around,
        100 * advice.everywhere,
    )


def _on_the_ground(neighbourhood: Neighbourhood, venues: Sequence[Asset]) -> Floats | None:
    """Return metres east and north of venues, on the grid of the pack."""
    from pyproj import Transformer

    pack = pack_named(neighbourhood.programme.pack)
    if pack is None:
        return None
    turn = Transformer.from_crs("EPSG:4326", pack.package.grid, always_xy=True)
    east, north = turn.transform([each.longitude for each in venues], [each.latitude for each in venues])
    return np.column_stack([east, north])


def _open_at(venues: Sequence[Asset]) -> NDArray[np.int8]:
    """Return whether each venue is open for an hour at each time of the week; unknown where it says no hours."""
    at = {venue.pk: place for place, venue in enumerate(venues)}
    states = np.full((len(venues), len(SLOTS)), UNKNOWN, dtype=np.int8)
    hours = OpenHours.objects.filter(asset__in=list(at)).values_list("asset_id", "starts", "ends")
    for asset, starts, ends in hours:
        row = states[at[asset]]
        row[row == UNKNOWN] = CLOSED
        for slot, (day, first, last) in enumerate(SLOTS):
            minute = 24 * 60 * day
            if min(ends, minute + 60 * last) - max(starts, minute + 60 * first) >= 60:
                row[slot] = OPEN
    return states


def _heard_at(neighbourhood: Neighbourhood) -> Floats:
    """Return how many contributions came from events at each time of the week."""
    events = Event.objects.filter(bead__neighbourhood=neighbourhood, starts_at__isnull=False)
    slot_of = {
        event: slot
        for event, starts in events.values_list("pk", "starts_at")
        if starts and (slot := _slot(starts)) >= 0
    }
    links = Link.objects.filter(relation=Relation.RAISED_IN.value, target__in=list(slot_of), retracted_at=None)
    links = links.filter(source__tombstone=None)
    many = Counter(slot_of[target] for target in links.values_list("target_id", flat=True))
    return np.array([many[slot] for slot in range(len(SLOTS))], dtype=np.float64)


def _slot(starts: datetime) -> int:
    """Return the time of the week in which an event began; -1 at night."""
    local = timezone.localtime(starts)
    for part, (first, last, _words) in enumerate(PARTS):
        if first <= local.hour < last:
            return local.weekday() * len(PARTS) + part
    return -1
