"""Which page a device of each kind opens when it joins; rooms that have such a page say so when they start."""

from __future__ import annotations

from django.urls import reverse

_STARTS: dict[str, str] = {}


def register(kind: str, address_name: str) -> None:
    """Say which page devices of a kind open, by the name of its address. It reads the code after ``#join=``."""
    _STARTS[kind] = address_name


def start_of(kind: str, token: str) -> str:
    """Return where a device of a kind goes to join with a code; empty where no room has such a page.

    The code is in the part of the address that browsers do not send, so it is in no log.
    """
    return f"{reverse(_STARTS[kind])}#join={token}" if kind in _STARTS else ""
