"""What could be made of an asset, or changed for the better in an organisation, policy, contract or procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import BadInputError, UsageError
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.base import LONGEST_TEXT, LONGEST_TITLE
from seedbed.web.asset_register.models import Asset, Opportunity
from seedbed.web.asset_register.policies import check_here
from seedbed.web.asset_register.texts import plain
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

LONGEST_FOR_WHOM = 500
LONGEST_WHO = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOpportunity:
    """What is known of an opportunity.

    Parameters
    ----------
    name
        In a few words: "the hall is empty on Sundays".
    for_whom
        People whom it would help, in words; never one person.
    who_could, what_it_takes
        Who could do it, and what that would need.
    """

    name: str
    for_whom: str = ""
    who_could: str = ""
    what_it_takes: str = ""

    def columns(self) -> dict[str, str]:
        """Return what is kept of it.

        Raises
        ------
        BadInputError
            If it has no name, or a text will not do.
        """
        told = {
            "name": plain(self.name, LONGEST_TITLE, "name"),
            "for_whom": plain(self.for_whom, LONGEST_FOR_WHOM, "text on whom it would help"),
            "who_could": plain(self.who_could, LONGEST_WHO, "name of who could do it"),
            "what_it_takes": plain(self.what_it_takes, LONGEST_TEXT, "text on what it would take"),
        }
        if not told["name"]:
            raise BadInputError("The opportunity cannot be kept.", "It has no name.", "Say in a few words what it is.")
        return told


@transaction.atomic
def put_opportunity(
    *,
    by: User | None,
    on: Asset | Bead,
    told: ToldOpportunity,
    voices: Sequence[Bead] = (),
    at: datetime | None = None,
) -> Opportunity:
    """Write down what could be made of an asset, or of an organisation, policy, contract or procedure.

    It is not on the thread, which knows what people said and what was decided: an idea for an action is raised there.

    Raises
    ------
    UsageError
        If it is put on something else, or on what is gone or was taken back.
    BadInputError
        If a text will not do.
    """
    neighbourhood = _place(on)
    stands = {"asset": on} if isinstance(on, Asset) else {"organisation": on}
    made = Opportunity.objects.create(
        neighbourhood=neighbourhood, made_by=by, made_at=at or timezone.now(), **stands, **told.columns()
    )
    _join(made, voices)
    subject = f"opportunity:{made.pk}"
    record(by=by, action="assets.put_opportunity", scope=neighbourhood.scope, subject=subject, voices=len(voices))
    return made


@transaction.atomic
def change_opportunity(
    *, by: User | None, opportunity: Opportunity, told: ToldOpportunity, voices: Sequence[Bead] = ()
) -> Opportunity:
    """Change what is known of an opportunity, and join more voices that said so.

    Raises
    ------
    BadInputError
        If a text will not do.
    """
    found = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    for name, value in told.columns().items():
        setattr(found, name, value)
    found.save()
    _join(found, voices)
    scope = found.neighbourhood.scope
    record(by=by, action="assets.change_opportunity", scope=scope, subject=f"opportunity:{found.pk}")
    return found


@transaction.atomic
def take_up_opportunity(*, by: User | None, opportunity: Opportunity, on: date) -> Opportunity:
    """Note that an opportunity was taken up on a day."""
    found = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    found.taken_up_on = on
    found.save(update_fields=["taken_up_on"])
    scope = found.neighbourhood.scope
    record(by=by, action="assets.take_up_opportunity", scope=scope, subject=f"opportunity:{found.pk}")
    return found


def _place(on: Asset | Bead) -> Neighbourhood:
    if isinstance(on, Asset):
        check_here(Asset.objects.select_for_update().get(pk=on.pk))
        return on.neighbourhood
    if on.kind != BeadKind.ORGANISATION or on.neighbourhood is None or on.went_in_id or hasattr(on, "tombstone"):
        raise UsageError(
            "An opportunity cannot stand there.",
            "It stands on an asset, or on an organisation, a policy, a contract or a procedure.",
            "Choose one of these.",
        )
    return on.neighbourhood


def _join(opportunity: Opportunity, voices: Sequence[Bead]) -> None:
    if any(each.kind != BeadKind.VOICE or each.neighbourhood_id != opportunity.neighbourhood_id for each in voices):
        raise UsageError(
            "These cannot be joined.", "One of them is no voice of this neighbourhood.", "Choose from the list."
        )
    opportunity.voices.add(*voices)
