"""Other words for what was said keep the receipt, the voices and the earlier words, and are checked anew."""

from __future__ import annotations

import pytest

from seedbed.errors import UsageError
from seedbed.web.listening.actions import excerpt
from seedbed.web.listening.checking import check_words
from seedbed.web.listening.rewording import change_words
from tests.unit.web.conftest import Cast
from tests.unit.web.listening.conftest import Say


def test_a_voice_goes_where_its_words_are_now(say: Say, cast: Cast) -> None:
    said = say("The hall is locked.")
    voice = excerpt(by=cast.dev, contribution=said, start=0, end=18)
    change_words(by=cast.dev, contribution=said, words="On Sundays: The hall is locked, and dark.")
    voice.refresh_from_db()
    assert voice.words == "The hall is locked"


def test_words_with_a_voice_are_not_lost(say: Say, cast: Cast) -> None:
    said = say("The hall is locked.")
    excerpt(by=cast.dev, contribution=said, start=0, end=18)
    with pytest.raises(UsageError, match="leaves out"):
        change_words(by=cast.dev, contribution=said, words="All is well.")
    said.refresh_from_db()
    assert said.words == "The hall is locked."


def test_a_check_of_earlier_words_counts_no_more(say: Say, cast: Cast) -> None:
    said = say()
    check_words(by=cast.dev, contribution=said)
    change_words(by=cast.dev, contribution=said, words="Somebody else.")
    said.refresh_from_db()
    assert (said.checks.count(), said.checked_by) == (0, None)
