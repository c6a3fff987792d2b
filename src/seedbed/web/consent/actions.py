"""Everything that changes participants and consents: one transaction and one audit row each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.consent.models import Consent, ConsentScope, DemographicCard, Participant
from seedbed.web.consent.tokens import new_token
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood

WORDING = "1"
"""Version of the words in which consent is asked; see `ConsentScope`."""
_NO_CARDS: Mapping[str, str] = MappingProxyType({})


@transaction.atomic
def welcome(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    cards: Mapping[str, str] = _NO_CARDS,
    scopes: Sequence[str] = (ConsentScope.TAKE_PART.value,),
    wording: str = WORDING,
    at: datetime | None = None,
) -> Participant:
    """Welcome someone who takes part: a random token, what they agreed to, and the cards they chose to give.

    Parameters
    ----------
    cards
        Their group by characteristic, for those they told; empty if they gave no card. Kept only with the scope
        ``card``.
    scopes
        What they agreed to: values of `ConsentScope`.

    Raises
    ------
    UsageError
        If a scope is unknown, taking part is not among them, a card has no group, or cards come without ``card``.
    """
    when = at or timezone.now()
    agreed = _checked(scopes)
    if ConsentScope.TAKE_PART not in agreed:
        raise UsageError(
            "Nobody takes part without agreeing to it.", "'take_part' is missing.", "Ask first, then record it."
        )
    if cards and ConsentScope.CARD not in agreed:
        raise UsageError(
            "What they told about themselves was not kept.",
            "They did not agree that it may be counted: 'card' is missing.",
            "Ask for it, or leave the cards out.",
        )
    told = {
        clean_name(characteristic, "characteristic", 40): clean_name(group, "group", 80)
        for characteristic, group in cards.items()
    }
    participant = Participant.objects.create(token=new_token(), neighbourhood=neighbourhood, came_at=when)
    DemographicCard.objects.bulk_create(
        DemographicCard(participant=participant, characteristic=characteristic, group=group)
        for characteristic, group in told.items()
    )
    Consent.objects.create(participant=participant, scopes=agreed, wording=wording, given_at=when, recorded_by=by)
    # Neither token nor groups: the trail must not tell who came.
    record(by=by, action="consent.welcome", scope=neighbourhood.scope)
    return participant


@transaction.atomic
def agree(
    *,
    by: User | None,
    participant: Participant,
    scopes: Sequence[str],
    wording: str = WORDING,
    at: datetime | None = None,
) -> Consent:
    """Record what a participant agrees to from now on; it takes the place of what they agreed to before.

    Raises
    ------
    UsageError
        If a scope is unknown.
    """
    made = participant.consents.create(
        scopes=_checked(scopes), wording=wording, given_at=at or timezone.now(), recorded_by=by
    )
    record(by=by, action="consent.agree", scope=participant.neighbourhood.scope)
    return made


def _checked(scopes: Iterable[str]) -> list[str]:
    asked = set(scopes)
    unknown = sorted(asked - set(ConsentScope.values))
    if unknown:
        raise UsageError(
            f"Nobody can agree to '{unknown[0][:40]}'.",
            f"What can be agreed to: {', '.join(ConsentScope.values)}.",
            "Choose among these.",
        )
    return [scope for scope in ConsentScope.values if scope in asked]
