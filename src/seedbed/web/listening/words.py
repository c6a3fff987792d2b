"""What words may hold: long, in any script, kept as they were said; nothing that is not text."""

from __future__ import annotations

import re
import unicodedata

from seedbed.errors import BadInputError

LONGEST_WORDS = 100_000
"""Characters in one contribution: more than an hour of talk."""

FIRST_WORDS = 60
"""Characters of the words that serve as a title."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SENTENCE = re.compile(r"[^\n.!?…。！？؟।]*(?:[.!?…。！？؟।]+[\"'”’»)\]]*|\n|$)")
_KEPT_CONTROLS = "\n\t"
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and patterns that show nothing: Hangul fillers and Braille without dots."""


def plain_words(text: str, what: str = "words") -> str:
    """Return the text with line ends made alike, otherwise as it is; markup is text like any other.

    Parameters
    ----------
    text
        What was typed or read in.
    what
        How an error names it.

    Raises
    ------
    BadInputError
        If it is too long, or holds control characters or halves of characters, which are no words.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(plain) > LONGEST_WORDS:
        raise BadInputError(
            f"The {what} cannot be kept.",
            f"They have {len(plain):,} characters; {LONGEST_WORDS:,} is the most.",
            "Cut them into several contributions.",
        )
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in _KEPT_CONTROLS for c in plain):
        raise BadInputError(
            f"The {what} cannot be kept.",
            "They hold control characters, which nobody can read.",
            "Type them anew, or paste them as plain text.",
        )
    return plain


def is_blank(text: str) -> bool:
    """Say whether nothing of a text can be seen: spaces, signs without width, letters that show nothing."""
    return all(c.isspace() or c in _BLANK_LETTERS or unicodedata.category(c) == "Cf" for c in text)


def without_controls(text: str) -> tuple[str, int]:
    """Return the text without control characters, and how many were left out; for forms, which then say so."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cs"} or c in _KEPT_CONTROLS)
    return kept, len(plain) - len(kept)


def check_language(language: str) -> None:
    """Refuse what does not look like the name of a language (BCP 47).

    Raises
    ------
    BadInputError
        If it does not.
    """
    if not _LANGUAGE.fullmatch(language) or len(language) > 35:
        raise BadInputError(
            f"'{language:.40}' is not the name of a language.", "One looks like en, bn or zh-Hant.", "Choose one anew."
        )


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence starts and ends, without the space around it.

    A sentence ends at a full stop, question or exclamation mark of Latin, Arabic, Indic or Chinese writing, or at the
    end of a line. It is an aid for marking words, no claim about language.
    """
    found = []
    for match in _SENTENCE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append((start, start + len(stripped)))
    return found


def first_words(text: str) -> str:
    """Return the first words in one line, cut at a space with an ellipsis where there are more."""
    line = " ".join(text[: FIRST_WORDS * 4].split())
    if len(line) <= FIRST_WORDS:
        return line
    cut = line[:FIRST_WORDS].rsplit(" ", 1)[0] if " " in line[:FIRST_WORDS] else line[:FIRST_WORDS]
    return f"{cut}…"
