"""Numbers of receipts: eleven random digits and a check digit that finds every slip people commonly make.

The check digit is Damm's: H. M. Damm, *Total anti-symmetrische Quasigruppen*, dissertation, Philipps-Universität
Marburg, 2004. It finds every single wrong digit and every swap of two neighbours.
"""

from __future__ import annotations

import secrets
import unicodedata

from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError

DIGITS = 12
_TABLE = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""A totally anti-symmetric quasigroup of order ten with zeros on its diagonal."""
_BETWEEN = frozenset(" -\u2010\u2011\u2012\u2013\u2014\u00a0\u2009\u202f.,/\t\r\n")


def check_digit(digits: str) -> str:
    """Return the digit that makes a number's check come out at nothing."""
    interim = 0
    for digit in digits:
        interim = int(_TABLE[interim][int(digit)])
    return str(interim)


def fits(number: str) -> bool:
    """Say whether a number of plain digits ends in its check digit."""
    return check_digit(number) == "0"


def new_number() -> str:
    """Return a random number: 10¹¹ of them, so that those given out lie far apart."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))
    return digits + check_digit(digits)


def grouped(number: str) -> str:
    """Return a number as it is printed and read out: ``4821 0937 5567``."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def read_number(typed: str) -> str:
    """Return the number that someone typed: with or without spaces, in the digits of any script.

    Raises
    ------
    UsageError
        If it is not twelve digits, or its check digit does not fit.
    """
    plain = "".join(_digit(sign) for sign in typed[:200] if sign not in _BETWEEN)
    if len(plain) != DIGITS or not plain.isascii() or not plain.isdigit():
        raise UsageError(
            _("This is not the number of a receipt."),
            _("One has twelve digits, such as 4821 0937 5567."),
            _("Look once more."),
        )
    if not fits(plain):
        raise UsageError(
            _("This number has a slip in it."),
            _("Its last digit does not fit the others."),
            _("Look at your receipt once more: one digit is wrong, or two changed places."),
        )
    return plain


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
