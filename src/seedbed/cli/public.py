"""``seedbed serve --public``: what a site needs to answer phones of a local network by https."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from seedbed.cli.output import say
from seedbed.cli.showing import Site
from seedbed.errors import UsageError
from seedbed.web.config.certificates import certificates_in, fingerprint, make_or_renew
from seedbed.web.config.environment import Environment
from seedbed.web.config.given_certificate import check_given
from seedbed.web.config.ports import in_address, open_port, own_addresses

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what --public asks for
PORTS = (8443, 8080)
"""Of https, and of http that sends on to it: any account may listen there."""


def named_by(
    environ: Mapping[str, str], public: str | None, certificate: Path | None, key: Path | None
) -> dict[str, str]:
    """Return the settings with what the options say.

    Raises
    ------
    UsageError
        If a certificate is given without a name.
    """
    if (certificate or key) and not (public or environ.get("SEEDBED_PUBLIC")):
        raise UsageError(
            "A certificate is for a site that answers by https itself.",
            "--public was not given.",
            "Give --public the name that the certificate is for, or leave the certificate out.",
        )
    told = {"SEEDBED_PUBLIC": public, "SEEDBED_CERTIFICATE": certificate, "SEEDBED_CERTIFICATE_KEY": key}
    settings = {**environ, **{name: os.fspath(value) for name, value in told.items() if value}}
    if name := settings.get("SEEDBED_PUBLIC", "").strip().lower():
        # It answers to the addresses of this computer too: names are not known on every network.
        names = [name, *settings.get("SEEDBED_HOSTS", "").split(","), *own_addresses()]
        settings["SEEDBED_HOSTS"] = ",".join(dict.fromkeys(in_address(each.strip()) for each in names if each.strip()))
    return settings


def open_public(
    environment: Environment,
    settings: dict[str, str],
    ports: ExitStack,
    host: str | None,
    numbers: tuple[int | None, int | None],
) -> tuple[socket.socket, Site]:
    """Open both ports and make the certificate; return where https is answered, and the site as it is shown.

    Raises
    ------
    UsageError
        If a port is taken, or the certificate will not do.
    """
    by_https, by_http = (usual if number is None else number for usual, number in zip(PORTS, numbers, strict=True))
    listening = ports.enter_context(open_port(host or EVERYWHERE, by_https))
    redirecting = ports.enter_context(open_port(host or EVERYWHERE, by_http))
    advice = _made_certificate(environment)
    port = listening.getsockname()[1]
    root = f"https://{in_address(environment.public)}" + (f":{port}" if port != 443 else "")
    settings.setdefault("SEEDBED_ADDRESS", root)
    advice = (f"Port {redirecting.getsockname()[1]} sends who comes by http on to it.", *advice)
    if environment.has_own_authority:
        advice = (*advice, f"Phones trust it after the steps at {root}/trust/", f"Whether one does: {root}/this-phone/")
    return listening, Site("Seedbed", settings, others_at=f"{root}/", redirecting=redirecting, advice=advice)


def _made_certificate(environment: Environment) -> tuple[str, ...]:
    now = datetime.now(UTC)
    if environment.certificate and environment.certificate_key:
        warning = check_given(environment.certificate, environment.certificate_key, environment.public, now)
        return (warning,) if warning else ()
    if make_or_renew(environment.data_folder, environment.public, own_addresses(), now):
        say("A new certificate was made.")
    return (f"Fingerprint of its authority: {fingerprint(certificates_in(environment.data_folder).authority)}",)
