"""What every answer carries, and that nothing sent to any address makes it fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.ui import errors
from tests.unit.web.conftest import Cast, sign_in
from tests.unit.web.privacy.every_address import World, patterns

As = Callable[[User | None], Client]

ANYONES = (
    *("/brand.css", "/health", "/language/", "/sign-in/", "/sign-out/", "/enter/", "/welcome/"),
    *("/directory/", "/open-referral/", "/listening/promises/"),
    *("/kiosk/card.webmanifest", "/kiosk/worker.js", "/step-2/shift/"),
)
"""Addresses whose answers hold nothing of anybody, or say themselves how long they are kept."""
SHELLS = ("/kiosk/",)
"""Pages that devices keep, the same to everyone: what they show comes by the device's own token."""
NO_COOKIES = ("/capture/", "/kiosk/map/", "/phones/")
"""Beginnings of addresses that know nobody by a cookie, so that no other site's form can use one."""
FRAMED = "/embed/"
"""How the address of the one page ends that other sites may show inside theirs."""

HOSTILE = ("\x00", "%00", "9" * 30, "9" * 5000, "-1", "²", "\u202e", "'\"><script>alert(1)</script>", "[]", "NaN", "")
PARAMETERS = (
    *("page", "before", "after", "way", "number", "screening", "kind", "view", "characteristic", "within", "q"),
    *("from", "find", "next", "person", "contribution", "indicator", "code", "drawn", "corners", "names", "why"),
    *("compare", "area", "email", "password", "name", "role", "words", "said_on_0", "find_now", "once", "language"),
)


KNOWN = {
    *("There is no such page.", "The form was not taken."),
    *("You cannot see this page.", "There is no page to show here."),
}
"""What refusals say that say the same of every address."""


@pytest.fixture
def known_refusals_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most answers are one of these pages: tests that look at no page have it drawn only where it tells of a value."""

    def said(request: HttpRequest, template: str, about: dict[str, Any], *, status: int) -> HttpResponse:
        what = about["error"]["what"]
        return HttpResponse(what, status=status) if what in KNOWN else render(request, template, about, status=status)

    monkeypatch.setattr(errors, "render", said)


def posted(browser: Client, address: str, values: dict[str, str]) -> Any:
    """Send a form, and put back what it changed."""
    with transaction.atomic():
        answer = browser.post(address, values)
        transaction.set_rollback(True)
    return answer


@pytest.mark.pages_alone
@pytest.mark.usefixtures("known_refusals_not_drawn")
@pytest.mark.parametrize("name", ["dev", "nobody"])
def test_every_answer_is_guarded_and_not_kept(world: World, cast: Cast, as_: As, name: str) -> None:
    browser = as_(cast.everyone().get(name))
    bare = []
    for address in world.addresses():
        answer = browser.get(address)
        guarded = (
            "frame-ancestors 'none'" in answer.get("Content-Security-Policy", "")
            and answer.get("X-Frame-Options") == "DENY"
            and answer.get("X-Content-Type-Options") == "nosniff"
            and answer.get("Referrer-Policy") == "same-origin"
        )
        empty = answer.status_code == 405 or (name == "nobody" and answer.status_code == 302)
        open_to_all = address.startswith(ANYONES) or address in SHELLS
        kept = not empty and not open_to_all and "no-store" not in answer.get("Cache-Control", "")
        bare += [address] if kept or guarded == address.endswith(FRAMED) else []
    assert bare == []


def test_styles_and_scripts_carry_the_policy(client: Client) -> None:
    answer = client.get("/static/ui/icon.svg")
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_host_that_is_not_ours_gets_an_error_with_the_policy(client: Client) -> None:
    answer = client.get("/sign-in/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer
    assert "evil" not in answer.content.decode()


@pytest.mark.django_db
def test_our_own_faults_carry_the_policy_and_name_no_insides(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the quagga is in the cellar")

    monkeypatch.setattr("seedbed.web.accounts.forms.CodeRequest.__init__", broken)
    client.raise_request_exception = False
    answer = client.get("/sign-in/")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer
    assert "quagga" not in answer.content.decode()


@pytest.mark.pages_alone
@pytest.mark.usefixtures("known_refusals_not_drawn")
def test_no_form_is_taken_that_our_pages_did_not_give(world: World, cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, cast.olu)
    answers = {address: browser.post(address, {"name": "x"}).status_code for address in world.addresses()}
    taken = {address: status for address, status in answers.items() if status not in {403, 404}}
    by_token = {address: status for address, status in taken.items() if address.startswith(NO_COOKIES)}
    assert taken == by_token
    assert set(by_token.values()) <= {401, 422, 426}
    assert list(answers.values()).count(403) > 0.9 * len(answers)


def test_a_form_that_is_not_taken_says_why_and_what_to_do(cast: Cast) -> None:
    page = Client(enforce_csrf_checks=True).post("/sign-in/", {}).content.decode()
    assert "load the page anew" in page


@pytest.mark.usefixtures("known_refusals_not_drawn")
@pytest.mark.parametrize("name", ["olu", "ngozi"])
def test_no_hostile_value_makes_a_page_fail(world: World, cast: Cast, as_: As, name: str) -> None:
    browser = as_(cast.everyone()[name])
    browser.raise_request_exception = False
    failed = []
    for place, address in enumerate(
        each for each in world.addresses() if "?" not in each and not each.endswith("/health")
    ):
        value = HOSTILE[place % len(HOSTILE)]
        for one in (value, HOSTILE[(place + 3) % len(HOSTILE)]):
            sent = dict.fromkeys(PARAMETERS, one)
            answers = (browser.get(address, sent), posted(browser, address, sent))
            failed += [(address, one[:20]) for answer in answers if answer.status_code >= 500]
    assert failed == []


NO_UUID = "00000000-0000-0000-0000-000000000000"
HOSTILE_PARTS = {
    "slug": ["x" * 300, "-"],
    "str": ["%00", "0" * 300, "ZZZZZZZZZZZZ-0", "%E2%80%AE", "..%2F..%2Fetc%2Fpasswd", "%F0%9F%A6%93"],
    "int": ["0", "9" * 19, "9" * 40, "9" * 5000],
    "uuid": [NO_UUID],
}


def hostile(address: str, kind: str, part: str, slug: str) -> str:
    """Return an address with a hostile value for its parts of a kind, and something plausible for the others."""
    plain = {"slug": slug, "int": "1", "str": "x", "uuid": NO_UUID, kind: part}
    return re.sub(r"<(slug|str|int|uuid):\w+>", lambda found: plain[found[1]], address)


@pytest.mark.usefixtures("known_refusals_not_drawn")
@pytest.mark.parametrize("kind", HOSTILE_PARTS)
def test_no_hostile_address_makes_a_page_fail(kind: str, world: World, cast: Cast, as_: As) -> None:
    browser = as_(cast.olu)
    browser.raise_request_exception = False
    place = world.theme.neighbourhood
    assert place is not None
    failed = []
    for address, part in product(sorted({address for address, _ in patterns()}), HOSTILE_PARTS[kind]):
        if f"<{kind}:" in address:
            filled = hostile(address, kind, part, place.slug)
            answers = (browser.get(filled), posted(browser, filled, {}))
            failed += [(address, part[:20]) for answer in answers if answer.status_code >= 500]
    assert failed == []


def test_error_pages_are_not_kept(rf: Any) -> None:
    request: HttpRequest = rf.get("/")
    assert errors.not_found(request, Exception())["Cache-Control"] == "private, no-store"
