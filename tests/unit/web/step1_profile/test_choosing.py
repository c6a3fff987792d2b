"""Screening kept once, weighing anew, and the record of a choice."""

from __future__ import annotations

import pytest

from seedbed.errors import UserError
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile.actions import choose, keep_figures, keep_screening
from seedbed.web.step1_profile.models import CandidateFigures, Screening, SelectionCase
from seedbed.workflows.places.screen_region import ScreenRequest


def _first(screening: Screening) -> str:
    return str(screening.document["candidates"][0]["areas"][0])


def test_the_same_request_is_answered_once(in_town: Programme, screening: Screening) -> None:
    again = keep_screening(by=None, programme=in_town, request=ScreenRequest(within="alderwick", percentile=100 / 3))
    assert again == screening


def test_another_request_is_another_screening(in_town: Programme, screening: Screening) -> None:
    other = keep_screening(by=None, programme=in_town, request=ScreenRequest(within="alderwick", percentile=20))
    assert other != screening


def test_without_a_request_the_whole_pack_is_looked_through(in_town: Programme) -> None:
    assert keep_screening(by=None, programme=in_town).document["within"] == "alderwick"


def test_a_screening_leaves_one_audit_row(in_town: Programme, screening: Screening) -> None:
    assert AuditEvent.objects.filter(action="step1.screen", subject=f"screening:{screening.pk}").count() == 1


def test_a_programme_without_a_pack_says_so(programme: Programme) -> None:
    with pytest.raises(UserError, match="no figures yet"):
        keep_screening(by=None, programme=programme)


def test_a_pack_that_is_not_installed_is_named(in_town: Programme) -> None:
    in_town.pack = "../../etc"
    with pytest.raises(UserError, match="not installed"):
        keep_screening(by=None, programme=in_town)


def test_a_choice_starts_the_neighbourhood_inside_its_line(case: SelectionCase) -> None:
    line = case.neighbourhood.boundaries.get()
    assert set(line.shares) == set(case.screening.document["candidates"][0]["areas"])


def test_a_choice_keeps_its_reason_and_who_chose(case: SelectionCase) -> None:
    assert (case.reason, case.chosen_by) == ("Need is greatest.", "The team")


def test_a_choice_keeps_what_was_not_chosen(case: SelectionCase) -> None:
    assert len(case.document["chosen_over"]) == len(case.screening.document["candidates"]) - 1


def test_choosing_twice_gives_one_neighbourhood(case: SelectionCase) -> None:
    again = choose(by=None, screening=case.screening, area=case.area, reason="Sent twice.", chosen_by="The team")
    assert (again, Neighbourhood.objects.count()) == (case, 1)


def test_a_choice_is_ranked_by_the_weights_of_the_day(screening: Screening) -> None:
    weights = {"deprivation": 0.0, "ill_health": 0.0, "few_assets": 1.0}
    made = choose(
        by=None, screening=screening, area="ZS000013", reason="Nothing near.", chosen_by="Team", weights=weights
    )
    assert made.document["criteria"][2]["weight"] == 1
    assert made.rank == made.document["chosen"]["rank"] == 1


@pytest.mark.parametrize(("reason", "who"), [(" ", "Us"), ("Because.", "...")])
def test_a_choice_needs_words(screening: Screening, reason: str, who: str) -> None:
    with pytest.raises(UserError, match="not recorded"):
        choose(by=None, screening=screening, area=_first(screening), reason=reason, chosen_by=who)
    assert not Neighbourhood.objects.exists()


def test_a_candidate_that_is_not_there_is_refused(screening: Screening) -> None:
    with pytest.raises(UserError, match="no such candidate"):
        choose(by=None, screening=screening, area="E01000001", reason="Because.", chosen_by="Us")


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1.0])
def test_strange_weights_are_refused(screening: Screening, weight: float) -> None:
    weights = {"deprivation": weight, "ill_health": 1.0, "few_assets": 1.0}
    with pytest.raises(UserError, match="weight of 'Deprivation'"):
        choose(by=None, screening=screening, area=_first(screening), reason="R", chosen_by="Us", weights=weights)


def test_weights_of_nothing_are_refused(screening: Screening) -> None:
    weights = {"deprivation": 0.0, "ill_health": 0.0, "few_assets": 0.0}
    with pytest.raises(UserError, match="cannot be ranked"):
        choose(by=None, screening=screening, area=_first(screening), reason="R", chosen_by="Us", weights=weights)


def test_figures_of_candidates_have_intervals_and_comparators(screening: Screening) -> None:
    kept = keep_figures(by=None, screening=screening, areas=[_first(screening)])[0].figures["ill_health"]
    assert kept["ci_low"] < kept["value"] < kept["ci_high"]
    assert len(kept["comparators"]) == 3


def test_figures_of_a_candidate_are_kept_once(screening: Screening) -> None:
    for _ in range(2):
        keep_figures(by=None, screening=screening, areas=[_first(screening)])
    assert CandidateFigures.objects.count() == 1
