"""Certificates of our own making, for phones on a local network.

Phones give the microphone and offline pages to https alone, and no public authority vouches for a laptop in a hall. So
the site makes an authority of its own, which each phone is told to trust once, and with it a certificate. The authority
is bound to one name and to private networks: even its stolen key could not stand for anybody's bank.

Format: X.509 version 3 after RFC 5280, ECDSA on P-256; a certificate lasts at most 398 days, as browsers ask.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from seedbed.errors import UsageError

FOLDER = "certificates"
AUTHORITY_LASTS = timedelta(days=3650)
LASTS = timedelta(days=397)
RENEWED_BEFORE = timedelta(days=30)
CLOCKS_DIFFER = timedelta(hours=1)
"""A phone whose clock is a little slow must not refuse a new certificate."""
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10")
"""Networks whose addresses nobody owns; the authority may vouch for those alone, and for its own name."""

Key = ec.EllipticCurvePrivateKey
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Certificates:
    """Where the files are. ``site`` holds the certificate and, after it, the authority's."""

    authority: Path
    authority_key: Path
    site: Path
    site_key: Path


def certificates_in(data_folder: Path) -> Certificates:
    """Return where the certificates of a site are kept, made or not."""
    folder = data_folder / FOLDER
    names = ("authority.crt", "authority.key", "site.crt", "site.key")
    return Certificates(*(folder / name for name in names))


def make_or_renew(data_folder: Path, name: str, addresses: Sequence[str], now: datetime) -> bool:
    """Make what is missing, ends soon or is for another name; say whether anything was made.

    Parameters
    ----------
    data_folder
        They are kept in its folder `certificates`, which only its owner may read.
    name
        What people open: a name or an address.
    addresses
        Further addresses of this machine.
    now
        The time it is, with its zone.

    Raises
    ------
    UsageError
        If the folder cannot be written.
    """
    files = certificates_in(data_folder)
    try:
        data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.authority.parent.mkdir(mode=0o700, exist_ok=True)
        authority = _authority(files, name, now)
        return _site(files, authority, [name, *addresses], now)
    except OSError as error:
        raise UsageError(
            "The certificate cannot be kept.",
            f"{error.filename or files.authority.parent}: {error.strerror or error}.",
            "Set SEEDBED_HOME to a folder that may be written.",
        ) from error


def fingerprint(certificate: Path) -> str:
    """Return the SHA-256 of a certificate as phones show it: pairs of hexadecimal digits."""
    return _read(certificate).fingerprint(hashes.SHA256()).hex(":").upper()


def ends_at(certificate: Path) -> datetime:
    """Return until when a certificate is good."""
    return _read(certificate).not_valid_after_utc


def as_der(certificate: Path) -> bytes:
    """Return a certificate in the form that phones take."""
    return _read(certificate).public_bytes(serialization.Encoding.DER)


@dataclass(frozen=True, slots=True)
class _Pair:
    certificate: x509.Certificate
    key: Key


def _authority(files: Certificates, name: str, now: datetime) -> _Pair:
    kept = _kept(files.authority, files.authority_key)
    if kept and _lasts(kept.certificate, now + LASTS) and _may_vouch_for(kept.certificate, name):
        return kept
    made = _make_authority(name, now)
    _write_key(files.authority_key, made.key)
    _write(files.authority, made.certificate.public_bytes(serialization.Encoding.PEM))
    return made


def _make_authority(name: str, now: datetime) -> _Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    called = _called(f"Seedbed at {name:.40}, made {now:%d %B %Y}")
    usage = _key_usage(signs_certificates=True)
    builder = (
        _begun(key, now, AUTHORITY_LASTS)
        .subject_name(called)
        .issuer_name(called)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(_bounds(name), None), critical=True)
    )
    return _Pair(builder.sign(key, hashes.SHA256()), key)


def _site(files: Certificates, authority: _Pair, names: Sequence[str], now: datetime) -> bool:
    kept = _kept(files.site, files.site_key)
    wanted = _alternatives(names)
    if kept and _lasts(kept.certificate, now + RENEWED_BEFORE) and _covers(kept.certificate, wanted, authority):
        return False
    key = ec.generate_private_key(ec.SECP256R1())
    made = _certificate_for(key, authority, wanted, now)
    chain = [each.public_bytes(serialization.Encoding.PEM) for each in (made, authority.certificate)]
    _write_key(files.site_key, key)
    _write(files.site, b"".join(chain))
    return True


def _certificate_for(key: Key, authority: _Pair, names: Sequence[x509.GeneralName], now: datetime) -> x509.Certificate:
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        _begun(key, now, LASTS)
        .subject_name(_called(str(names[0].value)[:60]))
        .issuer_name(authority.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(known, critical=False)
    )
    return builder.sign(authority.key, hashes.SHA256())


def _begun(key: Key, now: datetime, lasts: timedelta) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _bounds(name: str) -> list[x509.GeneralName]:
    """Return all that the authority may vouch for."""
    named = _parsed(name)
    own = x509.DNSName(name) if named is None else x509.IPAddress(ip_network(named))
    networks = [x509.IPAddress(ip_network(each)) for each in (*PRIVATE, "::1/128")]
    return [own, *([x509.DNSName("localhost")] if own.value != "localhost" else []), *networks]


def _may_vouch_for(authority: x509.Certificate, name: str) -> bool:
    bounds = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    named = _parsed(name)
    if named is None:
        return x509.DNSName(name) in bounds
    networks = [each.value for each in bounds if isinstance(each, x509.IPAddress)]
    return any(named in each for each in networks if isinstance(each, IPv4Network | IPv6Network))


def _alternatives(names: Sequence[str]) -> list[x509.GeneralName]:
    """Return the names of a certificate, each once; addresses that are not private only where they are its name."""
    first, *others = names
    private = [each for each in others if is_private(each)]
    found: list[x509.GeneralName] = []
    for each in dict.fromkeys([first, "localhost", "127.0.0.1", "::1", *private]):
        address = _parsed(each)
        found.append(x509.DNSName(each) if address is None else x509.IPAddress(address))
    return found


def is_private(address: str) -> bool:
    """Say whether an address belongs to a private network, and so to nobody."""
    parsed = _parsed(address)
    return parsed is not None and any(parsed in ip_network(each) for each in PRIVATE)


def _parsed(name: str) -> Address | None:
    try:
        return ip_address(name.strip("[]"))
    except ValueError:
        return None


def _covers(certificate: x509.Certificate, wanted: Sequence[x509.GeneralName], authority: _Pair) -> bool:
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not of this authority
        return False
    there = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(wanted) <= set(there)


def _lasts(certificate: x509.Certificate, until: datetime) -> bool:
    return certificate.not_valid_after_utc > until


def _kept(certificate: Path, key: Path) -> _Pair | None:
    """Return what is kept if both parts are there, whole and of each other."""
    try:
        pair = _Pair(_read(certificate), _read_key(key))
    except (OSError, ValueError, TypeError):
        return None
    return pair if pair.certificate.public_key() == pair.key.public_key() else None


def _read(certificate: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificate.read_bytes())


def _read_key(path: Path) -> Key:
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(path.name)
    return key


def _write_key(path: Path, key: Key) -> None:
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(path, encoded)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone."""
    number, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made with mode 0600
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
