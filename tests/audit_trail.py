"""Lets tests empty all tables at their end, which the databases' guards of the audit trail refuse on a real site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from seedbed.web.people import audit_guards


@pytest.fixture(autouse=True, scope="session")
def _tables_are_emptied_without_guards() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

        def emptied(case: Any) -> None:
            audit_guards.take_down(connection)
            try:
                empty(case)
            finally:
                audit_guards.put_up(connection)

        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
