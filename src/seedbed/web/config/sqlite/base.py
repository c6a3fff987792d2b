"""SQLite with a line for those who write: one may at a time, and threads of one process take turns as they came.

SQLite alone has those who wait look again and again, ever more seldom: who came last often writes first, and some wait
for seconds. Between processes that is still so; of those, one alone answers pages.
"""

from __future__ import annotations

from collections import defaultdict
from threading import Lock

from django.db import OperationalError
from django.db.backends.sqlite3 import base

_LINES: defaultdict[str, Lock] = defaultdict(Lock)
"""By file."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions take turns. The types of Django do not know the methods it has for this."""

    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_for_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()  # Not if it failed: it is rolled back then.

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _wait_for_turn(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5.0)
        if not _LINES[self._file].acquire(timeout=patience):
            raise OperationalError("database is locked")
        self._has_turn = True

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _LINES[self._file].release()

    @property
    def _file(self) -> str:
        return str(self.settings_dict["NAME"])
