"""What is asked about participants: their groups, and what they agreed to."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from seedbed.web.consent.models import Consent, ConsentScope, DemographicCard, Participant

MOST_AT_ONCE = 500
"""SQLite takes a limited number of values in a question."""


def groups_of(participants: Iterable[Participant], characteristic: str) -> dict[str, str]:
    """Return the group of each participant who gave a card of a characteristic and lets it be counted, by token.

    For measures only: pages that show one person's cards ask `Permission.SEE_CARDS` first.
    """
    if isinstance(participants, QuerySet):
        return _counted(characteristic, participants)
    tokens = [participant.pk for participant in participants]
    found: dict[str, str] = {}
    for start in range(0, len(tokens), MOST_AT_ONCE):
        found.update(_counted(characteristic, tokens[start : start + MOST_AT_ONCE]))
    return found


def _counted(characteristic: str, participants: QuerySet[Participant] | list[str]) -> dict[str, str]:
    consents = Consent.objects.filter(participant__in=participants).order_by("given_at", "pk")
    # In this order the newest of a participant is written last.
    newest = dict(consents.values_list("participant_id", "scopes"))
    cards = DemographicCard.objects.filter(characteristic=characteristic, participant__in=participants)
    return {
        token: group
        for token, group in cards.values_list("participant_id", "group")
        if ConsentScope.CARD in newest.get(token, ())
    }


def consent_of(participant: Participant) -> Consent | None:
    """Return what someone has agreed to: the newest record counts."""
    return participant.consents.last()


def agreed_to(participant: Participant, scope: ConsentScope) -> bool:
    """Say whether someone agrees to a thing now."""
    newest = consent_of(participant)
    return newest is not None and scope.value in newest.scopes
