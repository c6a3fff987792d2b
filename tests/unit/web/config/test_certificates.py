"""Certificates of our own: browsers take them, the authority is bound, keys are ours alone, and they are renewed."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from seedbed.errors import UsageError
from seedbed.web.config.certificates import (
    LASTS,
    RENEWED_BEFORE,
    Certificates,
    as_der,
    certificates_in,
    ends_at,
    fingerprint,
    is_private,
    make_or_renew,
)

NOW = datetime.now(UTC)
NAME = "seedbed.local"


def _made(folder: Path, name: str = NAME, addresses: tuple[str, ...] = ("192.168.1.20",)) -> Certificates:
    make_or_renew(folder, name, addresses, NOW)
    return certificates_in(folder)


def _shake_hands(certificate: Path, key: Path, trusted: Path, asked: str) -> str:
    """Open a connection as a browser does that trusts an authority; return the name that it accepted."""
    server, client = socket.socketpair()
    there = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    there.load_cert_chain(certificate, key)

    def answer() -> None:
        try:
            with there.wrap_socket(server, server_side=True) as answering:
                answering.recv(1)
        except OSError:
            server.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        with ssl.create_default_context(cafile=str(trusted)).wrap_socket(client, server_hostname=asked) as asking:
            asking.send(b"x")
            return str(asking.server_hostname)
    finally:
        client.close()
        thread.join(10)


@pytest.mark.parametrize("asked", [NAME, "192.168.1.20", "localhost", "127.0.0.1"])
def test_a_browser_that_trusts_the_authority_accepts_every_name_of_the_site(tmp_path: Path, asked: str) -> None:
    files = _made(tmp_path)
    assert _shake_hands(files.site, files.site_key, files.authority, asked) == asked


def test_a_browser_refuses_another_name(tmp_path: Path) -> None:
    files = _made(tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        _shake_hands(files.site, files.site_key, files.authority, "bank.example.org")


def test_what_a_thief_of_the_authoritys_key_signs_for_another_site_is_refused(tmp_path: Path) -> None:
    from seedbed.web.config import certificates as inside

    files = _made(tmp_path)
    thief = tmp_path / "thief"
    thief.mkdir()
    pair = inside._kept(files.authority, files.authority_key)
    assert pair is not None
    key = ec.generate_private_key(ec.SECP256R1())
    forged = inside._certificate_for(key, pair, [x509.DNSName("bank.example.org")], NOW)
    (thief / "crt").write_bytes(forged.public_bytes(Encoding.PEM))
    inside._write_key(thief / "key", key)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        _shake_hands(thief / "crt", thief / "key", files.authority, "bank.example.org")


def test_keys_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    files = _made(tmp_path / "home")
    assert {path.stat().st_mode & 0o777 for path in (files.authority_key, files.site_key)} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "home", files.site.parent)} == {0o700}


def test_a_certificate_lasts_no_longer_than_browsers_allow(tmp_path: Path) -> None:
    found = x509.load_pem_x509_certificate(_made(tmp_path).site.read_bytes())
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)


def test_what_is_there_and_good_is_left_alone(tmp_path: Path) -> None:
    before = _made(tmp_path).site.read_bytes()
    assert make_or_renew(tmp_path, NAME, ["192.168.1.20"], NOW + LASTS - RENEWED_BEFORE - timedelta(days=1)) is False
    assert certificates_in(tmp_path).site.read_bytes() == before


def test_before_its_end_it_is_renewed_by_the_same_authority(tmp_path: Path) -> None:
    files = _made(tmp_path)
    trusted, ended = files.authority.read_bytes(), ends_at(files.site)
    assert make_or_renew(tmp_path, NAME, [], NOW + LASTS - RENEWED_BEFORE + timedelta(days=1)) is True
    assert ends_at(files.site) > ended
    assert files.authority.read_bytes() == trusted


def test_an_authority_that_would_end_before_its_certificate_is_made_anew(tmp_path: Path) -> None:
    files = _made(tmp_path)
    before = fingerprint(files.authority)
    make_or_renew(tmp_path, NAME, [], ends_at(files.authority) - timedelta(days=100))
    assert fingerprint(files.authority) != before


def test_a_new_address_of_the_machine_needs_no_new_trust(tmp_path: Path) -> None:
    files = _made(tmp_path)
    before = fingerprint(files.authority)
    make_or_renew(tmp_path, NAME, ["10.0.0.7"], NOW)
    assert _shake_hands(files.site, files.site_key, files.authority, "10.0.0.7") == "10.0.0.7"
    assert fingerprint(files.authority) == before


def test_another_name_needs_another_authority(tmp_path: Path) -> None:
    before = fingerprint(_made(tmp_path).authority)
    files = _made(tmp_path, "hall.local")
    assert fingerprint(files.authority) != before
    assert _shake_hands(files.site, files.site_key, files.authority, "hall.local") == "hall.local"


def test_an_address_serves_as_the_name(tmp_path: Path) -> None:
    files = _made(tmp_path, "192.168.7.7", ())
    assert _shake_hands(files.site, files.site_key, files.authority, "192.168.7.7") == "192.168.7.7"


@pytest.mark.parametrize("broken", ["site.key", "site.crt", "authority.key", "authority.crt"])
def test_a_file_that_is_broken_is_made_anew(tmp_path: Path, broken: str) -> None:
    files = _made(tmp_path)
    (files.site.parent / broken).write_bytes(b"half a fi")
    assert make_or_renew(tmp_path, NAME, ["192.168.1.20"], NOW) is True
    assert _shake_hands(files.site, files.site_key, files.authority, NAME) == NAME


def test_addresses_that_somebody_may_own_are_not_vouched_for(tmp_path: Path) -> None:
    files = _made(tmp_path, addresses=("8.8.8.8", "192.168.1.20"))
    found = x509.load_pem_x509_certificate(files.site.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "8.8.8.8" not in {str(each) for each in names.get_values_for_type(x509.IPAddress)}
    assert not is_private("8.8.8.8")


def test_the_fingerprint_is_as_phones_show_it(tmp_path: Path) -> None:
    import hashlib

    files = _made(tmp_path)
    plain = hashlib.sha256(as_der(files.authority)).hexdigest().upper()
    assert fingerprint(files.authority).replace(":", "") == plain
    assert fingerprint(files.authority).count(":") == 31


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(UsageError, match="cannot be kept"):
        make_or_renew(tmp_path / "home", NAME, [], NOW)
