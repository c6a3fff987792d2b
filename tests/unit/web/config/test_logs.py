"""The log holds which page, how and how long; never a name, an address, a path or what was sent."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from seedbed.web.config import urls
from seedbed.web.config.environment import read_environment
from seedbed.web.config.logs import REQUESTS, logging_settings
from seedbed.web.people.access import public
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
SECRET = "hunter2-Zebra-Quagga"  # noqa: S105 - what is looked for


class Lines:
    """What was logged."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def read(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def log_as() -> Iterator[Callable[..., Lines]]:
    """Write the log as a site with these settings does, into memory."""
    names = ("", "django", "django.request", REQUESTS, "weasyprint", "fontTools")
    before = {
        name: (list(logging.getLogger(name).handlers), logging.getLogger(name).level, logging.getLogger(name).propagate)
        for name in names
    }

    def begin(**environ: str) -> Lines:
        lines = Lines()
        told = logging_settings(read_environment(environ))
        told["handlers"]["stderr"]["stream"] = lines.stream
        logging.config.dictConfig(told)
        return lines

    yield begin
    for name, (handlers, level, propagate) in before.items():
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


@public
def _fails(request: HttpRequest, token: str) -> HttpResponse:
    raise ValueError(f"Cannot store {token} of rosa@example.org {request.GET}")


class FailingUrls:
    """The site's addresses, and one that always fails."""

    urlpatterns = [*urls.urlpatterns, path("fails/<str:token>/", _fails, name="fails")]  # noqa: RUF012
    handler500 = urls.handler500


def test_each_request_is_one_json_object_by_route_and_number(log_as: Callable[..., Lines], client: Client) -> None:
    lines = log_as(SEEDBED_LOG="json")
    answer = client.get("/this-phone/")
    (line,) = lines.read()
    assert (line["method"], line["route"], line["status"]) == ("GET", "this_phone", 200)
    assert line["request"] == answer["X-Request-Id"]
    assert line["milliseconds"] >= 0
    assert line["level"] == "INFO"


def test_as_text_requests_are_not_logged(log_as: Callable[..., Lines], client: Client) -> None:
    lines = log_as()
    client.get("/this-phone/")
    assert lines.text == ""


@pytest.mark.parametrize("kind", ["json", "text"])
def test_nothing_that_was_sent_and_nobody_stands_in_the_log(
    kind: str, log_as: Callable[..., Lines], cast: Cast, as_: Callable[..., Client]
) -> None:
    lines = log_as(SEEDBED_LOG=kind)
    dev = as_(cast.dev)
    dev.raise_request_exception = False
    told = {"HTTP_USER_AGENT": SECRET, "REMOTE_ADDR": "203.0.113.77", "HTTP_X_REQUEST_ID": SECRET}
    for address in (f"/enter/{SECRET}/", f"/?next={SECRET}", f"/{SECRET}", f"/static/{SECRET}.css", f"/jobs/{SECRET}"):
        dev.get(address, **told)  # type: ignore[arg-type]
    dev.post("/sign-in/", {"login": f"{SECRET}@example.org"}, **told)  # type: ignore[arg-type]
    dev.generic(SECRET, "/health", **told)  # type: ignore[arg-type]
    with override_settings(ROOT_URLCONF=FailingUrls):
        assert dev.get(f"/fails/{SECRET}/?q={SECRET}", **told).status_code == 500  # type: ignore[arg-type]
    assert "ValueError" in lines.text
    found = [word for word in (SECRET, "203.0.113", "example.org", "dev@", "rosa") if word in lines.text]
    assert found == []


def test_a_fault_says_its_kind_where_it_was_and_in_which_request(log_as: Callable[..., Lines], client: Client) -> None:
    lines = log_as(SEEDBED_LOG="json")
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=FailingUrls):
        answer = client.get("/fails/x/")
    fault = next(line for line in lines.read() if line["level"] == "ERROR")
    assert fault["message"] == "500 at fails"
    assert fault["error"] == ["ValueError"]
    assert fault["at"][-1].endswith("_fails")
    assert fault["request"] == answer["X-Request-Id"]


def test_an_error_keeps_what_caused_it(log_as: Callable[..., Lines]) -> None:
    lines = log_as(SEEDBED_LOG="json")
    try:
        try:
            dict[str, str]()[SECRET]
        except KeyError as error:
            raise OSError(SECRET) from error
    except OSError:
        logging.getLogger("seedbed.anything").exception("It failed.")
    (line,) = lines.read()
    assert line["error"] == ["OSError", "KeyError"]
    assert SECRET not in lines.text


def test_for_whoever_looks_for_a_fault_the_text_is_whole(log_as: Callable[..., Lines], client: Client) -> None:
    lines = log_as(SEEDBED_DEBUG="yes")
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=FailingUrls):
        client.get("/fails/abc/")
    assert "Cannot store abc" in lines.text


def test_a_host_that_is_not_ours_is_refused_without_repeating_it(log_as: Callable[..., Lines], client: Client) -> None:
    lines = log_as(SEEDBED_LOG="json")
    assert client.get("/sign-in/", HTTP_HOST=f"{SECRET}.example.org").status_code == 400
    assert SECRET not in lines.text
    assert any("DisallowedHost" in line["message"] for line in lines.read())
