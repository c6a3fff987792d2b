"""Somebody's words with the language they are in, and which way a text runs."""

from __future__ import annotations

import unicodedata

_STRONG = {"L": False, "R": True, "AL": True}


def runs_right_to_left(text: str) -> bool:
    """Say whether a text runs from right to left: as its first letter does (Unicode Bidirectional Algorithm, P2)."""
    strong = (_STRONG.get(unicodedata.bidirectional(letter)) for letter in text)
    return next((found for found in strong if found is not None), False)


class Said(str):
    """Words in the language that they were said in; text like any other to whoever does not ask.

    Parameters
    ----------
    text
        The words, and what may stand around them in the language of the page.
    language
        BCP 47 name of the words' language.
    start, until
        Where the words begin and end in the text, counted in characters; all of it if not said.
    """

    language: str
    start: int
    until: int

    def __new__(cls, text: str, language: str, start: int = 0, until: int | None = None) -> Said:
        """Mark a text with its language."""
        said = super().__new__(cls, text)
        said.language = language
        said.start = start
        said.until = len(text) if until is None else until
        return said

    def __getnewargs__(self) -> tuple[str, str, int, int]:  # type: ignore[override]
        """Return what a copy is made from."""
        return str(self), self.language, self.start, self.until


def said_within(before: str, words: str, after: str) -> str:
    """Return words with what stands before and after them; if they carry a language, the line knows where they are."""
    line = f"{before}{words}{after}"
    if not isinstance(words, Said):
        return line
    return Said(line, words.language, len(before) + words.start, len(before) + words.until)
