"""What residents said, on every address of the platform, for each of the cast, before and after it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.web.listening.actions import withdraw_contribution
from seedbed.web.people.actions import end_grant
from seedbed.web.people.models import Grant, User
from tests.unit.web.conftest import Cast
from tests.unit.web.privacy.every_address import BECAUSE, NAMES, WORDS, World

As = Callable[[User | None], Client]
PUBLISHED = ("/directory/", "/open-referral/", "/listening/promises/", "/walks/show/")
"""Beginnings of addresses that name a neighbourhood to anyone, once its people show assets or a walk in public."""


def sent(browser: Client, address: str) -> Any:
    """Send a form that asks for nothing but what there is to find; what it changes is put back."""
    with transaction.atomic():
        answer = browser.post(address, {"find": "asked", "find_now": "yes"})
        transaction.set_rollback(True)
    return answer


def found(
    browser: Client, addresses: Iterable[str], secrets: Iterable[str], *, send: bool = True
) -> list[tuple[str, str, str]]:
    """Ask for every address, by reading it and by sending a form; return what was given away where."""
    looked_for = tuple(secrets)
    leaks = []
    for address in addresses:
        answers: list[tuple[str, Any]] = [("read", browser.get(address))]
        if send and not address.startswith("/sign-out/"):
            answers.append(("sent", sent(browser, address)))
        for how, answer in answers:
            text = b"".join(answer).decode(errors="replace") + str(dict(answer.headers))
            told = (secret for secret in looked_for if not (secret == NAMES[0] and address.startswith(PUBLISHED)))
            leaks += [(address, how, secret) for secret in told if secret in text]
    return leaks


def test_a_decision_maker_never_gets_words(world: World, cast: Cast, as_: As) -> None:
    assert found(as_(cast.ngozi), world.addresses(), [*WORDS, BECAUSE]) == []


@pytest.mark.pages_alone
@pytest.mark.parametrize("name", ["dev"])
def test_who_may_read_words_finds_them(world: World, cast: Cast, as_: As, name: str) -> None:
    """Without this the test above could look for what no page shows."""
    leaks = found(as_(cast.everyone()[name]), world.addresses(), [*WORDS, BECAUSE], send=False)
    assert {secret for _, _, secret in leaks} >= {"quagga", "zebrawood", "Narwhal", BECAUSE}


@pytest.mark.pages_alone
@pytest.mark.parametrize("name", ["lee", "pat", "nobody"])
def test_an_outsider_gets_neither_words_nor_names(world: World, cast: Cast, as_: As, name: str) -> None:
    browser = as_(cast.everyone().get(name))
    assert found(browser, world.addresses(), [*WORDS, BECAUSE, *NAMES], send=False) == []


def test_whose_role_has_ended_gets_nothing_with_the_session_they_have(world: World, cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    end_grant(by=cast.olu, grant=Grant.objects.get(user=cast.dev))
    assert found(browser, world.addresses(), [*WORDS, BECAUSE, *NAMES], send=False) == []


def test_a_closed_account_gets_nothing_with_the_session_it_has(world: World, cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    cast.dev.is_active = False
    cast.dev.save()
    assert found(browser, world.addresses(), [*WORDS, BECAUSE, *NAMES], send=False) == []


@pytest.fixture
def withdrawn(world: World, cast: Cast) -> World:
    withdraw_contribution(by=cast.ama, contribution=world.said, why="She asked for it.")
    return world


@pytest.mark.parametrize("name", ["dev", "ama"])
def test_words_taken_back_are_on_no_page(withdrawn: World, cast: Cast, as_: As, name: str) -> None:
    assert found(as_(cast.everyone()[name]), withdrawn.addresses(), [*WORDS, BECAUSE]) == []


@pytest.mark.parametrize("name", ["dev", "ngozi"])
def test_beads_taken_back_are_named_on_their_own_pages_alone(withdrawn: World, cast: Cast, as_: As, name: str) -> None:
    gone = [printed(bead.pk) for bead in withdrawn.beads[:3]]
    others = [each for each in withdrawn.addresses() if not any(number in each for number in gone)]
    named = [mark.format(number) for mark in (">{}", "/{}/", "({})") for number in gone]
    assert found(as_(cast.everyone()[name]), others, named, send=False) == []
