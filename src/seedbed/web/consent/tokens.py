"""Tokens of participants: random, short enough to print and read out, too many to guess."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are read as 1, 0 or V."""
DIGITS = 16
"""80 random bits: with a million tokens given out, a million guesses hit one with a chance below one in 10¹²."""
READ_AS = str.maketrans("ILO", "110")
"""What people write for signs that the alphabet has."""


def new_token() -> str:
    """Return a new token in four groups of four, as printed: ``7K3M-Q0ZD-...``."""
    return _printed("".join(secrets.choice(ALPHABET) for _ in range(DIGITS)))


def read_token(typed: str) -> str:
    """Return a token as it is kept, from what someone typed or scanned; any other text is returned as it is."""
    digits = "".join(sign for sign in typed.upper().translate(READ_AS) if sign in ALPHABET)
    return _printed(digits) if len(digits) == DIGITS else typed


def _printed(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, DIGITS, 4))
