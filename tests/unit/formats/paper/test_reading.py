"""What is read from a sheet, and what is refused: no corners, two sheets, another pack, page or neighbourhood."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from benchmarks.paper_ground import invented_pack
from seedbed.errors import BadInputError
from seedbed.formats.paper.codes import SheetCode
from seedbed.formats.paper.corners import check_code, find_corners
from seedbed.formats.paper.pack import PaperPack
from seedbed.formats.paper.reading import read_sheet
from seedbed.reports.paper.redraw import redraw
from tests.unit.formats.paper.conftest import SCALE, photographed, scanned

EDGE = 60


def test_an_unmarked_sheet_has_no_marks(pack: PaperPack) -> None:
    assert read_sheet(photographed(scanned(pack.sheets[0])), pack, redraw).marks == ()


@pytest.mark.parametrize("turned", [0, 2])
def test_a_mark_lies_where_it_was_drawn_whichever_way_up(pack: PaperPack, turned: int) -> None:
    sheet = pack.sheets[0]
    pixels = scanned(sheet)
    spot = (sheet.width / 2, sheet.height / 2)
    at = tuple(round(each * SCALE) + EDGE for each in spot)
    cv2.circle(pixels, at, 10, (40, 30, 210), -1)
    reading = read_sheet(photographed(np.ascontiguousarray(np.rot90(pixels, turned))), pack, redraw)
    (mark,) = reading.marks
    assert (mark.kind, mark.colour) == ("point", "red")
    assert mark.geometry["coordinates"] == pytest.approx(sheet.frame.to_degrees(*spot), abs=4e-5)
    assert reading.notes == ()


def test_a_closed_line_is_an_area_and_an_open_one_a_line(pack: PaperPack) -> None:
    pixels = scanned(pack.sheets[0])
    cv2.ellipse(pixels, (400, 500), (80, 60), 0, 0, 360, (150, 60, 30), 6)
    cv2.line(pixels, (600, 700), (900, 800), (60, 130, 20), 6)
    reading = read_sheet(photographed(pixels), pack, redraw)
    assert {(mark.kind, mark.colour) for mark in reading.marks} == {("area", "blue"), ("line", "green")}
    assert {mark.geometry["type"] for mark in reading.marks} == {"Polygon", "LineString"}


def test_grey_pencil_is_no_mark(pack: PaperPack) -> None:
    pixels = scanned(pack.sheets[0])
    cv2.line(pixels, (600, 700), (900, 800), (70, 70, 70), 6)
    assert read_sheet(photographed(pixels), pack, redraw).marks == ()


def test_without_corners_it_is_said() -> None:
    with pytest.raises(BadInputError) as error:
        find_corners(photographed(np.full((900, 1200, 3), 220, np.uint8)))
    assert "None of the four printed corners" in error.value.why


def test_which_corners_were_found_is_said(pack: PaperPack) -> None:
    pixels = scanned(pack.sheets[0])
    pixels[pixels.shape[0] // 2 :] = 200
    with pytest.raises(BadInputError) as error:
        find_corners(photographed(pixels))
    assert "top left and top right" in error.value.why


def test_two_sheets_in_one_picture_are_refused(tiled_pack: PaperPack) -> None:
    both = np.concatenate([scanned(sheet) for sheet in tiled_pack.sheets[:2]], axis=1)
    with pytest.raises(BadInputError) as error:
        find_corners(photographed(both))
    assert "more than one sheet" in error.value.what


def test_a_sheet_of_another_pack_is_refused(pack: PaperPack) -> None:
    with pytest.raises(BadInputError) as error:
        read_sheet(photographed(scanned(pack.sheets[0])), invented_pack(9, "A4"), redraw)
    assert "another pack" in error.value.what


def test_each_page_is_told_from_the_others(tiled_pack: PaperPack) -> None:
    reading = read_sheet(photographed(scanned(tiled_pack.sheets[1])), tiled_pack, redraw)
    assert reading.page == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": "ZZZZ"}, "another neighbourhood"),
        ({"pack": "ZZZZZZ"}, "another pack"),
        ({"page": 2}, "page 2"),
        ({"check": "ZZZZZZ"}, "check in its square code"),
    ],
)
def test_a_code_that_says_otherwise_is_refused(pack: PaperPack, changes: dict[str, str | int], said: str) -> None:
    code = pack.code(pack.sheets[0])
    other: SheetCode = replace(code, **changes)  # type: ignore[arg-type]
    with pytest.raises(BadInputError) as error:
        check_code(photographed(np.zeros((1, 1, 3), np.uint8)), other, pack.sheets[0], pack)
    assert said in str(error.value)


def test_another_print_between_the_same_corners_is_refused(pack: PaperPack) -> None:
    pixels = scanned(pack.sheets[0])
    frame = pack.sheets[0].frame
    left, top = round(frame.left * SCALE) + EDGE, round(frame.top * SCALE) + EDGE
    right, bottom = left + round(frame.width * SCALE), top + round(frame.height * SCALE)
    pixels[top:bottom, left:right] = pixels[top:bottom, left:right][:, ::-1]
    with pytest.raises(BadInputError) as error:
        read_sheet(photographed(pixels), pack, redraw)
    assert "does not look like" in error.value.why
