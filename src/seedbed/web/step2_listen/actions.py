"""Planning shifts in the street and letting their phones in: one transaction and one audit row each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.capture.actions import make_code
from seedbed.web.capture.asked import CATEGORIES, PROMPTS
from seedbed.web.capture.models import DeviceKind, JoinCode
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.event_models import EventKind
from seedbed.web.listening.events import EventTold, plan_event
from seedbed.web.listening.words import plain_words
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step2_listen.models import CHECK_IN_EVERY, Pair, StreetShift

MOST_PROMPTS = 20
MOST_CATEGORIES = 40
LONGEST_PROMPT = 300
LONGEST_CATEGORY = 60
LONGEST_NAME = 60
MOST_PAIRS = 50
TELEPHONE = re.compile(r"(?=.{3,30}$)\+?(?:[ ()\-]*[0-9]){3,15}[ )]*", re.ASCII)
AFTERWARDS = timedelta(hours=2)
"""How long after a shift phones may still join it, such as one whose battery was flat."""
LONGEST_CODE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """Where and when a shift is, what is asked, and who goes out.

    Parameters
    ----------
    starts_at, ends_at
        When it is.
    pairs
        First names of who talks and who records.
    prompts, categories
        Questions of the cards, and what stickers stand for; those that come with the platform if not given.
    check_in_every
        Minutes between two check-ins.
    lead_phone
        Work number of whoever leads it, which its phones show when a pair needs help.
    access, open_to_change, budget, who_decides, hear_back_by
        What people are told and promised, as for every event.
    """

    name: str
    venue: str
    starts_at: datetime
    ends_at: datetime
    pairs: Sequence[tuple[str, str]] = ()
    prompts: Sequence[str] = PROMPTS
    categories: Sequence[str] = CATEGORIES
    check_in_every: int = CHECK_IN_EVERY
    languages: Sequence[str] = field(default=())
    lead_phone: str = ""
    access: str = ""
    open_to_change: str = ""
    budget: str = ""
    who_decides: str = ""
    hear_back_by: date | None = None


@transaction.atomic
def plan_shift(
    *,
    by: User,
    neighbourhood: Neighbourhood,
    planned: PlannedShift,
    bead: Bead | None = None,
    at: datetime | None = None,
) -> StreetShift:
    """Plan a shift: an event on the thread, or one that is there already, what is asked there, and who goes out.

    Raises
    ------
    UsageError
        If it has no questions, too many or too long ones, ends before it begins, or the number to call is none.
    """
    now = at or timezone.now()
    prompts = _lines(planned.prompts, MOST_PROMPTS, LONGEST_PROMPT)
    categories = _lines(planned.categories, MOST_CATEGORIES, LONGEST_CATEGORY)
    if not prompts:
        raise UsageError(_("The shift was not planned."), _("There is no question."), _("Write one at least."))
    if len(planned.pairs) > MOST_PAIRS:
        raise UsageError(_("The shift was not planned."), _("There are too many pairs."), _("Plan two shifts."))
    told = _told(planned)
    event = plan_event(by=by, neighbourhood=neighbourhood, told=told, bead=bead, at=now)
    shift = StreetShift.objects.create(
        event=event,
        neighbourhood=neighbourhood,
        prompts=prompts,
        categories=categories,
        check_in_every=planned.check_in_every,
        lead_phone=_phone(planned.lead_phone),
        made_by=by,
        made_at=now,
    )
    Pair.objects.bulk_create(
        Pair(
            shift=shift,
            talks=clean_name(talks, "first name", LONGEST_NAME),
            records=clean_name(records, "first name", LONGEST_NAME),
        )
        for talks, records in planned.pairs
    )
    record(
        by=by,
        action="step2.plan_shift",
        scope=neighbourhood.scope,
        subject=f"event:{shift.pk}",
        pairs=len(planned.pairs),
        questions=len(prompts),
    )
    return shift


def _told(planned: PlannedShift) -> EventTold:
    return EventTold(
        name=planned.name,
        held_on=timezone.localdate(planned.starts_at),
        kind=EventKind.SHIFT.value,
        venue=planned.venue,
        languages=tuple(planned.languages),
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        access=planned.access,
        open_to_change=planned.open_to_change,
        budget=planned.budget,
        who_decides=planned.who_decides,
        hear_back_by=planned.hear_back_by,
    )


@transaction.atomic
def change_lead_phone(*, by: User, shift: StreetShift, number: str) -> StreetShift:
    """Change the number that phones of a shift show when a pair needs help; they hear of it with their next network.

    Raises
    ------
    UsageError
        If it is no telephone number.
    """
    held = StreetShift.objects.select_for_update().get(pk=shift.pk)
    held.lead_phone = _phone(number)
    held.save(update_fields=["lead_phone"])
    # The trail says that it was changed, never the number.
    record(by=by, action="step2.change_lead_phone", scope=held.neighbourhood.scope, subject=f"event:{held.pk}")
    return held


def _phone(number: str) -> str:
    """Return a telephone number as people write it; empty where there is none."""
    plain = " ".join(plain_words(number).split())
    if plain and not TELEPHONE.fullmatch(plain):
        raise UsageError(
            _("This is no telephone number."),
            _("One has 3 to 15 digits; spaces, brackets and a plus in front may stand between."),
            _("Write it as it is dialled, such as 07700 900123."),
        )
    return plain


def _lines(texts: Sequence[str], most: int, longest: int) -> list[str]:
    """Return texts without what does not belong into them, each once, in their order."""
    found = list(dict.fromkeys(" ".join(plain_words(text).split()) for text in texts if text.strip()))
    if len(found) > most:
        raise UsageError(
            _("The shift was not planned."), _("There are too many questions or stickers."), _("Take some away.")
        )
    if any(len(text) > longest for text in found):
        raise UsageError(
            _("The shift was not planned."), _("A question or sticker is too long."), _("Write it in fewer words.")
        )
    return found


@transaction.atomic
def let_phones_in(*, by: User, shift: StreetShift, most: int, at: datetime | None = None) -> tuple[JoinCode, str]:
    """Make a code by which phones join a shift, until some time after it ends but for a day at most.

    Raises
    ------
    UsageError
        If the shift has been over for long.
    """
    now = at or timezone.now()
    ends = (shift.event.ends_at or now) + AFTERWARDS
    if ends <= now:
        raise UsageError(_("No phone can join."), _("This shift is over."), _("Plan another shift."))
    return make_code(
        by=by,
        neighbourhood=shift.neighbourhood,
        event=shift.event.bead,
        kind=DeviceKind.PHONE.value,
        ends_at=min(ends, now + LONGEST_CODE),
        most_devices=most,
        at=now,
    )
