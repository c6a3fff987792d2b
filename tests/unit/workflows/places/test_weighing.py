"""Candidates weighed anew: the stated weights give the stated list, and others only order and score."""

from __future__ import annotations

import json

import pytest

from seedbed.demo.town import PACK_NAME
from seedbed.errors import UsageError
from seedbed.sources.packs import Pack
from seedbed.workflows.places.screen import Screened, screen_pack
from seedbed.workflows.places.screen_region import ScreenRequest
from seedbed.workflows.places.weighing import Weighing, reweighed, weighing_of

REQUEST = ScreenRequest(within=PACK_NAME, percentile=100 / 3)


@pytest.fixture(scope="module")
def screened(town: Pack) -> Screened:
    return screen_pack(town, REQUEST)


@pytest.fixture(scope="module")
def weighing(screened: Screened) -> Weighing:
    return Weighing.from_json(json.loads(json.dumps(weighing_of(screened, REQUEST).as_json())))


def test_the_stated_weights_give_the_stated_list(screened: Screened, weighing: Weighing) -> None:
    stated = {each.id: each.weight for each in screened.document.criteria}
    assert reweighed(screened.document, weighing, stated).candidates == screened.document.candidates


def test_only_the_proportion_of_weights_matters(screened: Screened, weighing: Weighing) -> None:
    small = {"deprivation": 1.0, "ill_health": 2.0, "few_assets": 1.0}
    large = {name: 40 * weight for name, weight in small.items()}
    assert reweighed(screened.document, weighing, small) == reweighed(screened.document, weighing, large)


def test_other_weights_change_no_candidate(screened: Screened, weighing: Weighing) -> None:
    other = reweighed(screened.document, weighing, {"deprivation": 0.0, "ill_health": 0.0, "few_assets": 1.0})
    assert sorted(each.areas for each in other.candidates) == sorted(
        each.areas for each in screened.document.candidates
    )


def test_a_range_holds_its_rank(screened: Screened, weighing: Weighing) -> None:
    other = reweighed(screened.document, weighing, {"deprivation": 1.0, "ill_health": 1.0, "few_assets": 1.0})
    assert all(each.rank_low <= each.rank <= each.rank_high for each in other.candidates)


def test_what_is_kept_is_read_back_to_the_last_digit(screened: Screened, weighing: Weighing) -> None:
    assert weighing == weighing_of(screened, REQUEST)


@pytest.mark.parametrize(
    "weights",
    [
        {"deprivation": 1.0},
        {"deprivation": 1.0, "ill_health": 1.0, "few_assets": 1.0, "luck": 1.0},
        {"deprivation": float("nan"), "ill_health": 1.0, "few_assets": 1.0},
        {"deprivation": 1e9, "ill_health": 1.0, "few_assets": 1.0},
        {"deprivation": 0.0, "ill_health": 0.0, "few_assets": 0.0},
    ],
)
def test_weights_that_will_not_do_are_refused(
    screened: Screened, weighing: Weighing, weights: dict[str, float]
) -> None:
    with pytest.raises(UsageError):
        reweighed(screened.document, weighing, weights)
