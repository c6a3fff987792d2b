"""Headers of every answer: pages, files, refusals, faults."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as used
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
ADDRESSES = ("/sign-in/", "/nowhere/", "/health", "/trust/", "/jobs/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_them(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert "payment=()" in answer["Permissions-Policy"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_the_content_policy_allows_nothing_inline_and_nobody_elses(client: Client) -> None:
    policy = client.get("/sign-in/", follow=True)["Content-Security-Policy"]
    assert re.findall(r"unsafe-\w+|https?:|\*", policy) == []
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy


def test_by_https_alone_for_a_year_where_the_site_says_so(client: Client, settings: Settings) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in/", secure=True, follow=True)
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert Client().get("/nowhere/", secure=True)["Strict-Transport-Security"] == "max-age=31536000"


SAID = """
from seedbed.web.config import settings
flags = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE")
print([getattr(settings, name) for name in flags], settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER)
names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
print([getattr(settings, name).startswith("__Host-") for name in names])
"""


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "[False, False, False] 0 None"),
        ({"SEEDBED_PUBLIC": "a.local"}, "[True, True, True] 0 None"),
        ({"SEEDBED_HTTPS": "yes"}, "[True, True, True] 31536000 ('HTTP_X_FORWARDED_PROTO', 'https')"),
        ({"SEEDBED_HTTPS": "yes", "SEEDBED_HSTS": "no"}, "[True, True, True] 0 ('HTTP_X_FORWARDED_PROTO', 'https')"),
    ],
)
def test_by_https_cookies_travel_by_https_alone_and_a_proxy_is_believed_only_where_there_is_one(
    told: dict[str, str], said: str, tmp_path: Path
) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("SEEDBED_", "DATABASE_URL"))}
    environ |= {"SEEDBED_HOME": str(tmp_path), **told}
    done = subprocess.run([sys.executable, "-c", SAID], env=environ, capture_output=True, text=True, check=True)
    first, prefixed = done.stdout.strip().split("\n")
    assert first == said
    assert prefixed == str([bool(told)] * 3)


def test_cookies_that_begin_with_host_keep_what_browsers_ask_of_them() -> None:
    """A browser drops such a cookie unless it is for the whole site, by https, and names no domain."""
    assert {used.SESSION_COOKIE_PATH, used.CSRF_COOKIE_PATH, used.LANGUAGE_COOKIE_PATH} == {"/"}
    assert {used.SESSION_COOKIE_DOMAIN, used.CSRF_COOKIE_DOMAIN, used.LANGUAGE_COOKIE_DOMAIN} == {None}


def test_cookies_are_for_this_site_alone_and_the_session_for_no_script() -> None:
    assert used.SESSION_COOKIE_HTTPONLY
    assert {used.SESSION_COOKIE_SAMESITE, used.CSRF_COOKIE_SAMESITE, used.LANGUAGE_COOKIE_SAMESITE} == {"Lax"}
