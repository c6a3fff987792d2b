"""The code of squares on a receipt: its address, drawn as SVG without styles."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

_QUIET_ZONE = 4
"""Squares left white around it, as ISO/IEC 18004 asks."""


def code_of(address: str) -> SafeString:
    """Return the QR code (ISO/IEC 18004, error correction M) of an address, to be put on a page."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(scale=4, border=_QUIET_ZONE, light="#fff", svgclass="sb-qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - squares alone: the address is in them, not beside them
