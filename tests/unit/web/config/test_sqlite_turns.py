"""Who writes to SQLite takes turns: a turn ends with the transaction, however that ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from seedbed.web.config.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    """Two connections to one file, the second of which waits for a moment only."""
    usual = {"ENGINE": "seedbed.web.config.sqlite", "NAME": tmp_path / "site.sqlite3"}
    waits = {"default": 20.0, "second": 0.01}
    made = ConnectionHandler(
        {name: {**usual, "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": wait}} for name, wait in waits.items()}
    )
    yield made["default"], made["second"]
    for connection in (made["default"], made["second"]):
        connection.close()


def begin(connection: Any) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_nobody_writes_while_another_does(two: tuple[Any, Any]) -> None:
    begin(two[0])

    with pytest.raises(OperationalError, match="locked"):
        begin(two[1])


@pytest.mark.parametrize("end", [DatabaseWrapper.commit, DatabaseWrapper.rollback, DatabaseWrapper.close])
def test_the_next_one_writes_once_a_transaction_has_ended(
    two: tuple[Any, Any], end: Callable[[DatabaseWrapper], None]
) -> None:
    begin(two[0])

    end(two[0])

    begin(two[1])


def test_who_could_not_begin_holds_nobody_up(two: tuple[Any, Any]) -> None:
    begin(two[0])
    with pytest.raises(OperationalError):
        begin(two[1])
    two[0].rollback()
    two[0].set_autocommit(autocommit=True)

    begin(two[0])
