"""A phone number and an e-mail address: as people type them, and as they are found again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from seedbed.errors import BadInputError

COUNTRY = "+44"
"""Stands for the first nought of a number that was typed without its country."""
LONGEST_EMAIL = 254
_BETWEEN = re.compile(r"[\s().\-/\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach someone: one of the two at least.

    Parameters
    ----------
    phone
        With its country, as ``+442079460001``; empty if there is none.
    email
        As it was typed; empty if there is none.
    """

    phone: str = ""
    email: str = ""

    @property
    def email_to_find(self) -> str:
        """The address as it is compared: mail servers do not tell capitals apart."""
        return self.email.casefold()

    def told(self) -> dict[str, str]:
        """Return it as it is sealed."""
        return {"phone": self.phone, "email": self.email}

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Reach:
        """Return what was sealed."""
        return cls(str(told.get("phone", "")), str(told.get("email", "")))

    @classmethod
    def typed(cls, phone: str = "", email: str = "") -> Reach:
        """Read what somebody typed.

        Raises
        ------
        BadInputError
            If both are empty, or one is no number or address.
        """
        if not phone.strip() and not email.strip():
            raise BadInputError(
                "Nobody can be reached by this.", "There is no phone number and no e-mail address.", "Type one of them."
            )
        return cls(read_phone(phone) if phone.strip() else "", read_email(email) if email.strip() else "")


def read_phone(typed: str) -> str:
    """Return a phone number with its country and nothing between the digits (ITU-T E.164: at most 15 of them).

    Raises
    ------
    BadInputError
        If it is none.
    """
    plain = _BETWEEN.sub("", typed.strip()).replace("+440", COUNTRY)
    plain = re.sub(r"^00", "+", plain)
    plain = re.sub(r"^0", COUNTRY, plain)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", plain, re.ASCII):
        raise BadInputError(
            "This phone number will not do.",
            "It has letters, too few digits or too many.",
            "Type it as 020 7946 0001, or with its country as +44 20 7946 0001.",
        )
    return plain


def read_email(typed: str) -> str:
    """Return an e-mail address without spaces around it.

    Raises
    ------
    BadInputError
        If it is none.
    """
    plain = typed.strip()
    try:
        validate_email(plain)
    except ValidationError:
        plain = ""
    if not plain or len(plain) > LONGEST_EMAIL:
        raise BadInputError(
            "This e-mail address will not do.", "It is not written as one.", "Type it as name@example.org."
        )
    return plain
