"""Vector tiles: GDAL reads what we write, and bytes are those of the specification's example."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import pytest

from seedbed.formats.vector_tiles import EXTENT, TilePoint, point_tile, varint, zigzag


def test_gdal_reads_points_and_what_is_known_of_them(tmp_path: Path) -> None:
    points: list[TilePoint] = [
        (1024, 3072, {"count": 12, "name": "", "free": False}),
        (0, 4096, {"count": 1, "name": "Tŷ Cymuned قاعة", "free": True}),
    ]
    path = tmp_path / "0.mvt"
    path.write_bytes(point_tile("assets", points))
    table = pyogrio.read_dataframe(path, layer="assets")
    assert table["count"].tolist() == [12, 1]
    assert table["name"].tolist() == ["", "Tŷ Cymuned قاعة"]
    assert table["free"].tolist() == [0, 1]
    assert [(each.x, EXTENT - each.y) for each in table.geometry] == [(1024, 3072), (0, 4096)]


def test_nothing_is_no_bytes() -> None:
    assert point_tile("assets", []) == b""


def test_equal_values_are_written_once() -> None:
    one = point_tile("a", [(1, 1, {"kind": "library"})])
    two = point_tile("a", [(1, 1, {"kind": "library"}), (2, 2, {"kind": "library"})])
    assert two.count(b"library") == one.count(b"library") == 1


def test_a_truth_and_a_one_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "0.mvt"
    path.write_bytes(point_tile("a", [(1, 1, {"free": True, "count": 1})]))
    table = pyogrio.read_dataframe(path, layer="a")
    assert (str(table["free"].dtype), table["count"].tolist()) == ("bool", [1])


@pytest.mark.parametrize(("value", "written"), [(0, "00"), (1, "01"), (150, "9601"), (300, "ac02")])
def test_numbers_are_written_as_protocol_buffers_writes_them(value: int, written: str) -> None:
    assert varint(value).hex() == written


@pytest.mark.parametrize(("value", "written"), [(0, 0), (-1, 1), (1, 2), (-2, 3), (2147483647, 4294967294)])
def test_signs_go_to_and_fro(value: int, written: int) -> None:
    assert zigzag(value) == written
