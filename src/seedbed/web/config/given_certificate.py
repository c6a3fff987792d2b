"""A certificate that somebody else made for this site: whether it will do, before the site opens with it."""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509

from seedbed.errors import UsageError

WARNED_BEFORE = timedelta(days=21)
_WHAT = "The certificate will not do."


def check_given(certificate: Path, key: Path, name: str, now: datetime) -> str | None:
    """Refuse a certificate that browsers would refuse; return a warning if it ends soon.

    Parameters
    ----------
    certificate
        PEM, with what stands between it and its authority after it.
    key
        Its key, PEM, without a password.
    name
        What people open.
    now
        The time it is, with its zone.

    Raises
    ------
    UsageError
        If the files do not belong together, cannot be read, are for another name, or their time is not now.
    """
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, _no_password)
        first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except (OSError, ValueError) as error:
        why = f"{certificate} and {key} do not belong together, or one of them cannot be read."
        raise UsageError(
            _WHAT, why, "Give --certificate the full chain and --key its key, without password."
        ) from error
    if not first.not_valid_before_utc <= now < first.not_valid_after_utc:
        why = f"It is good from {first.not_valid_before_utc:%d %B %Y} to {first.not_valid_after_utc:%d %B %Y}."
        raise UsageError(_WHAT, why, "Renew it, or look at this computer's clock.")
    if not _is_for(first, name):
        raise UsageError(_WHAT, f"It is not for {name}.", "Give --public the name that the certificate is for.")
    ends = first.not_valid_after_utc
    return f"The certificate ends on {ends:%d %B %Y}: renew it." if ends - now < WARNED_BEFORE else None


def _no_password() -> str:
    raise ValueError("the key asks for a password")


def _is_for(certificate: x509.Certificate, name: str) -> bool:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    try:
        return ip_address(name.strip("[]")) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        ours = {name.lower(), f"*.{name.lower().partition('.')[2]}"}
        return any(each.lower() in ours for each in names.get_values_for_type(x509.DNSName))
