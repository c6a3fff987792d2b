"""Choosing: six squares worked by hand.

Residents and need scores of the west (rows as on the map), and known places:

    800  700  900     50  40  30     1  0  0
    600  400 1500     20  10   5     0  0  3

Percentile: 100 x rank / 6, rank 1 the most deprived.
Deprivation need, per cent of the other five with less: 100 80 60 / 40 20 0.
Known places in a square and those beside it, per 1,000 residents there:

    1/2100 = 0.476   1/2800 = 0.357   3/3100 = 0.968
    1/1800 = 0.556   3/3200 = 0.938   3/2800 = 1.071

Need for places, the fewest being the most need: 80 100 20 / 60 40 0.
Weights 3 and 1, so an area scores 95 85 50 / 45 25 0. Eligible at 67 %: the first four.
Grown to at most 1,700 residents: ZW1 with ZW2 (1,500); ZW3 and ZW4 stand alone.
"""

from __future__ import annotations

import pytest

from seedbed.reports.screen_documents import ScreenDocument
from seedbed.workflows.places.screen import screen_pack
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import Squares


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> ScreenDocument:
    pack = Squares().write(tmp_path_factory.mktemp("squares") / "pack")
    request = ScreenRequest(within="ZSW", percentile=67, population_low=600, population_high=1700)
    return screen_pack(pack, request).document


def test_four_of_six_areas_are_eligible(document: ScreenDocument) -> None:
    assert (document.areas_in_region, document.areas_eligible) == (6, 4)


def test_candidates_stand_in_order_of_score(document: ScreenDocument) -> None:
    assert [candidate.areas for candidate in document.candidates] == [["ZW1", "ZW2"], ["ZW3"], ["ZW4"]]
    assert [candidate.rank for candidate in document.candidates] == [1, 2, 3]


def test_scores_are_weighted_by_residents_and_by_the_weights(document: ScreenDocument) -> None:
    first, second, third = document.candidates
    # (800 x 100 + 700 x 80) / 1500 = 90.6667; (800 x 80 + 700 x 100) / 1500 = 89.3333
    assert [part.score for part in first.criteria] == [90.6667, 89.3333]
    assert first.score == 90.3333
    assert (second.score, third.score) == (50.0, 45.0)


def test_values_are_means_over_residents(document: ScreenDocument) -> None:
    # (800 x 50 + 700 x 40) / 1500 = 45.3333; (800 x 0.47619 + 700 x 0.35714) / 1500 = 0.4206
    assert [part.value for part in document.candidates[0].criteria] == [45.3333, 0.4206]


def test_the_percentile_is_a_rank_within_the_region(document: ScreenDocument) -> None:
    assert document.candidates[0].percentiles == [16.6667, 33.3333]
    # (800 x 16.6667 + 700 x 33.3333) / 1500
    assert document.candidates[0].percentile == 24.4444
    assert [candidate.percentile for candidate in document.candidates[1:]] == [50.0, 66.6667]


def test_residents_are_added_up_and_parents_named(document: ScreenDocument) -> None:
    assert [candidate.population for candidate in document.candidates] == [1500, 900, 600]
    assert {candidate.parent for candidate in document.candidates} == {"Westing"}


def test_ranks_under_other_weights_follow_from_who_leads_on_what(document: ScreenDocument) -> None:
    # The first leads on both criteria. The third passes the second when places weigh more than a third (20 w1 < 40 w2),
    # which the stated spread (a quarter, give or take 9 points) does in more than 5 % of weightings.
    ranges = [(candidate.rank_low, candidate.rank_high) for candidate in document.candidates]
    assert ranges == [(1, 1), (2, 3), (2, 3)]


def test_weights_are_told_as_shares(document: ScreenDocument) -> None:
    assert [criterion.weight for criterion in document.criteria] == [0.75, 0.25]
