"""Naming who hears of concerns; sending, opening, acting on, handing over and erasing them.

The audit trail holds numbers of concerns alone. It does not say who sent one: beside time and place that could tell
whom it is about. The lead reads it in the concern itself.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from seedbed.errors import BadInputError, NotAllowedError, UsageError
from seedbed.web.accounts.limits import Limit, count_try
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.permissions import check_can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.models import MOST_DAYS, USUAL_DAYS, Concern, Plan
from seedbed.web.safeguarding.queries import may_be_named, may_open, plan_of, serving

LOG = logging.getLogger(__name__)
LONGEST = 4_000
CONCERNS_OF_ACCOUNT = Limit("concerns of an account", 20, timedelta(hours=1))
"""More than anybody is worried in an hour. What is counted holds a keyed digest, and not who sent which."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan says: who hears, whom to ring, and for how many days concerns are kept once acted on."""

    lead: User | None
    deputy: User | None = None
    phone: str = ""
    local_numbers: str = ""
    days: int = USUAL_DAYS


@transaction.atomic
def set_plan(*, by: User, neighbourhood: Neighbourhood, planned: Planned, at: datetime | None = None) -> Plan:
    """Name who hears of concerns in a neighbourhood. What was sent before stays with whoever it was sent to.

    Raises
    ------
    NotAllowedError
        If whoever does it does not manage people here.
    UsageError
        If someone named has no role here, both are the same, or the days will not do.
    """
    check_can(by, Permission.MANAGE_PEOPLE, neighbourhood.scope)
    _check_planned(neighbourhood, planned)
    told = {
        "lead": planned.lead,
        "deputy": planned.deputy,
        "phone": planned.phone.strip(),
        "local_numbers": planned.local_numbers.strip(),
        "days": planned.days,
        "set_by": by,
        "set_at": at or timezone.now(),
    }
    plan, _ = Plan.objects.update_or_create(neighbourhood=neighbourhood, defaults=told)
    people = [each.pk for each in (planned.lead, planned.deputy) if each is not None]
    record(by=by, action="safeguarding.set_plan", scope=neighbourhood.scope, people=people, days=planned.days)
    return plan


def _check_planned(neighbourhood: Neighbourhood, planned: Planned) -> None:
    what = "Who hears of concerns was not changed."
    able = may_be_named(neighbourhood)
    for each in (planned.lead, planned.deputy):
        if each is not None and each not in able:
            raise UsageError(
                what, f"{each.name} has no role here, or no e-mail address.", "Give them a role first, or name another."
            )
    if planned.deputy is not None and planned.lead in {None, planned.deputy}:
        raise UsageError(what, "Lead and deputy must be two people.", "Name a lead, and another as deputy.")
    if not 1 <= planned.days <= MOST_DAYS:
        raise UsageError(what, f"{planned.days:,} days were asked for.", f"Choose 1 to {MOST_DAYS:,} days.")


@transaction.atomic
def send_concern(
    *, by: User, neighbourhood: Neighbourhood, words: str = "", reach: str = "", at: datetime | None = None
) -> Concern:
    """Send a concern to the named lead; without words it asks the lead to ring.

    Parameters
    ----------
    by
        Who is worried.
    words
        What they saw or heard, and about whom.
    reach
        How the lead reaches them.

    Raises
    ------
    UsageError
        If nobody is named who would hear of it, or ``by`` sent too many within an hour: nothing is sent or kept then.
    BadInputError
        If the words are too long.
    """
    check_can(by, Permission.SEE_PLACE, neighbourhood.scope)
    if max(len(words), len(reach)) > LONGEST:
        raise BadInputError(
            "It was not sent.", f"It has more than {LONGEST:,} characters.", "Write the most urgent part, and ring."
        )
    lead, deputy = serving(plan_of(neighbourhood))
    if lead is None:
        raise UsageError("Nothing was sent.", "Nobody is named here who would hear of it.", "Ring now.")
    if count_try(CONCERNS_OF_ACCOUNT, str(by.pk), at or timezone.now()):
        raise UsageError(
            "Nothing was sent.", f"You sent {CONCERNS_OF_ACCOUNT.most} concerns within an hour.", "Ring the lead now."
        )
    concern = Concern(neighbourhood=neighbourhood, lead=lead, deputy=deputy, sent_at=at or timezone.now())
    concern.seal(
        {"words": words.strip(), "reach": reach.strip(), "from": by.name, "account": by.pk, "note": ""},
    )
    concern.save()
    record(by=None, action="safeguarding.send", **_of(concern))
    return concern


@transaction.atomic
def open_concern(*, by: User, concern: Concern, at: datetime | None = None) -> dict[str, Any]:
    """Open a concern and mark it as seen; each look is recorded.

    Raises
    ------
    NotAllowedError
        If it is not theirs.
    CannotBeOpenedError
        If its key is not here; then it is not marked as seen.
    """
    kept = _theirs(by, concern)
    told = kept.opened()
    if kept.seen_at is None:
        kept.seen_at = at or timezone.now()
        kept.save(update_fields=["seen_at"])
    record(by=by, action="safeguarding.see", **_of(kept))
    return told


@transaction.atomic
def note_acted(*, by: User, concern: Concern, note: str, at: datetime | None = None) -> Concern:
    """Note what was done about a concern; some days from then it is erased, unless more is noted.

    Raises
    ------
    NotAllowedError
        If it is not theirs.
    BadInputError
        If there is no note, or it is too long.
    """
    kept = _theirs(by, concern)
    if not note.strip() or len(note) > LONGEST:
        raise BadInputError("It was not noted.", "There is no note, or it is too long.", "Write in a few words.")
    moment = at or timezone.now()
    kept.seal(kept.opened() | {"note": note.strip()})
    kept.seen_at = kept.seen_at or moment
    kept.acted_at = moment
    kept.erase_on = timezone.localdate(moment) + timedelta(days=plan_of(kept.neighbourhood).days)
    kept.save()
    record(by=by, action="safeguarding.act", **_of(kept))
    return kept


@transaction.atomic
def hand_over(*, by: User, concern: Concern) -> Concern:
    """Hand a concern to who is lead and deputy now; whoever hands it over can open it no more.

    Raises
    ------
    NotAllowedError
        If it is not theirs.
    UsageError
        If nobody else is the lead.
    """
    kept = _theirs(by, concern)
    lead, deputy = serving(plan_of(kept.neighbourhood))
    if lead is None or lead == kept.lead:
        raise UsageError("It was not handed over.", "Nobody else is named as the lead.", "Have another lead named.")
    kept.lead, kept.deputy, kept.reminded_at = lead, deputy, None
    if kept.acted_at is None:
        kept.seen_at = None
    kept.save()
    record(by=by, action="safeguarding.hand_over", **_of(kept))
    return kept


def erase_due(now: datetime) -> int:
    """Erase concerns whose days are over since they were acted on; return how many. Others wait, however old."""
    due = Concern.objects.filter(erase_on__lte=timezone.localdate(now)).values_list("pk", flat=True)
    return sum(_erased(number) for number in list(due))


def _erased(number: UUID) -> bool:
    try:
        with transaction.atomic():
            concern = Concern.objects.select_for_update(of=("self",)).filter(pk=number).first()
            if concern is not None:
                record(by=None, action="safeguarding.erase", **_of(concern))
                concern.delete()
            return concern is not None
    except Exception:
        LOG.exception("A concern could not be erased.")
        return False


def _theirs(by: User, concern: Concern) -> Concern:
    kept = Concern.objects.select_for_update(of=("self",)).select_related("neighbourhood__scope", "lead", "deputy")
    found = kept.filter(pk=concern.pk).first()
    if found is None or not may_open(by, found):
        raise NotAllowedError(
            "You cannot open this.", "It was sent to somebody else, or is gone.", "Ask the lead named here."
        )
    return found


def _of(concern: Concern) -> dict[str, Any]:
    return {"scope": concern.neighbourhood.scope, "subject": f"concern:{concern.pk}"}
