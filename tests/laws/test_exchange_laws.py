"""Laws of files of system maps: what a format that holds all of a map wrote, it reads again, whatever people wrote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Source, Strength, SystemMap
from seedbed.formats.systems.reading import read_map
from seedbed.formats.systems.writing import WRITERS
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity

WHOLE = ("prsm", "prsm-xlsx", "kumu", "kumu-xlsx", "graphml", "gexf", "gml", "refi")
"""Formats that hold every field."""
FEW = settings(max_examples=20, deadline=None)
SIGNS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
ONE_LINE = st.text(SIGNS, max_size=20).map(lambda told: " ".join(told.split()))
NAMES = ONE_LINE.filter(bool)
WORDS = st.lists(ONE_LINE, max_size=3).map("\n".join).map(str.strip)
SOURCES = st.frozensets(st.sampled_from(Source))
PLACES = st.integers(-(10**8), 10**8).map(lambda thousandths: thousandths / 1000)
"""Pixels; workbooks keep no more than nine digits after the point."""


@st.composite
def maps(draw: st.DrawFn) -> SystemMap:
    places = draw(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=5))
    factors = tuple(
        Factor(
            identifier=f"f{number}",
            name=draw(NAMES),
            role=draw(st.sampled_from(FactorRole)),
            controlled_by=draw(ONE_LINE),
            vulnerable=draw(st.booleans()),
            subsystem=draw(ONE_LINE),
            note=draw(WORDS),
            x=x,
            y=y,
            sources=draw(SOURCES),
        )
        for number, (x, y) in enumerate(places)
    )
    ends = st.sampled_from([each.identifier for each in factors])
    return SystemMap(name=draw(ONE_LINE), factors=factors, links=draw(links(ends)))


@st.composite
def links(draw: st.DrawFn, ends: st.SearchStrategy[str]) -> tuple[CausalLink, ...]:
    return tuple(
        CausalLink(
            identifier=f"l{number}",
            cause=cause,
            effect=effect,
            polarity=draw(st.sampled_from(Polarity)),
            strength=draw(st.sampled_from(Strength)),
            weight=draw(st.none() | st.floats(0, 1)),
            delay=draw(st.sampled_from(Delay)),
            confidence=draw(st.sampled_from(Confidence)),
            because=draw(WORDS),
            sources=draw(SOURCES),
        )
        for number, (cause, effect) in enumerate(draw(st.lists(st.tuples(ends, ends), max_size=6)))
    )


@pytest.mark.parametrize("wanted", WHOLE)
@FEW
@given(of=maps())
def test_what_is_written_is_read_again(wanted: str, of: SystemMap) -> None:
    back = read_map(WRITERS[wanted](of), format=wanted)
    assert not back.refused
    assert back.map.factors == of.factors
    assert back.map.links == of.links
