"""Devices that come back together lose nothing: a twentieth of ``python -m benchmarks.endure_devices``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coming_back.outcome import come_back

pytestmark = pytest.mark.journey


def test_fifty_devices_come_back_together_and_nothing_is_lost_or_doubled(tmp_path: Path, database: str) -> None:
    came = come_back(tmp_path / "home", 50, 10, database=database, seed=7)
    assert came.problems == []
    assert (came.contributions, came.photos) == (500, 167)
    assert came.again > 0
