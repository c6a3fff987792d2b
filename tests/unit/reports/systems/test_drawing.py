"""A map drawn as SVG."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from seedbed.analysis.systems.types import CausalLink, Factor, Source, SystemMap
from seedbed.reports.systems.boxes import INSIDE, fitted, places, width_of
from seedbed.reports.systems.drawing import Forward, draw_map
from seedbed.thread.payloads.choices import Polarity

NAMES = ("Rent & rates", "Shops", "Footfall")
STREET = SystemMap(
    factors=tuple(Factor(identifier=name, name=name, x=300.0 * place, y=0.0) for place, name in enumerate(NAMES)),
    links=(
        CausalLink(identifier="1", cause="Rent & rates", effect="Shops", polarity=Polarity.OPPOSITE),
        CausalLink(identifier="2", cause="Shops", effect="Footfall"),
        CausalLink(identifier="3", cause="Footfall", effect="Shops", polarity=Polarity.UNCERTAIN),
        CausalLink(identifier="4", cause="Shops", effect="Shops"),
    ),
)
TOLD = ("Street", "A street")


def _texts(svg: str) -> list[str]:
    return [unescape(each) for each in re.findall("<text[^>]*>([^<]*)</text>", svg)]


def test_every_factor_has_its_name_and_every_link_its_sign() -> None:
    texts = _texts(draw_map(STREET, told=TOLD))
    assert sorted(texts) == sorted([*NAMES, "+", "+", "\N{MINUS SIGN}", "?"])


def test_where_things_come_from_is_a_sign_and_a_word_not_a_colour_alone() -> None:
    words: dict[Source | None, str] = {None: "Nobody yet", **{each: each.value.title() for each in Source}}
    resident = replace(STREET.factors[0], sources=frozenset({Source.DATA, Source.RESIDENTS}))
    one = SystemMap(factors=(resident,))
    svg = draw_map(one, told=TOLD, origins=words)
    # One circle for the factor, which comes from residents first, and one in the key.
    assert svg.count("<circle") == 2
    assert _texts(svg) == [NAMES[0], *(word for word in words.values() if word != "Nobody yet"), "?", "Nobody yet"]


def test_only_links_brought_forward_have_a_sign() -> None:
    svg = draw_map(STREET, told=TOLD, forward=Forward({"Shops"}, {"1"}, {"Rent & rates"}))
    assert sorted(_texts(svg)) == sorted([*NAMES, "\N{MINUS SIGN}"])
    assert svg.count('font-weight="700"') == 2


@pytest.mark.parametrize("name", ["W" * 200, "trust " * 40, "信" * 200, "Cost of heating", "i" * 200, "Damp"])
def test_no_line_of_a_name_is_wider_than_its_box(name: str) -> None:
    lines, size = fitted(name)
    assert max(width_of(line) for line in lines) * size <= INSIDE
    assert len(lines) * size * 1.2 <= 50
    assert " ".join(lines).startswith(name[:5])


def test_factors_at_the_same_place_or_at_none_are_drawn_apart() -> None:
    spots = [(0.0, 0.0), (0.0, 0.0), (None, 5.0), (float("nan"), 1.0), (1e308, -1e308)]
    factors = tuple(Factor(identifier=str(at), name="x", x=x, y=y) for at, (x, y) in enumerate(spots))
    found, width, height = places(SystemMap(factors=factors), 60.0)
    assert len(set(found.values())) == len(spots)
    assert all(0 < x < width and 0 < y < height for x, y in found.values())


def test_a_map_without_factors_is_drawn() -> None:
    assert "<svg" in draw_map(SystemMap(), told=TOLD)
