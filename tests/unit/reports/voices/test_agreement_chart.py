"""Charts of agreement say what they show, and show what is undefined as such."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from seedbed.reports.voices.agreement_chart import MeasureRow, confusion_chart, measures_chart


def words(svg: str) -> list[str]:
    return list(ET.fromstring(svg).itertext())  # noqa: S314 - our own drawing


def test_measures_are_told_with_their_limits() -> None:
    told = words(measures_chart([MeasureRow("Krippendorff's alpha", 0.532, 0.43, 0.61)]))
    assert "Krippendorff's alpha: 0.53, between 0.43 and 0.61." in told
    assert {"0.667", "0.8", "0.53"} <= set(told)


def test_undefined_measure_is_said_to_be_so_and_has_no_disc() -> None:
    svg = measures_chart([MeasureRow("Krippendorff's alpha", None, None, None)])
    assert "undefined" in words(svg)
    assert "<circle" not in svg


def test_measure_without_limits_has_a_disc_alone() -> None:
    assert measures_chart([MeasureRow("Gwet's AC1", 1.0, None, None)]).count("<circle") == 1


@pytest.mark.parametrize("value", [-0.8, -0.02, 0.0, 1.0])
def test_every_measure_lies_within_the_drawing(value: float) -> None:
    svg = measures_chart([MeasureRow("Cohen's kappa", value, value - 0.1, min(value + 0.1, 1.0))])
    for circle in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}circle"):  # noqa: S314
        assert 0 <= float(circle.attrib["cx"]) <= 380


def test_cells_are_per_cent_of_their_row() -> None:
    told = words(confusion_chart(["Housing", "Money"], [[6.0, 2.0], [2.0, 2.0]]))
    assert {"75", "25", "50"} <= set(told)
    assert any("Housing: 75% agree, most often otherwise Money 25%." in text for text in told)


def test_code_without_pairs_has_an_empty_row() -> None:
    told = words(confusion_chart(["Housing", "Money"], [[4.0, 0.0], [0.0, 0.0]]))
    assert "100" in told
    assert any("Money: 0% agree." in text for text in told)
