"""Reach on a hill: the street of the other tests, rising to the north."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.walking import slower_by
from seedbed.errors import BadInputError
from seedbed.workflows.assets.reach import reach
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked
from tests.unit.workflows.assets.street_files import AREAS, HALL, areas_file, street_file

NODE_METRES = 111.26
LEVEL_NODE_SECONDS = NODE_METRES / (4.8 / 3.6)
RISE = 0.05


@pytest.fixture
def asked(tmp_path: Path) -> ReachOptions:
    return ReachOptions(
        osm=street_file(tmp_path),
        origins=OriginsAsked(str(areas_file(tmp_path))),
        kinds=("community_centre",),
        heights=hill(tmp_path),
    )


def hill(folder: Path, rise: float = RISE) -> Path:
    """Write heights that rise to the north by so many metres a metre."""
    rows = [" ".join([f"{(60 - row) * NODE_METRES * rise:.4f}"] * 21) for row in range(61)]
    head = "ncols 21\nnrows 61\nxllcenter -3.01\nyllcenter 51.49\ncellsize 0.001\n"
    path = folder / "hill.asc"
    path.write_text(head + "\n".join(rows) + "\n", encoding="ascii")
    return path


def test_people_take_longer_uphill_than_down(asked: ReachOptions, tmp_path: Path) -> None:
    times = [row.reach[0].seconds[0] for row in reach(asked, tmp_path).document.origins]
    pace = slower_by(np.array([RISE, -RISE]))
    expected = [abs(node - HALL) * LEVEL_NODE_SECONDS * pace[0 if node < HALL else 1] for node in AREAS]
    assert times == pytest.approx(expected, rel=2e-3)


def test_the_document_says_by_which_heights(asked: ReachOptions, tmp_path: Path) -> None:
    assert reach(asked, tmp_path).document.heights == "hill.asc"


def test_wheels_do_not_reach_it_over_a_steep_hill(asked: ReachOptions, tmp_path: Path) -> None:
    steep = replace(asked, walker="wheelchair", heights=hill(tmp_path, 0.1))
    times = [row.reach[0].seconds[0] for row in reach(steep, tmp_path).document.origins]
    assert [node for node, seconds in zip(AREAS, times, strict=True) if seconds is not None] == [HALL]


def test_heights_of_another_place_are_refused(asked: ReachOptions, tmp_path: Path) -> None:
    far = tmp_path / "far.asc"
    far.write_text("ncols 2\nnrows 1\nxllcenter 10\nyllcenter 10\ncellsize 1\n1 2\n", encoding="ascii")
    with pytest.raises(BadInputError, match="of another place"):
        reach(replace(asked, heights=far), tmp_path)
