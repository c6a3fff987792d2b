"""Words whose letters join are lifted out of a drawing for paper, where letters of drawings stand apart."""

from __future__ import annotations

import pytest

from seedbed.reports.svg import Drawing
from seedbed.reports.systems.lifted import lift


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_joined_letters_are_lifted_to_where_they_stood(anchor: str) -> None:
    drawing = Drawing("Map", "", 400, 200)
    drawing.text(100, 50, "Damp & mould", 10, text_anchor=anchor)
    drawing.text(100, 80, "الرطوبة & عفن", 10, text_anchor=anchor)
    svg, (lifted,) = lift(drawing.svg(), 0.5)
    assert "Damp &amp; mould" in svg
    assert "الرطوبة" not in svg
    assert (lifted.words, lifted.direction, lifted.size) == ("الرطوبة & عفن", "rtl", 5.0)
    at = {"left": lifted.left, "center": lifted.left + lifted.width / 2, "right": lifted.left + lifted.width}
    assert at[lifted.align] == pytest.approx(50)
    # What starts at a place in one direction covers the same place in the other.
    assert lifted.align == {"start": "left", "middle": "center", "end": "right"}[anchor]
