"""How views declare who may see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from seedbed.errors import NotAllowedError
from seedbed.web.people.access import allowed, check_page, declared, of_site, only, public, signed_in
from seedbed.web.people.models import Scope, User
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def _page(request: HttpRequest, **_address: str) -> HttpResponse:
    return HttpResponse("here")


def _request(user: User | AnonymousUser, method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, "/page/?x=1")
    request.user = user
    return request


def test_a_view_that_declares_nothing_has_declared_nothing() -> None:
    assert declared(_page) is None


def test_a_view_says_what_it_asks() -> None:
    access = declared(allowed(Permission.DECIDE, of_site)(_page))
    assert access is not None
    assert (access.permission, access.needs_account) == (Permission.DECIDE, True)


def test_a_missing_place_is_not_looked_up_for_who_is_not_signed_in(db: None) -> None:
    answer = allowed(Permission.SEE_PLACE, by_neighbourhood)(_page)(_request(AnonymousUser()), slug="nowhere")
    assert answer["Location"] == "/sign-in/?next=/page/%3Fx%3D1"


def test_what_was_sent_is_not_come_back_to(db: None) -> None:
    answer = signed_in(_page)(_request(AnonymousUser(), "POST"))
    assert answer["Location"] == "/sign-in/?next=/"


def test_who_may_see_the_place_is_told_why_not(neighbourhood: Neighbourhood, cast: Cast) -> None:
    with pytest.raises(NotAllowedError, match="Your role here"):
        check_page(_request(cast.ngozi), Permission.SEE_WORDS, neighbourhood.scope)


def test_who_may_not_see_the_place_is_told_nothing(neighbourhood: Neighbourhood, cast: Cast) -> None:
    with pytest.raises(Http404):
        check_page(_request(cast.pat), Permission.SEE_WORDS, neighbourhood.scope)


def test_a_public_page_is_for_anyone() -> None:
    answer = public(_page)(_request(AnonymousUser()))
    assert (answer.status_code, answer.get("Cache-Control")) == (200, None)


def test_a_view_that_says_how_long_it_keeps_is_left_alone(site: Scope, cast: Cast) -> None:
    def kept(request: HttpRequest) -> HttpResponse:
        return HttpResponse("here", headers={"Cache-Control": "private, max-age=60"})

    answer = allowed(Permission.SEE_PLACE, of_site)(kept)(_request(cast.olu))
    assert answer["Cache-Control"] == "private, max-age=60"


def test_a_page_for_named_people_opens_for_them_alone(cast: Cast) -> None:
    page = only(lambda user, **_address: user == cast.dev)(_page)
    assert page(_request(cast.dev)).status_code == 200
    for other in (cast.olu, cast.ama, cast.ngozi, cast.lee):
        with pytest.raises(Http404):
            page(_request(other))
    assert page(_request(AnonymousUser())).status_code == 302


def test_a_page_for_named_people_says_so_and_asks_for_no_role(cast: Cast) -> None:
    access = declared(only(lambda user, **_address: user == cast.dev)(_page))
    assert access is not None
    assert (access.permission, access.needs_account) == (None, True)
    assert access.only is not None
    assert (access.only(cast.dev), access.only(cast.olu)) == (True, False)


NO_TEXT = ["/people/{}/history/theme:1%00/", "/consent/in/millbrook/read-out/cy%00/"]


@pytest.mark.parametrize("address", NO_TEXT)
def test_an_address_that_is_no_text_is_no_page(neighbourhood: Neighbourhood, cast: Cast, as_: As, address: str) -> None:
    """PostgreSQL cannot look for it, so it would be a fault there."""
    assert as_(cast.olu).get(address.format(neighbourhood.scope_id)).status_code == 404
