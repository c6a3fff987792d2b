"""Themes in which maps can be drawn on: pens are told from print by the reader's own test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from seedbed.errors import BadInputError
from seedbed.formats.osm_poster import PosterMap
from seedbed.reports.paper.drawable import check_drawable
from seedbed.reports.paper.pack import PackChoice, key_of, make_pack, seen_by
from seedbed.reports.poster.theme import Style, own_theme

PALE = own_theme("pale")


def test_the_theme_for_paper_can_be_drawn_on() -> None:
    check_drawable(PALE, "pale.toml")


def test_pale_colours_of_artists_can_be_drawn_on() -> None:
    tinted = {"green": Style(fill="#dff0d8"), "water": Style(fill="#cfe8f5"), "sand": Style(fill="#f7e6c8")}
    check_drawable(replace(PALE, paper="#fdf8ee", layers={**PALE.layers, **tinted}), "ours.toml")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"layers": {"water": Style(fill="#c0392b")}}, "water, fill, #c0392b: .* taken for the red pen"),
        ({"layers": {"wood": Style(fill="#404040")}}, "wood, fill, #404040: the red pen would not be seen"),
        ({"outline": Style(line="#12863d")}, "outline, line, #12863d: .* taken for the"),
        ({"paper": "#202020", "ink": "#ffffff"}, "paper, #202020: photographs are not read"),
    ],
    ids=["ink", "dark", "outline", "paper"],
)
def test_a_colour_that_hides_or_feigns_pens_is_named(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        check_drawable(replace(PALE, **changed), "ours.toml")


def test_a_pack_in_another_theme_is_another_pack() -> None:
    outline = box(-3.0, 51.5, -2.99, 51.507)
    plain = PackChoice(place="Weir Side", place_key=key_of(outline), made_on=date(2026, 11, 2))
    shown = PosterMap(seen_by(outline, plain), (), outline)
    ours = replace(plain, theme=replace(PALE, paper="#fdf8ee"))
    packs = [make_pack(shown, outline, choice) for choice in (plain, ours)]
    assert packs[0].pack != packs[1].pack
    assert ["#fdf8ee" in pack.sheets[0].drawing for pack in packs] == [False, True]
