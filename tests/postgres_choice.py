"""Which tests of the web rooms run on PostgreSQL too: those whose answer could be another there.

All tests run on SQLite. On PostgreSQL only what a database does can differ: what it takes, refuses, orders, locks and
looks for. So there

- tests that ask no database are left out, and those marked ``pages_alone``: walks of every address that others make
  there too;
- of a test with more than five cases the first and the last run, and each case with something in it that databases take
  differently: numbers beyond 31 bits, text beyond ASCII, with signs that control something, or long; and what only the
  test itself can tell, such as something to be called.

Concurrency, constraints, locks, search, JSON, what every action writes and every query asks: each has a test of its
own, which runs on both. Name one test (``python -m tests.on_postgres PATH::NAME``) and all its cases run.
"""

from __future__ import annotations

import os
from collections import defaultdict
from enum import Enum

import pytest

DATABASES = {"db", "transactional_db", "django_db_setup", "live_server"}
"""Fixtures that stand for a database."""
FEW = 5
"""A test with so many cases runs all of them."""
LARGEST, LONGEST = 2**31, 100
"""Numbers from here on, and text longer than this, are stored and compared by rules of each database."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot differ, where the tests run on PostgreSQL."""
    if not os.environ.get("SEEDBED_TEST_DATABASE") or any("::" in each for each in config.args):
        return
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if _asks_a_database(item):
            cases[item.nodeid.partition("[")[0]].append(item)
    chosen = {
        item.nodeid
        for test in cases.values()
        for place, item in enumerate(test)
        if len(test) <= FEW or place in {0, len(test) - 1} or _holds_what_may_differ(item)
    }
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in chosen])
    items[:] = [item for item in items if item.nodeid in chosen]


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("pages_alone"):
        return False
    names = set(getattr(item, "fixturenames", DATABASES))
    return bool(item.get_closest_marker("django_db") or names & DATABASES)


def _holds_what_may_differ(item: pytest.Item) -> bool:
    given = getattr(item, "callspec", None)
    return given is not None and any(_may_differ(value) for value in given.params.values())


def _may_differ(value: object) -> bool:
    match value:
        case None | bool() | Enum():
            return False
        case int() | float():
            return abs(value) >= LARGEST
        case str():
            return len(value) > LONGEST or not (value.isascii() and value.isprintable())
        case list() | tuple() | set() | frozenset():
            return any(map(_may_differ, value))
        case dict():
            return any(map(_may_differ, (*value.keys(), *value.values())))
        case _:
            return True
