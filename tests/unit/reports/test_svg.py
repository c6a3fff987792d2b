"""Whatever stands in an attribute of a drawing is what a reader of XML finds there."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from seedbed.reports.svg import Drawing
from seedbed.thread.payloads.choices import Polarity

VALUES = [
    "",
    "plain 1,2;3",
    "a & b",
    "<b>",
    "both \" and '",
    "it's",
    "a\tb\nc",
    "\x01gone",
    "الثقة",
    "10 > 9",
    "~!#%?=",
]


@pytest.mark.parametrize("value", VALUES)
def test_an_attribute_holds_what_was_said(value: str) -> None:
    drawing = Drawing("Title", "Description", 10, 10)
    drawing.add("rect", aria_label=value)
    drawn = ET.fromstring(drawing.svg())  # noqa: S314 - drawn above
    found = drawn.find("{http://www.w3.org/2000/svg}rect")
    assert found is not None
    assert found.attrib == {"aria-label": value.replace("\x01", "")}


def test_numbers_are_as_short_as_they_can_be_and_nothing_is_left_out() -> None:
    drawing = Drawing("Title", "Description", 10, 10)
    drawing.add("rect", x=1.5, y=2.0, rx=1.004, width=10, fill=None, class_=Polarity.SAME)
    assert drawing.parts == ['<rect x="1.5" y="2" rx="1" width="10" class="same"/>']
