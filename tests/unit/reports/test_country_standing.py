from __future__ import annotations

import pytest

from seedbed.reports.country_standing import age_caution, far_from_country, standing_tag, stands_out
from seedbed.reports.profile_documents import Comparator, ProfileFigure, SmallAreaValue
from tests.unit.reports import sample

BASE = sample.proportion(1, ("disability.disabled", "Disabled people", "health", 0.17, 0.15, "worse", False))


def beside(**verdicts: str) -> ProfileFigure:
    levels = {"district": "Thornby", "country": "The Country"}
    areas = [
        Comparator(code=level, name=levels[level], level=level, value=15.0, beyond_chance=verdict)  # type: ignore[arg-type]
        for level, verdict in verdicts.items()
    ]
    return BASE.model_copy(update={"comparators": areas})


def scored(here: float, country: float, **changes: object) -> ProfileFigure:
    beside = Comparator(code="C", name="The Country", level="country", value=country)
    return sample.score().model_copy(
        update={"indicator": "invented.income.score", "value": here, "comparators": [beside], **changes}
    )


def deciles(*inside: float) -> ProfileFigure:
    values = [SmallAreaValue(code=f"S{place}", value=value) for place, value in enumerate(inside)]
    return sample.score().model_copy(
        update={"indicator": "invented.income.decile", "kind": "decile", "value": None, "inside": values}
    )


def test_a_need_against_the_country_stands_out() -> None:
    figure = beside(district="similar", country="higher")
    assert (stands_out(figure), standing_tag(figure)) == ("need", "Stands out: need")


def test_a_figure_above_the_district_alone_says_so_and_is_no_need() -> None:
    figure = beside(district="higher", country="similar")
    assert (stands_out(figure), standing_tag(figure)) == ("differs", "Higher than Thornby only")


def test_without_a_country_it_has_to_differ_from_every_area_tested() -> None:
    assert stands_out(beside(district="higher")) == "need"
    assert stands_out(beside(district="similar")) == "similar"


def test_a_crude_share_of_health_is_said_not_to_be_adjusted_for_age() -> None:
    assert age_caution(BASE) == "Not adjusted for age."


@pytest.mark.parametrize(
    "changes", [{"topic": "work"}, {"kind": "score"}, {"name": "Deaths, standardised"}, {"name": "People aged 65"}]
)
def test_other_figures_need_no_such_caution(changes: dict[str, str]) -> None:
    assert age_caution(BASE.model_copy(update=changes)) == ""


def test_a_score_half_as_much_again_as_the_country_is_far() -> None:
    far = far_from_country([scored(42.2, 23.2)], 3)
    assert [(each.fifth, each.reason) for each in far] == [(0, "The Country: 23.2.")]


def test_a_score_near_the_country_is_not_far_unless_most_small_areas_are_in_the_fifth() -> None:
    near = scored(23.9, 23.2)
    assert far_from_country([near], 3) == []
    assert far_from_country([near, deciles(1, 3, 4)], 3) == []
    assert far_from_country([near, deciles(1, 2, 4)], 3)[0].reason == (
        "The Country: 23.2. 2 of 3 small areas inside are among the most deprived fifth for it."
    )


@pytest.mark.parametrize("unit", ["score, 0 = the country's average", "score around 0, higher is worse"])
def test_a_score_around_zero_is_far_only_by_its_deciles(unit: str) -> None:
    around = scored(0.9, 0.1, unit=unit)
    assert far_from_country([around], 3) == []
    assert len(far_from_country([around, deciles(2, 2, 1)], 3)) == 1


@pytest.mark.parametrize(
    "changes", [{"ci_low": 40.0, "ci_high": 44.0}, {"larger_area": "Thornby"}, {"suppressed": True}, {"kind": "count"}]
)
def test_what_can_be_tested_or_is_not_the_neighbourhoods_own_is_not_listed(changes: dict[str, object]) -> None:
    assert far_from_country([scored(42.2, 23.2, **changes)], 3) == []


def test_less_than_the_country_is_no_need() -> None:
    assert far_from_country([scored(10.0, 23.2)], 3) == []


def test_one_number_under_two_names_is_listed_once() -> None:
    assert len(far_from_country([scored(42.2, 23.2), scored(42.2, 23.2, indicator="invented.other.score")], 3)) == 1
