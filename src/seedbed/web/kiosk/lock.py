"""The code that opens a kiosk's own menu. It keeps passers-by out; it is no secret from whoever owns the machine."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.crypto import salted_hmac

from seedbed.web.capture.models import Device, JoinCode

_SALT = "seedbed.web.kiosk.lock"
DIGITS = 6
IDLE_AFTER, TIME_TO_GO_ON = 60, 30
"""Seconds without a touch before the warning, and seconds to go on after it (WCAG 2.2.1 asks for 20 at least)."""


def code_of(code: JoinCode) -> str:
    """Return the code of the kiosks that joined by a join code; another join code has another."""
    signed = salted_hmac(_SALT, str(code.issue), algorithm="sha256").hexdigest()
    return str(int(signed[:15], 16) % 10**DIGITS).zfill(DIGITS)


def tell(device: Device) -> dict[str, Any]:
    """Return what a kiosk is told beside what all devices are: how to know its code, and when to wipe itself."""
    if device.kind != "kiosk" or device.joined_with is None:
        return {}
    digest = hashlib.sha256(f"{device.pk} {code_of(device.joined_with)}".encode()).hexdigest()
    return {"kiosk": {"lock": digest, "idleAfter": IDLE_AFTER, "timeToGoOn": TIME_TO_GO_ON}}
