from __future__ import annotations

import itertools
from xml.etree import ElementTree as ET

import pytest

from seedbed.reports.charts import (
    BarRow,
    DotRow,
    TrendLine,
    bar_chart,
    decile_strip,
    dot_chart,
    hidden_row,
    nice_limits,
    rank_range,
    trend_chart,
)
from seedbed.reports.svg import DECILE_COLOURS, INK, MAIN, PAPER, QUIET, png, text_on

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [
    DotRow("Mill Lane", 14.2, 13.6, 14.9, "14.2%", main=True),
    DotRow("Small areas inside", None, None, None, "9.1 to 18.0%", dots=(9.1, 12.0, 18.0)),
    DotRow("Thornby", 7.5, 7.3, 7.7, "7.5%"),
]


def _words(svg: str) -> str:
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own drawing


def luminance(colour: str) -> float:
    """WCAG's relative luminance, written out."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("values", "expected"),
    [((13.6, 14.9), (13.5, 15.0, 0.5)), ((2.0, 18.0), (0.0, 20.0, 5.0)), ((-3.0, 4.0), (-4.0, 4.0, 2.0))],
)
def test_axes_end_on_round_numbers(values: tuple[float, ...], expected: tuple[float, float, float]) -> None:
    assert nice_limits(values) == pytest.approx(expected)


@pytest.mark.parametrize("values", [(), (5.0,), (0.0,), (0.0, 0.0)])
def test_axes_have_length_even_for_one_value_or_none(values: tuple[float, ...]) -> None:
    low, high, step = nice_limits(values)
    assert low < high
    assert step > 0


def test_a_dot_chart_says_every_value_and_interval_in_its_description() -> None:
    drawn = ET.fromstring(dot_chart("Crowding", ROWS))  # noqa: S314 - our own drawing
    told = drawn.findtext(f"{SVG}desc") or ""
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{SVG}title") == "Crowding"
    assert "Mill Lane: 14.2%, between 13.60 and 14.90" in told
    assert "Thornby: 7.5%, between 7.30 and 7.70" in told


def test_description_and_title_are_tied_to_the_picture() -> None:
    drawn = ET.fromstring(dot_chart("Crowding", ROWS))  # noqa: S314 - our own drawing
    ids = {element.get("id") for element in drawn if element.get("id")}
    assert set((drawn.get("aria-labelledby") or "").split()) == ids


def test_the_neighbourhood_is_a_disc_and_others_are_diamonds() -> None:
    drawn = ET.fromstring(dot_chart("Crowding", [ROWS[0], ROWS[2]]))  # noqa: S314 - our own drawing
    assert len(drawn.findall(f"{SVG}circle")) == 1
    assert len(drawn.findall(f"{SVG}path")) == 1


def test_dots_stand_in_the_order_of_their_values() -> None:
    drawn = ET.fromstring(dot_chart("Crowding", ROWS))  # noqa: S314 - our own drawing
    across = [float(circle.get("cx", 0)) for circle in drawn.findall(f"{SVG}circle") if circle.get("r") == "4.5"]
    assert across == sorted(across)
    assert len(across) == 3


def test_a_hidden_area_keeps_its_row_and_has_no_mark() -> None:
    drawn = ET.fromstring(dot_chart("Crowding", [hidden_row("C: Thornby 003A")]))  # noqa: S314 - our own
    assert "hidden: small number" in "".join(drawn.itertext())
    assert not drawn.findall(f"{SVG}circle")
    assert not drawn.findall(f"{SVG}path")


def test_hostile_names_are_escaped() -> None:
    svg = dot_chart("<script>alert(1)</script>", [DotRow('"><script>', 1.0, None, None, "1")])
    assert "<script" not in svg
    assert "<script>alert(1)</script>" in _words(svg)


@pytest.mark.parametrize("here", ["Here", "Residents", "Women who came", "MMMMMMMMMMMM"])
def test_the_legends_names_stand_clear_of_each_other(here: str) -> None:
    drawn = ET.fromstring(bar_chart("Origins", [BarRow("Heard", 40.0, "40", 60.0)], "Figures", here=here))  # noqa: S314
    named = next(each for each in drawn.findall(f"{SVG}text") if each.text == here)
    tick = drawn.findall(f"{SVG}line")[-1]
    assert float(named.get("x", 0)) + 0.56 * 12 * len(here) <= float(tick.get("x1", 0)) - 4


def test_bars_start_at_zero_and_carry_the_comparators_tick() -> None:
    svg = bar_chart("Tenure", [BarRow("Owned", 40.0, "40.0%", 60.0), BarRow("Rented", 20.0, "20.0%", None)], "Thornby")
    drawn = ET.fromstring(svg)  # noqa: S314 - our own drawing
    bars = [bar for bar in drawn.findall(f"{SVG}rect") if bar.get("fill") == MAIN and bar.get("width") != "18"]
    widths = [float(bar.get("width", 0)) for bar in bars]
    assert widths[0] == pytest.approx(2 * widths[1], rel=0.01)
    assert "Thornby 60.0%" in (drawn.findtext(f"{SVG}desc") or "")


def test_trend_lines_differ_by_dash_and_mark_and_not_only_colour() -> None:
    lines = [
        TrendLine("Mill Lane", ((0, 8.0, 7.0, 9.0), (1, 7.0, 6.0, 8.0)), main=True),
        TrendLine("Thornby", ((0, 5.0, None, None), (1, 4.8, None, None))),
        TrendLine("The Country", ((0, 4.0, None, None), (1, 4.1, None, None))),
    ]
    drawn = ET.fromstring(trend_chart("Out of work", lines, ["2019", "2021"]))  # noqa: S314 - our own
    dashes = [path.get("stroke-dasharray") for path in drawn.findall(f"{SVG}path") if path.get("fill") == "none"]
    assert sorted(dash or "" for dash in dashes) == ["", "2 3", "6 3"]
    assert "2021 7.00" in (drawn.findtext(f"{SVG}desc") or "")


def test_a_rank_range_is_told_in_words() -> None:
    assert "Rank 3; between 1 and 7 under other weightings" in _words(rank_range(3, 1, 7, 9))


def test_the_strip_of_deciles_has_a_dot_an_area() -> None:
    drawn = ET.fromstring(decile_strip([0, 3, 1, 0, 0, 1, 1, 0, 0, 0]))  # noqa: S314 - our own drawing
    assert len(drawn.findall(f"{SVG}circle")) == 6
    assert "3 in decile 2" in (drawn.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize("colour", [INK, QUIET, MAIN])
def test_words_and_marks_stand_out_from_paper(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("colour", DECILE_COLOURS)
def test_labels_stand_out_from_every_decile(colour: str) -> None:
    assert contrast(text_on(colour), colour) >= 4.5


def test_deciles_grow_lighter_so_they_survive_grey_printing() -> None:
    lightness = [luminance(colour) for colour in DECILE_COLOURS]
    assert lightness == sorted(lightness)
    assert min(light - dark for dark, light in itertools.pairwise(lightness)) > 0.015


def test_a_picture_becomes_png_without_a_browser() -> None:
    assert png(dot_chart("Crowding", ROWS)).startswith(b"\x89PNG\r\n")
