"""By which certificate a site answers https itself, and how a new one comes into use without a restart."""

from __future__ import annotations

import logging
import ssl
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from seedbed.errors import UserError
from seedbed.web.config.certificates import certificates_in, make_or_renew
from seedbed.web.config.environment import Environment
from seedbed.web.config.ports import own_addresses

LOG = logging.getLogger(__name__)
BETWEEN_LOOKS = 6 * 3600.0
"""Seconds between two looks at how long the certificate is still good."""


@dataclass(frozen=True, slots=True)
class Answering:
    """The files a site answers https with."""

    certificate: Path
    key: Path


def answering(environment: Environment) -> Answering | None:
    """Return by what a site answers https; None where it does not."""
    if not environment.public:
        return None
    if environment.certificate and environment.certificate_key:
        return Answering(environment.certificate, environment.certificate_key)
    files = certificates_in(environment.data_folder)
    return Answering(files.site, files.site_key)


def renew(environment: Environment, now: datetime) -> None:
    """Make our own certificate anew if it ends soon; one that was given is renewed by whoever gave it."""
    if environment.has_own_authority:
        make_or_renew(environment.data_folder, environment.public, own_addresses(), now)


class KeptCurrent:
    """Looks after the certificate of a running server: whoever comes after a renewal is shown the new one."""

    def __init__(self, environment: Environment, context: ssl.SSLContext) -> None:
        self.environment = environment
        self.context = context
        self.read_at = self._changed_at()

    def look_now_and_then(self) -> None:
        """Look every few hours, in a thread that ends with the process."""
        threading.Thread(target=self._look_on, name="certificate", daemon=True).start()

    def look(self, now: datetime) -> bool:
        """Renew what is due and take what is new into use; say whether anything was new."""
        renew(self.environment, now)
        if self._changed_at() == self.read_at:
            return False
        files = self._files()
        self.context.load_cert_chain(files.certificate, files.key)
        self.read_at = self._changed_at()
        return True

    def _look_on(self) -> None:
        pause = threading.Event()
        while not pause.wait(BETWEEN_LOOKS):
            try:
                self.look(datetime.now(UTC))
            except (OSError, UserError):
                # The old one is still good for a while: the next look tries again.
                LOG.exception("The certificate could not be renewed.")

    def _files(self) -> Answering:
        found = answering(self.environment)
        if found is None:
            raise ValueError("this site does not answer by https itself")
        return found

    def _changed_at(self) -> tuple[int, int]:
        files = self._files()
        return files.certificate.stat().st_mtime_ns, files.key.stat().st_mtime_ns
