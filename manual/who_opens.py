"""The reference of pages: who may open which, from what each view declares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from seedbed.web.people.access import Access
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, ROLES

PAGE = "reference/who-may-open-which-page.md"
ANYONE, SIGNED_IN = "anyone", "anyone with an account; it shows each what is theirs"


def pages() -> dict[str, str]:
    """Return the generated page by its path under ``docs``."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.web_settings")
        django.setup()
    return {PAGE: "\n".join([*_head(), *_tables()]) + "\n"}


def _head() -> list[str]:
    return [
        "# Who may open which page",
        "",
        "This page is generated from what every page declares. Who lacks the role is told so where they may see the",
        "place, and else gets the page of an address of nothing; who is not signed in is sent to sign in.",
        "Some pages ask more of one thing: a decision is written by those who decide, a role is ended by those who may",
        "give it.",
        "A test asks every address as every role, without a role and as nobody.",
        "[What each role may do](roles.md), [how to give one](../how-to/give-someone-a-role.md).",
        "",
    ]


def _tables() -> Iterator[str]:
    """Yield a table for each group of pages, the most open first."""
    rows = sorted(((_order(access), address, access) for address, access in _addresses()), key=lambda row: row[:2])
    for _, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        yield from (f"## {_title(listed[0][2])}", "", _who(listed[0][2]), "")
        yield from (f"- `{address}`" for address in dict.fromkeys(address for _, address, _ in listed))
        yield ""


def _order(access: Access) -> int:
    if access.permission is None:
        return 1 if access.needs_account else 0
    return 2 + list(PERMISSION_NAMES).index(access.permission)


def _title(access: Access) -> str:
    if access.permission is None:
        return "With an account" if access.needs_account else "Without an account"
    words = PERMISSION_NAMES[access.permission]
    return f"Who may {words}"


def _who(access: Access) -> str:
    if access.permission is None:
        return f"For {SIGNED_IN if access.needs_account else ANYONE}."
    held = [name.title for role, name in ROLE_NAMES.items() if access.permission in ROLES[role]]
    return f"For: {', '.join(held)}."


def _addresses() -> Iterator[tuple[str, Access]]:
    from seedbed.web.people.access import declared  # Needs settings, which `pages` sees to.

    for address, pattern in _below(get_resolver(), "/"):
        access = declared(pattern.callback)
        if access is not None:
            yield address, access


def _below(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, address)
        else:
            yield address, pattern
