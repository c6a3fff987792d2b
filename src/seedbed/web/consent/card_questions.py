"""What people may tell about themselves, in bands: the questions of the card, apart from what they say.

The bands are those of the Census of 2021 for England and Wales, so that who is heard can be held against who lives
here; nobody is asked for a date of birth, an address or a diagnosis. A participant's card keeps the words of a band.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

PREFER_NOT_TO_SAY = "prefer_not_to_say"
"""An answer too, and kept as one: it is not the same as having been asked nothing."""
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class CardBand:
    """One band that people choose: a lasting short name, and the words that are asked and kept."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """One question of the card.

    Parameters
    ----------
    characteristic
        What the card calls it, such as ``age``.
    asks
        The question in plain words.
    bands
        What people choose from, beside preferring not to say.
    """

    characteristic: str
    asks: str
    bands: tuple[CardBand, ...]


CARD_QUESTIONS: tuple[CardQuestion, ...] = (
    CardQuestion(
        "age",
        _("How old are you?"),
        (
            CardBand("0_15", _("0 to 15")),
            CardBand("16_24", _("16 to 24")),
            CardBand("25_34", _("25 to 34")),
            CardBand("35_49", _("35 to 49")),
            CardBand("50_64", _("50 to 64")),
            CardBand("65_plus", _("65 and over")),
        ),
    ),
    CardQuestion(
        "ethnicity",
        _("Which of these best describes your ethnic group?"),
        (
            CardBand("asian", _("Asian or Asian British")),
            CardBand("black", _("Black, Black British, Caribbean or African")),
            CardBand("mixed", _("Mixed or several ethnic groups")),
            CardBand("white", _("White")),
            CardBand("other", _("Another ethnic group")),
        ),
    ),
    CardQuestion(
        "disability",
        _("Does an illness or condition that lasts limit what you do from day to day?"),
        (
            CardBand("limited_a_lot", _("Limited a lot")),
            CardBand("limited_a_little", _("Limited a little")),
            CardBand("not_disabled", _("Not disabled")),
        ),
    ),
)
"""The questions that devices and paper ask; nobody has to answer any of them."""


def question_of(characteristic: str) -> CardQuestion | None:
    """Return the question of a characteristic; None where the card has none."""
    return next((each for each in CARD_QUESTIONS if each.characteristic == characteristic), None)


def kept_of(characteristic: str, told: str) -> str:
    """Return what a card keeps of an answer: the words of a band; of an age in years the band in which it falls.

    Of a date or a year of birth nothing is kept. What other forms asked in bands of their own is kept in their words.
    """
    question = question_of(characteristic)
    if question is None:
        return told
    plain = told.strip()
    if characteristic == "age" and plain.isdecimal() and len(plain) <= 3:
        return [band.words for band in question.bands if int(band.id.split("_")[0]) <= int(plain)][-1]
    if characteristic == "age" and _YEAR.search(plain):
        return ""
    return next((band.words for band in question.bands if band.id == told), told)
