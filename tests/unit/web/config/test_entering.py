"""Coming into a demonstration: anybody may, there; nowhere else is there such a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import Settings

from seedbed.web.places.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demonstration=True)


def test_on_a_real_site_there_is_no_such_page(client: Client) -> None:
    assert client.get("/welcome/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demonstration")
def test_it_lets_anyone_in_and_leads_to_the_tour(client: Client) -> None:
    answer = client.get("/welcome/")
    assert (answer.status_code, answer["Location"]) == (302, "/demo/")
    assert "_auth_user_id" in client.session


@pytest.mark.usefixtures("demonstration")
def test_it_works_again_and_again(client: Client) -> None:
    client.get("/welcome/")
    assert Client().get("/welcome/").status_code == 302


@pytest.mark.usefixtures("demonstration", "other_neighbourhood")
def test_started_there_a_programme_is_made_up_and_nobody_is_kept_out(client: Client) -> None:
    assert Programme.objects.get().invented
    assert client.get("/welcome/").status_code == 302


@pytest.mark.usefixtures("other_neighbourhood")
def test_where_a_real_programme_is_nobody_is_let_in(client: Client, settings: Settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demonstration=True)
    assert client.get("/welcome/").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("demonstration")
def test_it_leads_to_the_page_that_was_wanted(client: Client) -> None:
    assert client.get("/welcome/?next=/thread/")["Location"] == "/thread/"


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_it_never_leads_elsewhere(client: Client, elsewhere: str) -> None:
    assert client.get("/welcome/", {"next": elsewhere})["Location"] == "/demo/"
