"""What stands on the sheets, in the language of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from seedbed.reports.paper.words import SheetWords
from seedbed.web.consent.queries import sentences_for
from seedbed.web.places.models import Programme

ON_CARDS = ("take_part", "quote", "photo", "drawing_credit", "card", "public_display")
"""What a consent card of paper asks."""
TOLD = ("introduction", "safety", "withdrawing")


def consent_words(words: SheetWords, programme: Programme, language: str) -> SheetWords:
    """Return the words of a pack with the sentences that were signed in its language, or in English, saying so."""
    plain = language.partition("-")[0]
    asked_in, sentences = sentences_for(programme, plain)
    unsigned = _("These sentences are in English: nobody has checked and signed them in your language yet.")
    return replace(
        words,
        told=tuple(sentences[each] for each in TOLD),
        asked=tuple(sentences[each] for each in ON_CARDS),
        asked_in=asked_in,
        unsigned="" if asked_in == plain else unsigned,
    )


def sheet_words(asked: Mapping[str, Any]) -> SheetWords:
    """Return the words of a pack in the language in force, with the question that was asked for."""
    return SheetWords(
        question=asked["question"] or _("Draw on this map. What is good here, what is hard, and what should change?"),
        pens=(_("Hard, or not safe"), _("Good, keep it"), _("Change or build here")),
        how=_("Dot or cross: a spot. Line: a way. Closed line: an area. Use these three pens only."),
        card=_("Number of the consent card"),
        words=_("In your own words"),
        page=_("Sheet {page} of {pages}"),
        keep=_("Keep all four corners and the square code free. Photograph each sheet from above."),
        invented=_("This place is made up."),
        prompts_title=_("Cards for talking"),
        prompts=(
            _("Where do you like to be, and why there?"),
            _("Where would you go if you needed somebody?"),
            _("Which way do you avoid, and when?"),
            _("What did there use to be that you miss?"),
            _("What is one thing that would make a day here easier?"),
            _("Who looks out for people here?"),
            _("What should never be taken away?"),
            _("If you had a say in what happens next, what would it be?"),
        ),
        cloth=_("What would make this a better place to live? Write, draw, answer each other."),
        consent_title=_("Your words, your choice"),
        ages=(_("How old are you?"), _("16 or 17"), _("18 or over")),
        under_16=_("If you are under 16, do not fill this in: talk to us together with whoever looks after you."),
        nothing=_("An empty box means no. You may stop at any time."),
        code=_("Pack {pack}"),
    )
