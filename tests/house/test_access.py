"""Every page says who may see it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from seedbed.web.people.access import declared


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, address)
        else:
            yield address, pattern


def test_every_view_declares_its_access() -> None:
    patterns = list(_patterns(get_resolver()))
    assert len(patterns) > 5
    assert [address for address, pattern in patterns if declared(pattern.callback) is None] == []
