"""Hundreds of devices may come back at once: what each item asks of the database is counted."""

from __future__ import annotations

from typing import Any

from tests.unit.web.capture.devices import Phone, contribution


def test_an_item_asks_little_of_the_database(phone: Phone, django_assert_max_num_queries: Any) -> None:
    phone.put(contribution())
    phone.device.refresh_from_db()
    with django_assert_max_num_queries(20):
        phone.put(contribution())
