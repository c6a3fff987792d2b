"""Each page of people and places, asked for by each of the cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.people.models import Grant, User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]

IN_THE_PROGRAMME = {"olu", "dev", "sam", "ngozi", "ama"}
EDITORS = {"olu", "dev", "sam"}
PAGES: dict[str, set[str]] = {
    "/": {*IN_THE_PROGRAMME, "lee", "pat"},
    "/start/": {"olu"},
    "/partnerships/{partnership}/": {"olu"},
    "/partnerships/{partnership}/start/": {"olu"},
    "/programmes/{programme}/": IN_THE_PROGRAMME,
    "/programmes/{programme}/start/": EDITORS,
    "/neighbourhoods/{neighbourhood}/": IN_THE_PROGRAMME,
    "/neighbourhoods/{neighbourhood}/lines/": IN_THE_PROGRAMME,
    "/at/{scope}/": IN_THE_PROGRAMME,
    "/people/{site}/": {"olu"},
    "/people/{site}/audit/": {"olu"},
    "/people/{scope}/": {"olu"},
    "/people/{scope}/audit/": {"olu", "ama"},
    "/people/{scope}/what-roles-may/": IN_THE_PROGRAMME,
    "/people/roles/{grant}/end/": {"olu", "dev"},
    "/people/roles/{grant}/new-link/": {"olu"},
}
"""Who gets each page; everyone else must not."""

SEES_THE_PLACE = {
    page: IN_THE_PROGRAMME if "{site}" not in page and "partnership" not in page and page != "/start/" else {"olu"}
    for page in PAGES
}
"""Who may know that the page is there, and so is told why they do not get it."""


@pytest.fixture
def filled(neighbourhood: Neighbourhood, cast: Cast) -> Callable[[str], str]:
    """Return an address with the parts of the cast's own places."""
    parts = {
        "partnership": neighbourhood.programme.partnership.slug,
        "programme": neighbourhood.programme.slug,
        "neighbourhood": neighbourhood.slug,
        "scope": neighbourhood.programme.scope_id,
        "site": neighbourhood.scope.ids_above()[0],
        "grant": Grant.objects.get(user=cast.dev).pk,
    }
    return lambda page: page.format(**parts)


def _ask(browser: Client, address: str) -> int:
    asked = browser.post if address.endswith("new-link/") else browser.get
    return asked(address).status_code


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_for_those_it_is_for(page: str, filled: Callable[[str], str], cast: Cast, as_: As) -> None:
    found = {name: _ask(as_(person), filled(page)) for name, person in cast.everyone().items()}
    refused = {name: 403 if name in SEES_THE_PLACE[page] else 404 for name in found}
    fine = 302 if page.startswith("/at/") else 200
    assert found == {name: fine if name in PAGES[page] else refused[name] for name in found}


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_is_sent_to_sign_in(page: str, filled: Callable[[str], str], as_: As) -> None:
    address = filled(page)
    asked = as_(None).post if address.endswith("new-link/") else as_(None).get
    assert asked(address)["Location"].startswith("/sign-in/?next=/")


@pytest.mark.parametrize(
    ("there", "nowhere"),
    [
        ("/neighbourhoods/{neighbourhood}/", "/neighbourhoods/no-such-place/"),
        ("/neighbourhoods/{neighbourhood}/lines/", "/neighbourhoods/no-such-place/lines/"),
        ("/programmes/{programme}/", "/programmes/no-such-programme/"),
        ("/programmes/{programme}/start/", "/programmes/no-such-programme/start/"),
        ("/partnerships/{partnership}/", "/partnerships/no-such-partnership/"),
        ("/at/{scope}/", "/at/999999/"),
        ("/people/{scope}/", "/people/999999/"),
        ("/people/{scope}/audit/", "/people/999999/audit/"),
        ("/people/roles/{grant}/end/", "/people/roles/999999/end/"),
    ],
)
def test_an_outsider_cannot_tell_what_is_there(
    there: str, nowhere: str, filled: Callable[[str], str], cast: Cast, as_: As
) -> None:
    browser = as_(cast.lee)
    answers = [browser.get(filled(address)) for address in (there, nowhere)]
    pages = [_without_its_address(answer.content.decode(), answer.request["PATH_INFO"]) for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert pages[0] == pages[1]


def _without_its_address(page: str, address: str) -> str:
    """Leave out what differs on any two pages: their own address and the mark against forged forms."""
    lines = page.replace(address, "").splitlines()
    return "\n".join(line.split("csrfmiddlewaretoken")[0] for line in lines)
