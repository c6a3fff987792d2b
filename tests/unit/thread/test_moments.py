"""Moments in messages."""

from __future__ import annotations

from datetime import UTC, datetime

from seedbed.thread.moments import moment_in_words


def test_a_moment_is_said_as_pages_write_it() -> None:
    assert moment_in_words(datetime(2025, 4, 1, 9, 5, tzinfo=UTC)) == "1 April 2025, 09:05"
