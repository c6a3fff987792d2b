"""A map drawn as SVG."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import seedbed
from seedbed.analysis.systems.types import CausalLink, Factor, Source, SystemMap
from seedbed.reports.svg import INK, PAPER
from seedbed.reports.systems.boxes import INSIDE, fitted, places, width_of
from seedbed.reports.systems.drawing import Forward, draw_map
from seedbed.reports.systems.origins import key_of_origins
from seedbed.reports.systems.parts import LOOKS, Part, key_of_parts
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
    svg = draw_map(one, told=TOLD, key=key_of_origins(words))
    # One circle for the factor, which comes from residents first, and one in the key.
    assert svg.count("<circle") == 2
    assert _texts(svg) == [NAMES[0], *(word for word in words.values() if word != "Nobody yet"), "?", "Nobody yet"]


def test_parts_are_a_sign_and_a_colour_with_a_key_of_those_that_are_drawn() -> None:
    homes, money = Part("Homes & hearths", 2), Part("Money", 7)
    factors = (replace(STREET.factors[0], subsystem="h"), replace(STREET.factors[1], subsystem="m"), STREET.factors[2])
    system = SystemMap(factors=factors)
    svg = draw_map(system, told=TOLD, key=key_of_parts(system, {"m": money, "h": homes, "x": Part("Nobody's", 1)}))
    assert _texts(svg) == [*NAMES, "Homes & hearths", "Money"]
    # One sign at the factor and one in the key for each part; the third factor belongs to none.
    assert [svg.count(f'fill="{LOOKS[number].dark}"') for number in (1, 2, 7)] == [0, 2, 2]
    assert [svg.count(f'fill="{LOOKS[number].pale}"') for number in (1, 2, 7)] == [0, 1, 1]


def test_every_part_has_a_sign_of_its_own() -> None:
    signs = []
    for number in range(len(LOOKS)):
        system = SystemMap(factors=(replace(STREET.factors[0], subsystem="p"),))
        svg = draw_map(system, told=TOLD, key=key_of_parts(system, {"p": Part("P", number)}))
        shapes = re.findall(r"<(?:path|circle)[^>]*>", svg)
        signs.append(re.sub("#[0-9a-f]{6}", "", "".join(shapes)))
    assert len(set(signs)) == len(LOOKS)


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_what_is_written_and_drawn_on_a_part_can_be_seen(number: int) -> None:
    look = LOOKS[number]
    assert _contrast(INK, look.pale) >= 7
    assert min(_contrast(look.dark, ground) for ground in (look.pale, PAPER)) >= 3


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_parts_have_the_colours_of_the_screen() -> None:
    source = (Path(seedbed.__file__).parent / "web/ui/islands/map/looks.ts").read_text(encoding="utf-8")
    usual = source[source.index("const USUAL") : source.index("const DARK")]
    assert re.findall(r'\["(#\w{6})", "(#\w{6})"\]', usual) == [(look.pale, look.dark) for look in LOOKS]


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
