"""An outsider gets nothing anywhere, in any room, and learns nothing from what they are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.agenda import FactorPayload
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.golden_thread.actions import link as join
from seedbed.web.golden_thread.models import Link
from seedbed.web.people.access import declared
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.addresses import every_address
from tests.unit.web.conftest import Cast
from tests.unit.web.walk.filling import ask

As = Callable[[User | None], Client]

FILLS = {"uuid": str(UUID(int=0)), "int": "1", "str": "x", "slug": "theme", "path": "x"}
THEME = "Nowhere to meet"


@pytest.fixture
def link(neighbourhood: Neighbourhood) -> Link:
    """A theme and a factor, joined."""
    theme, factor = (
        add_bead(by=None, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
        for payload in (ThemePayload(name=THEME), FactorPayload(name="Places to meet"))
    )
    return join(by=None, source=theme, relation=Relation.EXPRESSED_AS, target=factor)


def _filled(address: str, place: Neighbourhood, link: Link) -> str:
    """Put real places, beads and links into an address, and something plausible where it names anything else."""
    slug = place.programme.slug if "programmes/" in address else place.slug
    slug = place.programme.partnership.slug if "partnerships/" in address else slug
    address = address.replace("<slug:slug>", slug).replace("<str:printed>", printed(link.source_id))
    address = address.replace("link/<int:number>", f"link/{link.pk}").replace("<int:scope>", str(place.scope_id))
    return re.sub(r"<(\w+):\w+>", lambda part: FILLS[part[1]], address)


GUARDED = [
    address
    for address, pattern in every_address()
    if (access := declared(pattern.callback)) and access.permission is not None
]


def test_there_are_pages_to_guard() -> None:
    assert len(GUARDED) > 15


@pytest.mark.parametrize("person", ["lee", "pat", "nobody"])
def test_an_outsider_gets_no_page(person: str, link: Link, neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    browser = as_(cast.everyone().get(person))
    browser.raise_request_exception = False
    wrong = []
    for address in GUARDED:
        for method in ("GET", "POST"):
            answer = ask(browser, method, _filled(address, neighbourhood, link))
            signs_in = person == "nobody" and answer.status_code == 302 and answer["Location"].startswith("/sign-in/")
            told = [secret for secret in (neighbourhood.name, THEME) if secret in answer.content.decode()]
            if told or not (signs_in or answer.status_code in {404, 405}):
                wrong.append((method, address, answer.status_code, told))
    assert wrong == []


NOT_OF_A_THEME = ("/mark/", "/withdraw/", "/translate/")
REAL = [
    address
    for address in GUARDED
    if not re.search(r"<(?!slug:slug>|str:printed>|int:scope>|slug:kind>)", address)
    and not address.endswith(NOT_OF_A_THEME)
    and not address.startswith("/demo/")
]
"""Addresses that `_filled` fills with what is really there; pages of the story need the story."""


def test_what_outsiders_do_not_get_is_really_there(
    link: Link, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    """Without this the test above would pass on addresses of nothing."""
    browser = as_(cast.olu)
    answers = {address: ask(browser, "GET", _filled(address, neighbourhood, link)).status_code for address in REAL}
    assert [address for address, status in answers.items() if status == 404 or status >= 500] == []
