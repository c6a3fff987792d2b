"""Fifty people draw one map on a real site: a small part of ``python -m benchmarks.endure_maps``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live_maps.editors import Delays
from tests.live_maps.hardship import kill_while_drawing, misuse, vanish
from tests.live_maps.outcome import LiveSite, draw_together, everybody, prepare
from tests.live_maps.processes import connections

pytestmark = pytest.mark.journey


def test_fifty_people_at_one_map_lose_nothing_when_they_drop_or_the_server_is_killed(
    tmp_path: Path,
) -> None:
    async def drawn_and_dropped(site: LiveSite) -> list[str]:
        before = connections(site.server)
        delays = Delays()
        editors = await everybody(site, 50, delays, watching=2)
        came = await draw_together(editors, delays, site.server, 20, 5)
        problems = came.problems + await misuse(site, editors[0], 2)
        return problems + await vanish(site, editors, before)

    laid = prepare(tmp_path / "home", 10, 30, 60)
    assert kill_while_drawing(laid, 10, 2, 5, drawn_and_dropped) == []
