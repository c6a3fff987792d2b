"""What cannot be translated says so."""

from __future__ import annotations

from datetime import date

import pytest

from seedbed.errors import BadInputError, UsageError
from seedbed.web.listening.actions import record_contribution, translate, withdraw_contribution
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast


@pytest.mark.parametrize("language", ["en", "en-GB"])
def test_english_is_not_translated(neighbourhood: Neighbourhood, cast: Cast, language: str) -> None:
    said = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="No.", said_on=date(2026, 1, 1), language=language
    )
    with pytest.raises(UsageError, match="cannot be translated"):
        translate(by=cast.dev, contribution=said, translation="No.")


@pytest.mark.parametrize("words", ["", " \n", "a\x00b", "x" * 100_001])
def test_words_that_will_not_do_are_refused(neighbourhood: Neighbourhood, cast: Cast, words: str) -> None:
    said = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="Na.", said_on=date(2026, 1, 1), language="cy"
    )
    with pytest.raises(BadInputError):
        translate(by=cast.dev, contribution=said, translation=words)
    said.refresh_from_db()
    assert (said.translation, said.translated_by) == ("", None)


def test_what_was_withdrawn_is_not_translated(neighbourhood: Neighbourhood, cast: Cast) -> None:
    said = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="Na.", said_on=date(2026, 1, 1), language="cy"
    )
    withdraw_contribution(by=cast.dev, contribution=said, why="They asked")
    with pytest.raises(UsageError, match="withdrawn"):
        translate(by=cast.dev, contribution=said, translation="No.")


def test_the_trail_holds_no_word_of_a_translation(neighbourhood: Neighbourhood, cast: Cast) -> None:
    said = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="Na.", said_on=date(2026, 1, 1), language="cy"
    )
    translate(by=cast.dev, contribution=said, translation="Quagga")
    event = AuditEvent.objects.get(action="listening.translate")
    assert (event.by, event.subject, event.detail) == (cast.dev, f"contribution:{said.pk}", {})
