"""Names that people type: one line, kept as written, without what could hide or forge text."""

from __future__ import annotations

import unicodedata

from seedbed.errors import UsageError

LONGEST_NAME = 200
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows, so that a name reads as another."""


def clean_name(name: str, what: str = "name", longest: int = LONGEST_NAME) -> str:
    """Return a name of one line in normal form (NFC), without spaces around it.

    Letters of every script, markup signs and joiners stay: pages escape what they show.

    Raises
    ------
    UsageError
        If it is empty, longer than ``longest`` characters, or holds control characters.
    """
    cleaned = unicodedata.normalize("NFC", name).strip()
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _TURNS_DIRECTION for sign in cleaned):
        raise UsageError(
            f"This {what} will not do.", "It holds control characters, which nobody can see.", "Type it in by hand."
        )
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in cleaned):
        raise UsageError(f"There is no {what}.", "It is empty or only spaces.", f"Type the {what}.")
    if len(cleaned) > longest:
        raise UsageError(
            f"This {what} is too long.",
            f"It has {len(cleaned):,} characters; at most {longest:,} fit.",
            "Shorten it.",
        )
    return cleaned
