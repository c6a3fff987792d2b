"""The map of assets: every asset has its number on map and key, whatever the paper, or a square of the map."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import WalkNetwork, Way
from seedbed.analysis.assets.types import AssetType, Family
from seedbed.errors import BadInputError
from seedbed.reports.asset_map.contents import Sheet, by_kind, number_in_order
from seedbed.reports.asset_map.ground import seen_bounds
from seedbed.reports.asset_map.papers import PAPERS
from seedbed.reports.asset_map.places import free_places
from seedbed.reports.asset_map.sheet import draw_sheet, draw_window
from tests.unit.reports.asset_map.conftest import LINE, listings

TEXT = "{http://www.w3.org/2000/svg}text"


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter(TEXT)]  # noqa: S314 - drawn here


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("paper", list(PAPERS))
def test_each_number_stands_on_the_map_and_in_the_key(sheet: Sheet, paper: str, landscape: bool) -> None:
    written = texts(draw_sheet(sheet, PAPERS[paper], landscape=landscape).svg)
    numbers = [each.number for kind in sheet.kinds for each in kind.members if each.number]
    assert sorted(int(each) for each in written if each.isdigit()) == sorted(2 * numbers)


@pytest.mark.parametrize("paper", list(PAPERS))
def test_nothing_is_drawn_beyond_the_paper(sheet: Sheet, paper: str) -> None:
    width, height = PAPERS[paper].points
    picture = ET.fromstring(draw_sheet(sheet, PAPERS[paper]).svg)  # noqa: S314 - drawn here
    for each in picture.iter(TEXT):
        assert 0 <= float(each.attrib["x"]) <= width
        assert 0 <= float(each.attrib["y"]) <= height


@pytest.mark.parametrize("landscape", [False, True])
def test_a_key_without_room_for_all_names_says_the_numbers_of_each_kind(landscape: bool) -> None:
    many = Sheet("Millbrook", by_kind(listings(900)), LINE)
    drawn = draw_sheet(many, PAPERS["A4"], landscape=landscape)
    assert not drawn.named
    written = texts(drawn.svg)
    assert [each for each in written if each.startswith("Place")] == []
    assert "1–200 Community centres and halls" in written


def test_a_crowded_sheet_says_the_square_of_every_number() -> None:
    many = Sheet("Millbrook", by_kind(listings(900)), LINE)
    squares = draw_sheet(many, PAPERS["A4"]).squares
    assert set(squares) == {each.number for kind in many.kinds for each in kind.members if each.number}
    assert all(re.fullmatch(r"[A-J]([1-9]|10)", each) for each in squares.values())


def test_a_sheet_with_room_has_no_squares(sheet: Sheet) -> None:
    assert draw_sheet(sheet, PAPERS["A4"]).squares == {}


def test_assets_come_by_kind_and_name_and_are_numbered_through() -> None:
    kinds = by_kind(listings(9))
    assert [kind.name for kind in kinds] == ["Community centres and halls", "Libraries", "Parks", "Cafes"]
    assert [each.number for kind in kinds for each in kind.members] == [1, 2, 3, None, 4, 5, 6, 7, 8]


def test_a_kind_of_the_partnership_comes_last_under_its_own_name() -> None:
    own = AssetType("shed", "Shed", "Sheds", Family.ASSOCIATION)
    kinds = by_kind([Listing(identifier="a", name="Men's shed", asset_type="shed"), *listings(1)], [own])
    assert [kind.name for kind in kinds] == ["Libraries", "Sheds"]


def test_a_kind_that_nobody_knows_is_listed_with_the_others() -> None:
    kinds = by_kind([Listing(identifier="a", name="Odd", asset_type="no_such_kind")])
    assert [kind.name for kind in kinds] == ["Others"]


def test_streets_are_drawn_and_steps_are_broken() -> None:
    network = WalkNetwork(
        longitude=np.array([0.005, 0.010, 0.015, 9.0]),
        latitude=np.array([50.005, 50.005, 50.006, 9.0]),
        start=np.array([0, 1, 2], np.int32),
        end=np.array([1, 2, 3], np.int32),
        metres=np.array([1.0, 1.0, 1.0]),
        ways=np.array([0, Way.STEPS, 0], np.uint16),
    )
    svg = draw_sheet(Sheet("Millbrook", (), LINE, network), PAPERS["A4"]).svg
    assert svg.count("stroke-dasharray") == 1
    assert draw_sheet(Sheet("Millbrook", (), LINE), PAPERS["A4"]).svg.count("stroke-dasharray") == 0


def test_a_sheet_without_anything_is_still_a_map() -> None:
    svg = draw_sheet(Sheet("Millbrook", ()), PAPERS["A4"]).svg
    assert "0 assets" in svg
    assert {"N", "Millbrook"} <= set(texts(svg))


def test_a_line_that_is_none_is_refused() -> None:
    with pytest.raises(BadInputError, match="could not be drawn"):
        draw_sheet(Sheet("Millbrook", (), {"type": "Polygon", "coordinates": "x"}), PAPERS["A4"])


def test_a_name_is_text_whatever_it_holds(sheet: Sheet) -> None:
    assert "Tools & <Company>" in texts(draw_sheet(sheet, PAPERS["A4"]).svg)


def test_an_invented_place_says_so(sheet: Sheet) -> None:
    drawn = draw_sheet(Sheet(sheet.title, sheet.kinds, invented=True), PAPERS["A4"]).svg
    assert any("Invented place" in each for each in texts(drawn))


def test_discs_at_one_home_do_not_hide_each_other() -> None:
    spots = free_places([(50.0, 50.0)] * 40, 3.0, (0.0, 0.0, 100.0, 100.0))
    apart = [math.dist(one, other) for at, one in enumerate(spots) for other in spots[:at]]
    assert min(apart) >= 6.0
    assert all(3 <= x <= 97 and 3 <= y <= 97 for x, y in spots)


def test_a_disc_stays_at_home_where_there_is_room() -> None:
    assert free_places([(20.0, 20.0), (60.0, 60.0)], 3.0, (0.0, 0.0, 100.0, 100.0)) == [(20.0, 20.0), (60.0, 60.0)]


def test_a_window_has_the_numbers_of_the_list_beside_it() -> None:
    named = [*listings(3), Listing(identifier="nowhere", name="Nowhere")]
    written = texts(draw_window(Sheet("Millbrook", number_in_order(named), LINE), 480, 360))
    assert sorted(each for each in written if each.isdigit()) == ["1", "2", "3"]
    assert [kind.members[0].number for kind in number_in_order(named)] == [1, 2, 3, None]


def test_a_map_shows_what_lies_beside_the_line_but_not_what_lies_far_away() -> None:
    line = (0.0, 50.0, 0.02, 50.01)
    assert seen_bounds(line, [(0.01, 50.005), (0.01, 50.006)]) == line
    assert seen_bounds(line, [(0.01, 50.005), (9.0, 60.0)]) == pytest.approx((0.0, 50.0, 0.04, 50.02))
    assert seen_bounds(line, [(9.0, 60.0)]) == (0.0, 50.0, 9.0, 60.0)


def test_on_a_crowded_map_discs_count_assets_and_no_lines_lead_away() -> None:
    svg = draw_window(Sheet("Millbrook", by_kind(listings(900)), LINE), 400, 400)
    counted = [int(each[1:]) for each in texts(svg) if each.startswith("×")]
    alone = [each for each in texts(svg) if each.isdigit()]
    placed = [each for kind in by_kind(listings(900)) for each in kind.members if each.number]
    assert len(counted) > 1
    assert sum(counted) + len(alone) <= len(placed)
    assert svg.count("<line") == 1  # the scale's own
