"""The running meter: people who spoke, by what they told on cards, beside those who live here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.db.models import QuerySet

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.voices.loudness import Loudness, loudness
from seedbed.errors import NotAllowedError
from seedbed.reports.voices.representation_documents import RepresentationDocument
from seedbed.web.consent.card_questions import PREFER_NOT_TO_SAY, question_of
from seedbed.web.consent.models import DemographicCard, Participant
from seedbed.web.consent.queries import groups_of
from seedbed.web.consent.tens import in_whole_tens
from seedbed.web.golden_thread.speakers import speakers
from seedbed.web.listening.models import Contribution
from seedbed.web.places.models import Neighbourhood
from seedbed.web.who_is_heard.residents import Residents, residents_of
from seedbed.workflows.voices.representation import RepresentationChoice, represented
from seedbed.workflows.voices.representation_parts import Variable

CHOICE = RepresentationChoice(finite=True)
"""People, not attendances, of a small population of which much may have been heard."""
UNEVEN = 0.9
"""Voices over people below which the page tells of both."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One characteristic: people heard of each group, beside the residents.

    Parameters
    ----------
    counts
        People of each group who spoke, shape (groups,), in the residents' order.
    no_card, not_said
        People who gave no card of it, and who would rather not say.
    of_person
        The place of each person's group among the residents', by token; never shown.
    """

    characteristic: str
    residents: Residents
    counts: Floats
    no_card: int
    not_said: int
    of_person: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Meter:
    """Who is heard so far.

    Parameters
    ----------
    spread
        How contributions are spread over the people who are counted; None where fewer than ten spoke.
    in_public
        Contributions of nobody in particular, said before everyone.
    document
        Groups beside the census, small numbers hidden; None where there is no card to count or no census.
    heard
        The same for advice; never shown as it is.
    kept_back
        Whether nothing safe can be shown yet.
    """

    spread: Loudness | None
    in_public: int
    document: RepresentationDocument | None
    heard: tuple[Heard, ...]
    kept_back: bool

    @property
    def uneven(self) -> bool:
        """Whether a few people said so much that people and voices are told apart."""
        return self.spread is not None and self.spread.voices < UNEVEN * self.spread.people


def meter(neighbourhood: Neighbourhood) -> Meter:
    """Return who is heard so far, with small numbers hidden, counting people in whole tens: see `consent.tens`."""
    said = speakers(neighbourhood)
    counted = in_whole_tens(neighbourhood, said)
    people = Participant.objects.filter(pk__in=counted)
    heard = tuple(each for name in _told(people) if (each := _heard(neighbourhood, people, name, len(counted))))
    document, kept_back = _document(heard)
    spread = loudness([said[each] for each in counted]) if counted else None
    return Meter(spread, standing(neighbourhood).filter(participant=None).count(), document, heard, kept_back)


def standing(neighbourhood: Neighbourhood) -> QuerySet[Contribution]:
    """Return what was said here and not taken back."""
    return Contribution.objects.filter(bead__neighbourhood=neighbourhood, bead__tombstone=None)


def _told(people: QuerySet[Participant]) -> list[str]:
    cards = DemographicCard.objects.filter(participant__in=people)
    return list(cards.order_by("characteristic").values_list("characteristic", flat=True).distinct())


def _heard(
    neighbourhood: Neighbourhood, people: QuerySet[Participant], characteristic: str, spoke: int
) -> Heard | None:
    residents = residents_of(neighbourhood, characteristic)
    if residents is None:
        return None
    told = groups_of(people, characteristic)
    not_said = sum(1 for band in told.values() if band == PREFER_NOT_TO_SAY)
    at = {group: place for place, group in enumerate(residents.groups)}
    known = {token: residents.group_of.get(band, "") for token, band in told.items()}
    of_person = {token: at[group] for token, group in known.items() if group in at}
    counts = np.bincount(np.array(list(of_person.values()), dtype=np.intp), minlength=len(at)).astype(np.float64)
    return Heard(characteristic, residents, counts, spoke - len(of_person) - not_said, not_said, of_person)


def _document(heard: tuple[Heard, ...]) -> tuple[RepresentationDocument | None, bool]:
    """Return the groups beside the census; nothing, and that it is kept back, where nothing safe can be shown."""
    shown = [each for each in heard if each.counts.sum()]
    if not shown:
        return None, bool(heard)
    variables = [
        Variable(
            each.characteristic,
            list(each.residents.groups),
            each.counts.tolist(),
            each.residents.all.tolist(),
            each.no_card,
            each.not_said,
        )
        for each in shown
    ]
    words = " and ".join(dict.fromkeys(each.residents.source for each in shown))
    try:
        return represented(variables, CHOICE, (Path("people who spoke"), Path(words))), False
    except NotAllowedError:
        return None, True


def asks(characteristic: str) -> str:
    """Return the card's question of a characteristic, or its name."""
    question = question_of(characteristic)
    return question.asks if question else characteristic.replace("_", " ").capitalize()
