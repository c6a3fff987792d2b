"""Pages for phones: how to trust the site, and what works there."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from django.test import Client
from pytest_django import Settings

from seedbed.web.config.certificates import certificates_in, fingerprint, make_or_renew
from seedbed.web.config.phone_check import FILE, MOST_BYTES, NEEDED, PhoneCheck, keep, phone_check, phone_checks

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys(NEEDED, True)
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile"


@pytest.fixture
def by_https(tmp_path: Path, settings: Settings) -> Path:
    """The data folder of a site that answers by https with an authority of its own."""
    make_or_renew(tmp_path, "seedbed.local", [], datetime.now(UTC))
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data_folder=tmp_path, public="seedbed.local")
    return tmp_path


def test_the_page_of_trust_shows_the_fingerprint_and_both_ways(by_https: Path, client: Client) -> None:
    page = client.get("/trust/").content.decode()
    assert fingerprint(certificates_in(by_https).authority) in page
    assert "On Android" in page
    assert "On iPhone" in page


def test_the_certificate_is_handed_out_as_phones_take_it_and_no_key_with_it(by_https: Path, client: Client) -> None:
    answer = client.get("/trust/authority.crt")
    assert answer["Content-Type"] == "application/x-x509-ca-cert"
    found = x509.load_der_x509_certificate(answer.content)
    assert found == x509.load_pem_x509_certificate(certificates_in(by_https).authority.read_bytes())
    assert b"KEY" not in answer.content


@pytest.mark.parametrize("path", ["/trust/", "/trust/authority.crt"])
def test_without_an_authority_of_its_own_there_is_nothing_to_trust(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_what_a_phone_found_is_kept_without_saying_which_phone(by_https: Path, client: Client) -> None:
    sent = {**ALL, "name": "Rosa's phone"}
    told = {"content_type": "application/json", "HTTP_USER_AGENT": ANDROID, "REMOTE_ADDR": "192.168.1.77"}
    answer = client.post("/this-phone/found", sent, secure=True, **told)  # type: ignore[arg-type]
    assert answer.status_code == 204
    found = phone_check(by_https)
    assert found is not None
    assert (found.kind, found.origin) == ("android", "https://testserver")
    kept = (by_https / FILE).read_text("utf-8")
    assert [word for word in ("Rosa", "192.168", "Pixel") if word in kept] == []


def test_by_http_nothing_is_proved(by_https: Path, client: Client) -> None:
    client.post("/this-phone/found", ALL, content_type="application/json")
    assert len(phone_checks(by_https)) == 1
    assert phone_check(by_https) is None


@pytest.mark.parametrize("lacks", NEEDED)
def test_a_phone_that_lacks_one_thing_proves_nothing(tmp_path: Path, lacks: str) -> None:
    found = {**ALL, lacks: False}
    keep(tmp_path, PhoneCheck.heard(found, origin="https://a.org", agent="", at=datetime.now(UTC)))
    assert phone_check(tmp_path) is None


@pytest.mark.parametrize(
    ("sent", "status"), [("{", 400), ("[]", 400), ("[" * 1990, 400), ('{"a": "' + "x" * 3000 + '"}', 413)]
)
def test_what_is_no_finding_is_refused(by_https: Path, client: Client, sent: str, status: int) -> None:
    assert client.post("/this-phone/found", sent, content_type="application/json").status_code == status
    assert phone_checks(by_https) == []


def test_whoever_sends_without_end_does_not_fill_the_disk(tmp_path: Path) -> None:
    check = PhoneCheck.heard(ALL, origin="https://a.org", agent="", at=datetime.now(UTC))
    for _ in range(1000):
        keep(tmp_path, check)
    assert (tmp_path / FILE).stat().st_size < MOST_BYTES + 1000
    assert phone_check(tmp_path) == check


def test_a_line_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    check = PhoneCheck.heard(ALL, origin="https://a.org", agent="", at=datetime.now(UTC))
    keep(tmp_path, check)
    with (tmp_path / FILE).open("a") as file:
        file.write('{"at": \n{"other": 1}\n')
    assert phone_checks(tmp_path) == [check]


def test_without_scripts_the_page_says_so(client: Client) -> None:
    assert "<noscript>" in client.get("/this-phone/").content.decode()
