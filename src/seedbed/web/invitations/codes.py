"""QR codes (ISO/IEC 18004) of addresses, drawn as SVG for pages and paper."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

THIS_COMPUTER = frozenset({"localhost", "127.0.0.1", "::1"})


def code_of(address: str, label: str) -> SafeString:
    """Return the code of an address, dark on light whatever the page, with a label for those who do not see it.

    Level M: a seventh of it may be dirty or torn (segno).
    """
    import segno

    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=6, light="white", border=4, svgclass=None)
    return format_html('<div role="img" aria-label="{}">{}</div>', label, mark_safe(drawn))  # noqa: S308 - by segno


def address_here(request: HttpRequest, path: str) -> str:
    """Return the whole address of a path by the name under which whoever asks reached us: one of SEEDBED_HOSTS."""
    return request.build_absolute_uri(path)


def reaches_no_phone(address: str) -> bool:
    """Say whether an address leads to the very computer that opens it, so that another one finds nothing."""
    return urlsplit(address).hostname in THIS_COMPUTER
