"""What is asked about participants: their groups, and what they agreed to."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from seedbed.web.consent.models import Consent, ConsentScope, DemographicCard, Participant

MOST_AT_ONCE = 500
"""SQLite takes a limited number of values in a question."""


def groups_of(participants: Iterable[Participant], characteristic: str) -> dict[str, str]:
    """Return the group of each participant who gave a card of a characteristic, by token; others are missing.

    For measures only: pages that show one person's cards ask `Permission.SEE_CARDS` first.
    """
    cards = DemographicCard.objects.filter(characteristic=characteristic)
    if isinstance(participants, QuerySet):
        return dict(cards.filter(participant__in=participants).values_list("participant_id", "group"))
    tokens = [participant.pk for participant in participants]
    found: dict[str, str] = {}
    for start in range(0, len(tokens), MOST_AT_ONCE):
        some = cards.filter(participant__in=tokens[start : start + MOST_AT_ONCE])
        found.update(some.values_list("participant_id", "group"))
    return found


def consent_of(participant: Participant) -> Consent | None:
    """Return what someone has agreed to: the newest record counts."""
    return participant.consents.last()


def agreed_to(participant: Participant, scope: ConsentScope) -> bool:
    """Say whether someone agrees to a thing now."""
    newest = consent_of(participant)
    return newest is not None and scope.value in newest.scopes
