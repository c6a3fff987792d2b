"""Small attacks from outside that no room's own tests try: names of other sites, odd methods, framed downloads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "/\r\nX-Evil: 1")


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_choosing_a_language_leads_to_no_other_site(client: Client, wanted: str) -> None:
    answer = client.post("/language/", {"language": "ar", "next": wanted})
    assert answer.status_code == 302
    assert re.match(r"/(?![/\\])", answer["Location"])
    assert "X-Evil" not in answer


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example"]
)
def test_a_name_that_is_not_ours_is_refused_and_not_repeated(client: Client, host: str) -> None:
    answer = client.get("/sign-in/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_a_name_that_a_browser_forwards_counts_nothing(client: Client) -> None:
    plain = client.get("/assurance/")
    answer = client.get("/assurance/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert answer.status_code == 302
    assert answer["Location"] == plain["Location"]


@pytest.mark.parametrize("header", ["x-http-method-override", "x-method-override", "x-http-method"])
def test_a_method_that_is_named_beside_the_real_one_counts_nothing(cast: Cast, as_: As, header: str) -> None:
    assert as_(cast.olu).get("/assurance/pack.zip", headers={header: "POST"}).status_code == 405


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "BREW"])
def test_a_page_that_is_read_takes_no_other_method(cast: Cast, as_: As, method: str) -> None:
    answer = as_(cast.olu).generic(method, "/assurance/", headers={"x-secret": "axolotl"})
    assert answer.status_code == 405
    assert b"axolotl" not in answer.content


@pytest.mark.parametrize(
    "address", ["/assurance/pack.zip", "/assurance/hosting/word/", "/people/{site}/audit/download/"]
)
def test_a_download_is_no_page_cannot_be_framed_and_is_kept_by_nobody(cast: Cast, as_: As, address: str) -> None:
    place = cast.olu.grants.get().scope_id
    answer = as_(cast.olu).post(address.format(site=place))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]
    answer.close()


def test_a_session_of_somebodys_choosing_is_not_taken_over(cast: Cast, as_: As) -> None:
    client = Client()
    client.cookies["seedbed"] = "a" * 32
    answer = client.get("/sign-in/")
    assert answer.cookies.get("seedbed") is None or answer.cookies["seedbed"].value != "a" * 32
    assert client.get("/assurance/").status_code == 302
