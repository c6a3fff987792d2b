"""Files of heights, good and bad."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.climbing import heights_at
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.errors import BadInputError
from seedbed.formats.heights import put_heights, read_heights
from tests.unit.analysis.assets.small_networks import network

CORNER = "xllcorner 320000\nyllcorner 180000"


def asc(folder: Path, rows: str, name: str = "st.asc", corner: str = CORNER, head: str = "") -> Path:
    lines = rows.splitlines()
    about = head or f"ncols {len(lines[0].split())}\nnrows {len(lines)}\n{corner}\ncellsize 50\n"
    path = folder / name
    path.write_text(about + rows, encoding="ascii")
    return path


def test_a_grid_stands_at_the_middles_of_its_cells(tmp_path: Path) -> None:
    grid = read_heights(asc(tmp_path, "1 2\n3 4\n"))
    assert heights_at(grid, np.array([320_025.0, 320_075.0]), np.array([180_025.0, 180_075.0])).tolist() == [3.0, 2.0]


def test_a_corner_may_be_that_of_a_middle(tmp_path: Path) -> None:
    grid = read_heights(asc(tmp_path, "1 2\n3 4\n", corner="xllcenter 320000\nyllcenter 180000"))
    assert heights_at(grid, np.array([320_000.0]), np.array([180_000.0])).tolist() == [3.0]


def test_a_height_that_is_not_known_is_none(tmp_path: Path) -> None:
    grid = read_heights(asc(tmp_path, "1 -9999\n3 4\n"))
    assert np.isnan(grid.metres).tolist() == [[False, True], [False, False]]


def test_large_coordinates_are_of_the_british_grid(tmp_path: Path) -> None:
    assert read_heights(asc(tmp_path, "1 2\n3 4\n")).system == "EPSG:27700"


def test_small_coordinates_are_degrees(tmp_path: Path) -> None:
    head = "ncols 2\nnrows 2\nxllcorner -3.1\nyllcorner 51.5\ncellsize 0.01\n"
    assert read_heights(asc(tmp_path, "1 2\n3 4\n", head=head)).system == "EPSG:4326"


def test_tiles_of_a_folder_are_put_together(tmp_path: Path) -> None:
    asc(tmp_path, "1 2\n3 4\n", "west.asc")
    (tmp_path / "more").mkdir()
    asc(tmp_path / "more", "5 6\n7 8\n", "east.asc", "xllcorner 320100\nyllcorner 180000")
    assert read_heights(tmp_path).metres.tolist() == [[1, 2, 5, 6], [3, 4, 7, 8]]


def test_tiles_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    asc(tmp_path, "1 2\n3 4\n", "west.asc")
    asc(tmp_path, "5 6\n7 8\n", "east.asc", "xllcorner 320110\nyllcorner 180000")
    with pytest.raises(BadInputError, match="not of one grid"):
        read_heights(tmp_path)


def test_tiles_too_far_apart_are_refused(tmp_path: Path) -> None:
    asc(tmp_path, "1 2\n3 4\n", "west.asc")
    asc(tmp_path, "5 6\n7 8\n", "east.asc", "xllcorner 90320000\nyllcorner 90180000")
    with pytest.raises(BadInputError, match="span"):
        read_heights(tmp_path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("these are words\n", "no number"),
        (f"ncols inf\nnrows 2\n{CORNER}\ncellsize 50\n1 2\n3 4\n", "no number"),
        ("1 2\n3 4\n", "lacks ncols, nrows, cellsize"),
        ("ncols 2\nnrows 2\ncellsize 50\n1 2\n3 4\n", "lacks where its corner is"),
        (f"ncols 2\nnrows 2\n{CORNER}\ncellsize 50\n1 2\n3\n", "holds 3"),
        (f"ncols 2\nnrows 2\n{CORNER}\ncellsize 0\n1 2\n3 4\n", "2 rows of 2"),
    ],
)
def test_a_bad_grid_is_refused_with_its_reason(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "bad.asc"
    path.write_text(text, encoding="ascii")
    with pytest.raises(BadInputError) as caught:
        read_heights(path)
    assert why in caught.value.why


def test_a_folder_without_grids_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"holds no \.asc"):
        read_heights(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no such file"):
        read_heights(tmp_path / "none.asc")


def hgt(folder: Path, name: str = "N51W004.hgt") -> Path:
    heights = np.zeros((1_201, 1_201), dtype=">i2")
    heights[0, 0], heights[1_200, 1_200], heights[600, 600] = 7, 9, -32_768
    path = folder / name
    heights.tofile(path)
    return path


def test_an_srtm_tile_reaches_from_corner_to_corner(tmp_path: Path) -> None:
    grid = read_heights(hgt(tmp_path))
    assert heights_at(grid, np.array([-4.0, -3.0]), np.array([52.0, 51.0])).tolist() == [7.0, 9.0]


def test_a_void_of_an_srtm_tile_is_not_known(tmp_path: Path) -> None:
    assert np.isnan(read_heights(hgt(tmp_path)).metres).sum() == 1


def test_a_tile_in_the_south_east_is_placed_there(tmp_path: Path) -> None:
    grid = read_heights(hgt(tmp_path, "S34E018.hgt"))
    assert (grid.west, grid.north) == (18.0, -33.0)


def test_an_srtm_tile_under_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="does not say where it is"):
        read_heights(hgt(tmp_path, "newport.hgt"))


def test_a_truncated_srtm_tile_is_refused(tmp_path: Path) -> None:
    path = hgt(tmp_path)
    path.write_bytes(path.read_bytes()[:1_000])
    with pytest.raises(BadInputError, match="holds 500 heights"):
        read_heights(path)


@pytest.fixture
def street() -> WalkNetwork:
    return network([(-350_000.0, 5_150_000.0), (-349_000.0, 5_150_000.0)], [(0, 1)])


def test_streets_climb_by_the_grid(tmp_path: Path, street: WalkNetwork) -> None:
    head = "ncols 3\nnrows 3\nxllcenter -3.51\nyllcenter 51.49\ncellsize 0.01\n"
    climbed = put_heights(street, read_heights(asc(tmp_path, "0 0 0\n5 5 15\n0 0 0\n", head=head)))
    assert climbed.climb == pytest.approx([10.0], abs=1e-4)


def test_streets_climb_by_a_grid_in_metres(tmp_path: Path, street: WalkNetwork) -> None:
    rows = "\n".join(" ".join(str(column) for column in range(200)) for _ in range(200)) + "\n"
    corner = "xllcorner 290000\nyllcorner 175000"
    climbed = put_heights(street, read_heights(asc(tmp_path, rows, corner=corner)))
    assert climbed.climb == pytest.approx([693 / 50], abs=0.2)


def test_heights_of_another_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="of another place"):
        put_heights(network([(0.0, 0.0), (10.0, 0.0)], [(0, 1)]), read_heights(asc(tmp_path, "1 2\n3 4\n")))
