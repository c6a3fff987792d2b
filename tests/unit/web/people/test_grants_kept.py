"""Grants are asked for once a page, and what ended counts from the next page or the next change on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from seedbed.web.people.actions import end_grant
from seedbed.web.people.models import Grant, User
from seedbed.web.people.permissions import GrantsKeptWhileReading, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

See, Words = Permission.SEE_PLACE, Permission.ADD_WORDS


def test_a_page_asks_once_and_is_told_the_same(
    cast: Cast,
    neighbourhood: Neighbourhood,
    other_neighbourhood: Neighbourhood,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = [
        (person, permission, place.scope)
        for person in cast.everyone().values()
        for permission in Permission
        for place in (neighbourhood, other_neighbourhood)
    ]
    expected = [can(*each) for each in asked]
    assert set(expected) == {True, False}

    def page(request: HttpRequest) -> HttpResponse:
        with django_assert_num_queries(len(cast.everyone())):
            assert [can(*each) for each in asked] == expected
        return HttpResponse()

    GrantsKeptWhileReading(page)(RequestFactory().get("/"))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_what_changes_something_asks_anew(cast: Cast, neighbourhood: Neighbourhood, method: str) -> None:
    answers = []

    def change(request: HttpRequest) -> HttpResponse:
        answers.append(can(cast.dev, Words, neighbourhood.scope))
        end_grant(by=cast.olu, grant=Grant.objects.get(user=cast.dev))
        answers.append(can(cast.dev, Words, neighbourhood.scope))
        return HttpResponse()

    GrantsKeptWhileReading(change)(getattr(RequestFactory(), method)("/"))
    assert answers == [True, False]


def test_nothing_is_kept_after_a_page_that_fails(cast: Cast, neighbourhood: Neighbourhood) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        assert can(cast.dev, See, neighbourhood.scope)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        GrantsKeptWhileReading(page)(RequestFactory().get("/"))
    end_grant(by=cast.olu, grant=Grant.objects.get(user=cast.dev))
    assert not can(cast.dev, See, neighbourhood.scope)


def test_a_role_that_ended_opens_no_further_page(
    cast: Cast, neighbourhood: Neighbourhood, as_: Callable[[User | None], Client]
) -> None:
    browser, page = as_(cast.dev), f"/neighbourhoods/{neighbourhood.slug}/"
    assert browser.get(page).status_code == 200
    end_grant(by=cast.olu, grant=Grant.objects.get(user=cast.dev))
    assert browser.get(page).status_code == 404
