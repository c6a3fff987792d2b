"""What browsers are told they may load: our own files, and nothing written into the page."""

from __future__ import annotations

import pytest
from django.http import HttpResponseBase
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(client: Client) -> HttpResponseBase:
    """The answer of some page."""
    return client.get("/there-is-no-such-page/")


def test_browsers_load_our_own_files_alone(answer: HttpResponseBase) -> None:
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert {each for directive in policy.values() for each in directive.split()} <= {
        "'self'",
        "'none'",
        "data:",
        "blob:",
    }
    assert "data:" not in policy.get("script-src", "")
    assert "style-src" not in policy


@pytest.mark.parametrize("weakening", ["unsafe-inline", "unsafe-eval", "unsafe-hashes", "nonce-", "*", "http"])
def test_the_policy_is_not_weakened(answer: HttpResponseBase, weakening: str) -> None:
    assert weakening not in answer["Content-Security-Policy"]


def test_errors_of_the_server_keep_the_policy(client: Client) -> None:
    assert "Content-Security-Policy" in client.post("/language/", {"language": "ar"})
