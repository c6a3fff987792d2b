from __future__ import annotations

import pytest

from seedbed.reports.words import (
    HIDDEN,
    comparison_sentences,
    count,
    decile_range,
    decimals_for,
    interval_method,
    interval_text,
    letter,
    listed,
    meaning,
    number,
    short_comparison,
    value_text,
)
from tests.unit.reports import sample


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1,234.5"), (-3.0, 0, "−3"), (-0.04, 1, "0.0"), (0.0, 2, "0.00"), (None, 1, "not known")],
)
def test_numbers_have_commas_and_real_minus_signs(value: float | None, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_counts_are_whole_unless_people_were_shared_out() -> None:
    assert (count(2050.0), count(2050.4), count(None)) == ("2,050", "2,050.4", "not known")


def test_small_values_get_more_decimals() -> None:
    assert [decimals_for([value]) for value in (2500.0, 18.2, 0.31, 0.021, 0.0)] == [0, 1, 2, 3, 1]
    assert decimals_for([7.0], "decile") == 0


def test_a_suppressed_value_is_said_to_be_hidden() -> None:
    assert value_text(3.0, "%", 1, suppressed=True) == HIDDEN


def test_intervals_carry_the_per_cent_sign_on_both_ends() -> None:
    assert interval_text(17.12, 19.34, 1, "%") == "17.1% to 19.3%"
    assert interval_text(None, 19.34, 1, "%") == ""


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [listed(["A", "B", "C"][:n]) for n in range(4)] == ["", "A", "A and B", "A, B and C"]


def test_keys_of_areas_go_on_after_z() -> None:
    assert [letter(index) for index in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_deciles_are_said_as_a_range() -> None:
    assert decile_range([7, 2, None, 6]) == "deciles 2 to 7"
    assert decile_range([3, 3]) == "decile 3"
    assert decile_range([None]) == "deciles not known"


def test_what_is_beyond_chance_is_said_with_names() -> None:
    figure = sample.proportion(1, sample.PROPORTIONS[17])
    assert comparison_sentences(figure) == [
        "Higher than Thornby, Vale and Thornby, Middle Country and The Country, beyond what chance would give."
    ]
    assert short_comparison(figure) == "Higher than Thornby and every larger area compared."


def test_what_could_be_chance_is_said_to_be_similar() -> None:
    figure = sample.proportion(1, sample.PROPORTIONS[17])
    alike = [area.model_copy(update={"beyond_chance": "similar"}) for area in figure.comparators[:1]]
    figure = figure.model_copy(update={"comparators": alike})
    assert comparison_sentences(figure) == ["Similar to Thornby: the difference could be chance."]


def test_a_suppressed_figure_is_not_compared() -> None:
    assert comparison_sentences(sample.hidden()) == []


@pytest.mark.parametrize(
    ("high_is", "verdict", "told"),
    [
        ("worse", "higher", "need"),
        ("worse", "lower", "strength"),
        ("better", "lower", "need"),
        ("better", "higher", "strength"),
        ("neither", "higher", "differs"),
        ("worse", "similar", "similar"),
        ("worse", "not tested", "similar"),
    ],
)
def test_need_or_strength_depends_on_what_high_means(high_is: str, verdict: str, told: str) -> None:
    figure = sample.proportion(1, sample.PROPORTIONS[17])
    comparators = [area.model_copy(update={"beyond_chance": verdict}) for area in figure.comparators]
    assert meaning(figure.model_copy(update={"high_is": high_is, "comparators": comparators})) == told


@pytest.mark.parametrize(
    ("interval", "low", "sentence"),
    [
        ("Wilson", 1.0, "95% interval: Wilson."),
        ("none: a score has none", None, "No interval: a score has none."),
        ("95% interval given by the publisher", 1.0, "95% interval given by the publisher."),
        ("", None, "No interval."),
    ],
)
def test_the_method_of_the_interval_is_one_sentence(interval: str, low: float | None, sentence: str) -> None:
    figure = sample.proportion(1, sample.PROPORTIONS[17])
    assert interval_method(figure.model_copy(update={"interval": interval, "ci_low": low})) == sentence
