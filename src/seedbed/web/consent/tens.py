"""People counted in tens that never change, so that no two counts tell by subtraction what one person said of themself.

With people counted one by one, a count before and a count after somebody came, or took something back, differ by what
that one person told. So people are put into tens, in the order in which they came, and stay in theirs. A ten counts
whole or not at all: when one of it takes back their words or their card, the other nine are left out with them. Any two
counts, whenever they were made, then differ by whole tens of people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max, QuerySet

from seedbed.web.consent.models import ConsentScope, DemographicCard, Participant
from seedbed.web.consent.queries import effective_among
from seedbed.web.people.audit import record
from seedbed.web.places.models import Neighbourhood

AT_ONCE = 10
"""People of a ten."""


@transaction.atomic
def form_tens(*, neighbourhood: Neighbourhood, heard: Collection[str]) -> int:
    """Put people who are in no ten yet into tens, in the order in which they came; return how many tens were formed.

    Up to nine who came last wait. Who is in a ten stays in it, whatever they take back.

    Parameters
    ----------
    heard
        Tokens of those who spoke and let it be used.
    """
    # One at a time: two looks at once would put the same people into two tens.
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    people = Participant.objects.filter(neighbourhood=neighbourhood)
    new = [each for each in people.filter(counted_in=None).order_by("came_at", "pk") if each.pk in heard]
    new = new[: len(new) // AT_ONCE * AT_ONCE]
    if not new:
        return 0
    last = people.aggregate(last=Max("counted_in"))["last"] or 0
    cards = _cards_counted(people)
    for place, each in enumerate(new):
        each.counted_in, each.counted_cards = last + 1 + place // AT_ONCE, cards[each.pk]
    Participant.objects.bulk_update(new, ["counted_in", "counted_cards"], batch_size=200)
    formed = len(new) // AT_ONCE
    record(by=None, action="consent.form_tens", scope=neighbourhood.scope, tens=formed)
    return formed


def in_whole_tens(neighbourhood: Neighbourhood, heard: Collection[str]) -> list[str]:
    """Return the tokens of those who are counted: of tens of which all ten are there as when the ten was formed.

    A ten is out while one of it is not among ``heard``, was erased, or has more or fewer cards that may be counted.
    """
    people = Participant.objects.filter(neighbourhood=neighbourhood)
    cards = _cards_counted(people)
    tens: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    placed = people.exclude(counted_in=None).order_by("counted_in", "came_at", "pk")
    for token, ten, told in placed.values_list("pk", "counted_in", "counted_cards"):
        tens[ten or 0].append((token, token in heard and cards[token] == told))
    whole = (ten for ten in tens.values() if len(ten) == AT_ONCE and all(there for _, there in ten))
    return [token for ten in whole for token, _ in ten]


def _cards_counted(people: QuerySet[Participant]) -> Counter[str]:
    """Return how many cards of each person may be counted, by token."""
    letting = effective_among(people, ConsentScope.CARD)
    cards = DemographicCard.objects.filter(participant__in=people)
    return Counter(token for token in cards.values_list("participant_id", flat=True) if token in letting)
