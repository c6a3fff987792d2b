"""The drawing of a care system says in words what its arrows show."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from seedbed.reports.care_map import CareBox, care_map

BOXES = [
    CareBox("2", "Street Team", "team", "neighbourhood", "1"),
    CareBox("1", "Care Board & Co", "board", "system"),
]


def _texts(svg: str) -> list[str]:
    return [each.text or "" for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - ours


def test_each_box_says_to_whom_it_answers() -> None:
    assert "answers to Care Board & Co" in _texts(care_map("Care", BOXES))


def test_an_empty_level_says_so() -> None:
    assert "nobody on the map yet" in _texts(care_map("Care", BOXES))


def test_the_description_tells_the_same() -> None:
    assert "Street Team, answers to Care Board &amp; Co" in care_map("Care", BOXES)


def test_one_that_answers_to_nobody_on_the_map_has_no_arrow() -> None:
    lone = [CareBox("2", "Street Team", "team", "neighbourhood", "gone")]
    assert "polygon" not in care_map("Care", lone)
    assert care_map("Care", lone).count('stroke-width="2"') == 0


def test_nothing_in_it_is_styled_by_attribute() -> None:
    assert "style=" not in care_map("Care", BOXES)
