"""What is read of shifts: who is out and safe, what has come in, and what the evening's page tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum

from seedbed.web.capture.models import Device, Item, Tally, TallySort, Waiting, WaitingState, WantedMedia
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.models import Contribution
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step2_listen.models import CheckIn, StreetShift

LATE_BY = timedelta(minutes=10)
"""After a check-in is due, before whoever leads the shift is told: phones are in pockets."""


def shifts_of(neighbourhood: Neighbourhood) -> QuerySet[StreetShift]:
    """Return the shifts of a neighbourhood, the newest first."""
    found = StreetShift.objects.filter(neighbourhood=neighbourhood).select_related("event__bead")
    return found.order_by("-event__starts_at", "-pk")


@dataclass(frozen=True, slots=True)
class Out:
    """A phone of a shift, and when its pair last said whether it is safe.

    Parameters
    ----------
    heard_at
        When they last said something of themselves; when they joined, if they never did.
    safe
        What they said; None if they never did.
    late
        Whether they should have said so by now.
    """

    device: Device
    heard_at: datetime
    safe: bool | None
    late: bool


def out_on(shift: StreetShift, now: datetime) -> list[Out]:
    """Return the phones of a shift, those in need first, then those that are late; ended ones are not out."""
    last = {each.device_id: each for each in CheckIn.objects.filter(device__event=shift.pk).order_by("at", "pk")}
    due = timedelta(minutes=shift.check_in_every) + LATE_BY
    over = shift.event.ends_at is not None and now > shift.event.ends_at + due
    found = []
    for device in Device.objects.filter(event=shift.pk, ended_at=None).order_by("joined_at"):
        said = last.get(device.pk)
        heard_at = said.at if said else device.joined_at
        found.append(Out(device, heard_at, said.safe if said else None, not over and now - heard_at > due))
    return sorted(found, key=lambda each: (each.safe is not False, not each.late))


@dataclass(frozen=True, slots=True)
class Came:
    """What has come in: counts alone, never words."""

    conversations: int
    refusals: int
    not_at_home: int
    stickers: tuple[tuple[str, int], ...]
    files_to_come: int
    files_refused: int
    changed_receipts: int
    let_go: int
    wrong_clocks: int
    last_at: datetime | None

    @property
    def total_stickers(self) -> int:
        """All stickers together."""
        return sum(many for _, many in self.stickers)


def came_to(shift: StreetShift) -> Came:
    """Return what has come in from the phones of a shift."""
    return _came(Q(device__event=shift.pk), Q(event=shift.pk))


def _came(items: Q, tallies: Q) -> Came:
    counted = Item.objects.filter(items).aggregate(
        conversations=Count("pk", filter=Q(kind="contribution", contribution__isnull=False)),
        changed=Count("pk", filter=Q(receipt_changed=True)),
        let_go=Count("pk", filter=Q(dropped=True)),
        clocks=Count("pk", filter=Q(clock_off=True)),
        last=Max("received_at"),
    )
    sorts = dict(Tally.objects.filter(tallies).order_by().values_list("sort").annotate(Sum("count")))
    stickers = Tally.objects.filter(tallies, sort=TallySort.TALLY).exclude(category="")
    awaited = WantedMedia.objects.filter(item__in=Item.objects.filter(items), contribution__bead__tombstone=None)
    by_category = stickers.order_by().values_list("category").annotate(many=Sum("count"))
    return Came(
        conversations=counted["conversations"],
        refusals=sorts.get(TallySort.REFUSAL.value, 0),
        not_at_home=sorts.get(TallySort.NOT_AT_HOME.value, 0),
        stickers=tuple(sorted(by_category, key=lambda each: (-each[1], each[0]))),
        files_to_come=awaited.filter(refused="").count(),
        files_refused=awaited.exclude(refused="").count(),
        changed_receipts=counted["changed"],
        let_go=counted["let_go"],
        wrong_clocks=counted["clocks"],
        last_at=counted["last"],
    )


@dataclass(frozen=True, slots=True)
class Evening:
    """One page for the team at the end of a day: what came, and what to look at tomorrow.

    ``prompts`` counts what was said to each question; ``languages`` what was said in each language.
    """

    day: date
    came: Came
    beads: tuple[Bead, ...]
    prompts: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    waiting: int
    to_type: int
    untranslated: int
    unsafe: tuple[CheckIn, ...]


def evening_of(neighbourhood: Neighbourhood, day: date) -> Evening:
    """Return what devices sent and people wrote down about one day in a neighbourhood."""
    said = Contribution.objects.filter(
        bead__neighbourhood=neighbourhood, bead__tombstone=None, bead__payload__said_on=day.isoformat()
    ).select_related("bead", "receipt")
    found = list(said.order_by("pk"))
    return Evening(
        day=day,
        came=_came(
            Q(device__neighbourhood=neighbourhood, received_at__date=day),
            Q(neighbourhood=neighbourhood, counted_at__date=day),
        ),
        beads=tuple(each.bead for each in found),
        prompts=_counted([each.prompt for each in found if each.prompt]),
        languages=_counted([str(each.bead.payload["language"]) for each in found]),
        waiting=Waiting.objects.filter(neighbourhood=neighbourhood, state=WaitingState.WAITING).count(),
        to_type=sum(1 for each in found if not each.words.strip()),
        untranslated=sum(1 for each in found if _is_foreign(each) and not each.translation),
        unsafe=tuple(
            CheckIn.objects.filter(device__neighbourhood=neighbourhood, safe=False, at__date=day).select_related(
                "device"
            )
        ),
    )


def _is_foreign(contribution: Contribution) -> bool:
    return str(contribution.bead.payload["language"]).split("-")[0] != "en"


def _counted(texts: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(texts).items(), key=lambda each: (-each[1], each[0])))
