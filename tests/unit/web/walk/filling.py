"""Putting real things into addresses, and asking for them without leaving a trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client


@dataclass(frozen=True)
class Filling:
    """What stands for each part of an address, the longer parts first."""

    parts: Mapping[str, str]

    def filled(self, route: str) -> str:
        """Return an address with real things in it."""
        address = route
        for part in sorted(self.parts, key=len, reverse=True):
            address = address.replace(part, self.parts[part])
        assert "<" not in address, f"Say in tests/unit/web/walk/conftest.py what stands for the last part of {address}"
        return address


def ask(browser: Client, method: str, address: str) -> Any:
    """Ask for an address, and put back what that changed, the browser's cookies too.

    Files are closed one by one: closing the whole answer would close the database as well.
    """
    cookies: SimpleCookie = SimpleCookie(browser.cookies.output(header="", sep="\r\n"))
    browser.raise_request_exception = False
    with transaction.atomic():
        answer = browser.generic(method, address)
        for close in answer._resource_closers:  # type: ignore[attr-defined]
            close()
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer
