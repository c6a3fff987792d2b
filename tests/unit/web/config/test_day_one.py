"""Any step can be used by itself on day one: in a neighbourhood of which only the name is there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.web.config.navigation import NAVIGATION
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope, User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.navigation import Of

As = Callable[[User | None], Client]
PAGES = [item.name for item in NAVIGATION if item.of is Of.NEIGHBOURHOOD]


@pytest.fixture
def alone(site: Scope, neighbourhood: Neighbourhood, as_: As) -> Client:
    """A browser of somebody who does all there is to do in a place."""
    person = create_account(by=None, name="Ola", email="ola@example.org")
    for role in Role:
        if role is not Role.PUBLIC:
            grant(by=None, user=person, scope=neighbourhood.programme.scope, role=role)
    return as_(person)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_menu_opens_where_nothing_was_done_before(
    alone: Client, neighbourhood: Neighbourhood, page: str
) -> None:
    answer = alone.get(reverse(page, args=[neighbourhood.slug]))
    assert answer.status_code == 200
    assert not re.search(r">\s*None\s*<", answer.content.decode())
