"""What stands on a receipt: its number in groups, its address, and that address as a code of squares (QR)."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from seedbed.web.consent.numbers import grouped

_QUIET_ZONE = 4
"""Squares left white around it, as ISO/IEC 18004 asks."""


def code_of(address: str) -> SafeString:
    """Return the QR code (ISO/IEC 18004, error correction M) of an address, to be put on a page."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(scale=4, border=_QUIET_ZONE, light="#fff", svgclass="sb-qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - squares alone: the address is in them, not beside them


def paper_of(request: HttpRequest, number: str) -> dict[str, Any]:
    """Return what a receipt shows: its number in groups, its address and the code of squares."""
    address = request.build_absolute_uri(reverse("listening:receipt", args=[number]))
    return {"receipt_plain": number, "receipt_number": grouped(number), "address": address, "code": code_of(address)}
