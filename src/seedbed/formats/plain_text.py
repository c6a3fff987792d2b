"""Text from strangers, fit to be shown: it cannot steer a terminal, turn the reading direction round or fill a page."""

from __future__ import annotations

import unicodedata

LONGEST_LINE = 1_500
LONGEST_NAME = 200
TURNS_THE_LINE = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Classes of the Unicode Bidirectional Algorithm (UAX 9) that change the direction of the letters after them."""


def plain_line(text: str) -> str:
    """Return text as one line; letters that are not letters are shown as escapes, a long line is cut in the middle."""
    line = "".join(_escaped(letter) if _is_odd(letter) else letter for letter in " ".join(text.split()))
    if len(line) <= LONGEST_LINE:
        return line
    half = LONGEST_LINE // 2 - 3
    return f"{line[:half]} ... {line[-half:]}"


def plain_name(text: str) -> str:
    """Return a name as people would write it: one line, no letters that are not letters, not longer than a line."""
    name = "".join(letter for letter in " ".join(text.split()) if not _is_odd(letter)).strip()
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _is_odd(letter: str) -> bool:
    category = unicodedata.category(letter)
    no_letter = category in {"Cc", "Cs", "Zl", "Zp"} or ord(letter) & 0xFFFE == 0xFFFE
    return no_letter or unicodedata.bidirectional(letter) in TURNS_THE_LINE


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
