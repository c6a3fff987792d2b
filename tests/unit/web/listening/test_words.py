"""What words may hold."""

from __future__ import annotations

import pytest

from seedbed.errors import BadInputError
from seedbed.web.listening.languages import language_name
from seedbed.web.listening.words import (
    check_language,
    first_words,
    is_blank,
    plain_words,
    sentences,
    without_controls,
)


def test_markup_and_any_script_stay_as_they_are() -> None:
    said = "<b>We</b> & مرحبا بالعالم \N{ZERO WIDTH JOINER} 👋🏽 “no”"
    assert plain_words(said) == said


def test_line_ends_are_made_alike() -> None:
    assert plain_words("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"


@pytest.mark.parametrize("bad", ["bell \x07", "null \x00", "half \ud800"])
def test_control_characters_and_halves_are_refused(bad: str) -> None:
    with pytest.raises(BadInputError, match="cannot be kept"):
        plain_words(bad)


def test_a_hundred_thousand_letters_are_kept_and_one_more_is_refused() -> None:
    assert len(plain_words("w" * 100_000)) == 100_000
    with pytest.raises(BadInputError) as caught:
        plain_words("w" * 100_001)
    assert "100,001 characters" in caught.value.why


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200c\u200d\u2060\ufeff", "\u202e\u00ad", "\u3164\u2800\u115f"])
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [".", "\u200bno", "\N{WAVING HAND SIGN}", "\u0301", "ا"])
def test_what_anybody_can_see_is_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_controls_are_left_out_and_counted() -> None:
    assert without_controls("a\x00b\x07c\nd") == ("abc\nd", 2)


@pytest.mark.parametrize("bad", ["", "english!", "x" * 40, "e"])
def test_what_is_no_language_is_refused(bad: str) -> None:
    with pytest.raises(BadInputError):
        check_language(bad)


@pytest.mark.parametrize("language", ["en", "zh-Hant", "bfi", "mis"])
def test_names_of_languages_are_taken(language: str) -> None:
    check_language(language)


def test_a_language_of_a_country_is_named_by_its_language() -> None:
    assert language_name("pt-BR") == "Portuguese"
    assert language_name("tlh") == "tlh"


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_marks_of_many_scripts_and_at_line_ends() -> None:
    assert pieces("Where? There!  Yes. So\nno end") == ["Where?", "There!", "Yes.", "So", "no end"]
    assert pieces("أين نلتقي؟ هنا") == ["أين نلتقي؟", "هنا"]
    assert pieces("কোথায়? এখানে।ঠিক") == ["কোথায়?", "এখানে।", "ঠিক"]
    assert pieces("在哪里？这里。") == ["在哪里？", "这里。"]


def test_closing_quotes_belong_to_the_sentence() -> None:
    assert pieces("She said “no.” Then left.") == ["She said “no.”", "Then left."]


def test_nothing_but_space_holds_no_sentence() -> None:
    assert pieces(" \n\t ") == []


def test_every_letter_is_in_a_sentence() -> None:
    text = "One... two?! Three\n\nfour (five.) six " * 50
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


def test_first_words_are_cut_at_a_space() -> None:
    assert first_words("short\nline") == "short line"
    cut = first_words("word " * 40)
    assert cut.endswith("word…")
    assert len(cut) <= 61


def test_first_words_of_one_long_word_are_cut_within_it() -> None:
    assert first_words("x" * 500) == "x" * 60 + "…"
