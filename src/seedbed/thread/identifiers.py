"""Printed numbers of beads: short, readable on paper, with a check character that finds a slip of the pen.

Crockford's base 32 (no I, L, O, U) with a check by Luhn's algorithm modulo 32, which finds every single wrong character
and nearly every swap of neighbours.
"""

from __future__ import annotations

from seedbed.errors import UsageError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_BASE = len(ALPHABET)


def printed(number: int) -> str:
    """Return a bead's number as people write it: ``7K3-N``.

    Raises
    ------
    UsageError
        If the number is below nothing.
    """
    if number < 0:
        raise UsageError("A bead's number cannot be printed.", f"{number} is below nothing.", "Give zero or more.")
    digits = _digits(number)
    return "".join(ALPHABET[digit] for digit in digits) + "-" + ALPHABET[_check(digits)]


def number_of(text: str) -> int:
    """Return the number that was printed as ``text``, forgiving case, spaces, and O, I and L for 0 and 1.

    Raises
    ------
    UsageError
        If it is not such a number or its check character does not fit.
    """
    plain = text.strip().upper().translate(_MISREAD)
    if len(plain) < 2 or len(plain) > 13 or set(plain) - set(ALPHABET):
        raise UsageError(f"'{text:.40}' is not the number of a bead.", "One looks like 7K3-N.", "Copy it once more.")
    digits = [ALPHABET.index(character) for character in plain]
    if _check(digits[:-1]) != digits[-1]:
        raise UsageError(
            f"'{text:.40}' has a slip in it.",
            "Its check character does not fit the others.",
            "Look at it once more: one character is wrong, or two changed places.",
        )
    number = 0
    for digit in digits[:-1]:
        number = number * _BASE + digit
    return number


def _digits(number: int) -> list[int]:
    digits = [number % _BASE]
    while number := number // _BASE:
        digits.append(number % _BASE)
    return digits[::-1]


def _check(digits: list[int]) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = digit * (2 if place % 2 == 0 else 1)
        total += doubled // _BASE + doubled % _BASE
    return -total % _BASE
