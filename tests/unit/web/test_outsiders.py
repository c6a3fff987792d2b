"""An outsider gets nothing anywhere, in any room, and learns nothing from what they are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from seedbed.web.people.access import declared
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

FILLS = {"uuid": str(UUID(int=0)), "int": "1", "str": "x", "slug": "theme"}


def _addresses(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, address)
        else:
            yield address, pattern


def _filled(address: str, place: Neighbourhood) -> str:
    """Put a real place into an address, and something plausible where it names anything else."""
    slug = place.programme.slug if "programmes/" in address else place.slug
    slug = place.programme.partnership.slug if "partnerships/" in address else slug
    address = address.replace("<slug:slug>", slug)
    return re.sub(r"<(\w+):\w+>", lambda part: FILLS[part[1]], address)


GUARDED = [
    address
    for address, pattern in _addresses(get_resolver())
    if (access := declared(pattern.callback)) and access.permission is not None
]


def test_there_are_pages_to_guard() -> None:
    assert len(GUARDED) > 15


@pytest.mark.parametrize("address", GUARDED)
@pytest.mark.parametrize("person", ["lee", "pat", "nobody"])
def test_an_outsider_gets_no_page(
    address: str, person: str, neighbourhood: Neighbourhood, cast: Cast, as_: Callable[[User | None], Client]
) -> None:
    browser = as_(cast.everyone().get(person))
    for asked in (browser.get, browser.post):
        answer = asked(_filled(address, neighbourhood))
        signs_in = person == "nobody" and answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
        assert signs_in or answer.status_code in {404, 405}
        assert neighbourhood.name.encode() not in answer.content
