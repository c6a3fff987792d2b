"""Noting approaches, inviting to events, answering: one transaction and one audit row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind
from seedbed.web.consent.tokens import new_token
from seedbed.web.golden_thread.models import Bead
from seedbed.web.outreach.answer_words import Answer, Needs
from seedbed.web.outreach.models import Approach, How, Invitation, Outcome
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

MOST_PEOPLE = 500
"""People of one organisation who come to one event, at the most."""


@dataclass(frozen=True, slots=True)
class Approached:
    """How an organisation was approached, and what came of it."""

    how: How
    outcome: Outcome
    on: date
    ask_again_on: date | None = None


@transaction.atomic
def note_approach(*, by: User, neighbourhood: Neighbourhood, organisation: Bead, told: Approached) -> Approach:
    """Note that an organisation was approached.

    Raises
    ------
    UsageError
        If it is no organisation of this place, the day is still to come, or it is to be asked again before it.
    """
    if organisation.kind != BeadKind.ORGANISATION or organisation.neighbourhood_id != neighbourhood.pk:
        raise UsageError(
            _("The approach was not noted."), _("This is no organisation of this place."), _("Choose one, or add it.")
        )
    if told.on > timezone.localdate():
        raise UsageError(
            _("The approach was not noted."), _("Its day is still to come."), _("Give the day on which it was.")
        )
    if told.ask_again_on is not None and told.ask_again_on < told.on:
        raise UsageError(
            _("The approach was not noted."),
            _("The day to ask again lies before the approach."),
            _("Give a later day, or none."),
        )
    made = Approach.objects.create(
        neighbourhood=neighbourhood,
        organisation=organisation,
        how=told.how,
        outcome=told.outcome,
        happened_on=told.on,
        ask_again_on=told.ask_again_on,
        made_by=by,
    )
    record(by=by, action="outreach.approach", scope=neighbourhood.scope, subject=f"approach:{made.pk}")
    return made


@transaction.atomic
def invite_to(*, by: User, event: Bead, organisation: Bead | None = None) -> Invitation:
    """Invite an organisation to an event, or everybody by flyers; a standing invitation is given again as it is.

    Raises
    ------
    UsageError
        If it is no event of a place, or the organisation is of another place.
    """
    place = event.neighbourhood
    if event.kind != BeadKind.EVENT or place is None:
        raise UsageError(_("Nobody was invited."), _("This is no event of a place."), _("Choose an event."))
    if organisation is not None and (
        organisation.kind != BeadKind.ORGANISATION or organisation.neighbourhood_id != place.pk
    ):
        raise UsageError(
            _("Nobody was invited."), _("This is no organisation of this place."), _("Choose one, or add it.")
        )
    Bead.objects.select_for_update().get(pk=event.pk)
    standing = Invitation.objects.filter(event=event, organisation=organisation, ended_at=None).first()
    if standing is not None:
        return standing
    made = Invitation.objects.create(event=event, organisation=organisation, code=new_token(), made_by=by)
    record(by=by, action="outreach.invite", scope=place.scope, subject=f"invitation:{made.pk}")
    return made


@transaction.atomic
def end_invitation(*, by: User, invitation: Invitation, at: datetime | None = None) -> None:
    """Let an invitation be opened no more; what was answered stays."""
    kept = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("event__neighbourhood__scope")
        .get(pk=invitation.pk)
    )
    if kept.ended_at is None:
        kept.ended_at = at or timezone.now()
        kept.save(update_fields=["ended_at"])
        record(by=by, action="outreach.end_invitation", scope=kept.event.scope, subject=f"invitation:{kept.pk}")


@transaction.atomic
def answer_invitation(
    *,
    by: User | None,
    invitation: Invitation,
    answer: Answer,
    people: int | None = None,
    needs: Sequence[str] = (),
    at: datetime | None = None,
) -> Invitation:
    """Keep an organisation's answer; a later one takes the place of an earlier one.

    Raises
    ------
    UsageError
        If the invitation has ended or is a flyer's, or says how many come in a number that cannot be.
    """
    kept = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("event__neighbourhood__scope")
        .get(pk=invitation.pk)
    )
    if kept.ended_at is not None or kept.organisation_id is None:
        raise UsageError(
            _("The answer was not kept."),
            _("This invitation takes no answers."),
            _("Tell the people who sent it to you."),
        )
    comes = answer == Answer.COMES
    if comes and not 1 <= (people or 0) <= MOST_PEOPLE:
        raise UsageError(
            _("The answer was not kept."),
            _("It does not say how many people come."),
            _("Give a number from 1 to 500."),
        )
    kept.answer, kept.people = answer, people if comes else None
    kept.needs = [each.value for each in Needs if comes and each.value in needs]
    kept.answered_at = at or timezone.now()
    kept.save(update_fields=["answer", "people", "needs", "answered_at"])
    record(by=by, action="outreach.answer", scope=kept.event.scope, subject=f"invitation:{kept.pk}")
    return kept
