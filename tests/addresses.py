"""Every address of the site."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

OF_PROGRAMS = "api"
"""The namespace of the operations of the API."""


def every_address() -> list[tuple[str, URLPattern]]:
    """Return each address of every room as it is written, with its pattern.

    Those that programs ask with a token are not among them: `tests/unit/web/api` walks the operations themselves.
    """
    return list(_below(get_resolver(), "/"))


def _below(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            if pattern.namespace == OF_PROGRAMS:
                continue
            yield from _below(pattern, address)
        else:
            yield address, pattern
