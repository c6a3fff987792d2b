"""Every page says who may see it."""

from __future__ import annotations

from seedbed.web.people.access import declared
from tests.addresses import every_address


def test_every_view_declares_its_access() -> None:
    addresses = every_address()
    assert len(addresses) > 5
    assert [address for address, pattern in addresses if declared(pattern.callback) is None] == []
