"""Survival of groups through stages: counts, limits, hiding and bad input."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.survival.checks import SurvivalOptions, VoiceItems
from seedbed.analysis.equity.survival.quotients import survival_of_groups
from seedbed.errors import BadInputError, MethodWarning, UsageError

STAGES = ("heard", "theme", "decision")
POPULATION = [600, 400]


def voices(people: int = 80, kept: tuple[float, float] = (0.5, 0.5), seed: int = 1) -> VoiceItems:
    """Return items of one contributor each, two a person, of two groups; invented."""
    random = np.random.default_rng(seed)
    group = np.arange(people) % 2
    who = np.repeat(np.arange(people), 2)
    goes_on = random.random((len(who), 2)) < np.array(kept)[group[who]][:, np.newaxis]
    last = np.where(goes_on[:, 0], np.where(goes_on[:, 1], 2, 1), 0)
    return VoiceItems(STAGES, np.zeros(len(who), dtype=int), last, np.arange(len(who)), who, group)


def test_survival_is_share_of_items_over_share_of_people() -> None:
    ours = survival_of_groups(voices(), POPULATION)
    np.testing.assert_allclose(ours.quotients.value[:, 0], [0.5 / 0.6, 0.5 / 0.4])
    np.testing.assert_allclose(ours.quotients.value[0], ours.group_items[0] / ours.items / 0.6)


def test_a_group_whose_items_are_left_behind_is_seen_to_drop_out() -> None:
    ours = survival_of_groups(voices(200, (0.2, 0.9)), POPULATION)
    assert ours.lost()[0, 0]
    assert not ours.lost()[1].any()


def test_groups_alike_do_not_drop_out() -> None:
    lost = [survival_of_groups(voices(200, seed=seed), POPULATION).lost() for seed in range(40)]
    assert np.mean(lost) < 0.06


def test_a_person_counts_once_however_often_they_are_named() -> None:
    once = voices()
    twice = replace(once, item=np.tile(once.item, 2), contributor=np.tile(once.contributor, 2))
    np.testing.assert_array_equal(
        survival_of_groups(once, POPULATION).quotients.low, survival_of_groups(twice, POPULATION).quotients.low
    )


def test_one_item_of_many_origins_counts_for_every_group() -> None:
    shared = replace(voices(), first=np.zeros(1, dtype=int), last=np.zeros(1, dtype=int), item=np.zeros(160, dtype=int))
    with pytest.warns(MethodWarning, match="stages have fewer than 10 items"):
        ours = survival_of_groups(shared, POPULATION)
    assert ours.group_items[:, 0].tolist() == [1, 1]
    assert (ours.quotients.low[:, 0] < ours.quotients.value[:, 0]).all()


def test_a_stage_without_items_has_no_survival() -> None:
    early = replace(voices(), last=np.zeros(160, dtype=int))
    with pytest.warns(MethodWarning):
        ours = survival_of_groups(early, POPULATION)
    assert np.isnan(ours.quotients.value[:, 1:]).all()
    assert np.isnan(ours.changes.low).all()
    assert not ours.lost().any()


def test_a_group_in_no_item_still_has_an_upper_limit() -> None:
    ours = survival_of_groups(voices(), [500, 400, 100])
    assert ours.quotients.value[2].tolist() == [0, 0, 0]
    assert (ours.quotients.high[2] > 0).all()


def test_people_without_a_card_are_counted() -> None:
    unknown = replace(voices(), group=np.where(np.arange(80) < 6, -1, np.arange(80) % 2))
    ours = survival_of_groups(unknown, POPULATION)
    assert ours.no_card == 6
    assert ours.no_card_items[0] == 12
    assert ours.contributors.tolist() == [37, 37]


def test_items_from_figures_count_among_the_items() -> None:
    some = voices()
    with_figures = replace(some, first=np.append(some.first, [0] * 40), last=np.append(some.last, [2] * 40))
    ours = survival_of_groups(with_figures, POPULATION)
    assert ours.items[0] == 200
    assert ours.no_origin_items[0] == 40
    assert ours.quotients.value[0, 0] == pytest.approx(80 / 200 / 0.6)


def test_items_of_their_own_stage_count_there_alone() -> None:
    some = voices()
    ours = survival_of_groups(replace(some, first=some.last), POPULATION)
    assert ours.items.sum() == len(some.last)


def test_groups_under_ten_people_are_hidden_with_one_that_would_give_them_away() -> None:
    few = replace(voices(), group=np.where(np.arange(80) < 9, 0, 1 + np.arange(80) % 2))
    ours = survival_of_groups(few, [100, 400, 500])
    assert ours.hidden.tolist() == [True, True, False]


def test_few_people_are_warned_of_once() -> None:
    with pytest.warns(MethodWarning, match="Fewer than 30 people contributed") as told:
        survival_of_groups(voices(20), POPULATION)
    assert len(told) == 1


def test_many_people_and_items_are_not_warned_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        survival_of_groups(voices(), POPULATION)


def test_more_confidence_is_wider() -> None:
    usual = survival_of_groups(voices(), POPULATION)
    surer = survival_of_groups(voices(), POPULATION, SurvivalOptions(confidence=0.99))
    assert (surer.quotients.low < usual.quotients.low).all()
    assert (surer.changes.high > usual.changes.high).all()


def test_the_same_seed_gives_the_same_limits() -> None:
    one, other = survival_of_groups(voices(), POPULATION), survival_of_groups(voices(), POPULATION)
    np.testing.assert_array_equal(one.changes.low, other.changes.low)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last": np.full(160, 3)}, "out of order"),
        ({"first": np.full(160, -1)}, "out of order"),
        ({"first": np.full(160, 2), "last": np.zeros(160, dtype=int)}, "out of order"),
        ({"item": np.full(160, 160)}, "names no item"),
        ({"contributor": np.full(160, 80)}, "names no contributor"),
        ({"group": np.full(80, -2)}, "below -1"),
        ({"group": np.full(80, 2)}, "no population"),
        ({"last": np.full(160, 0.5)}, "not a list of whole numbers"),
        ({"first": np.zeros(0, dtype=int), "last": np.zeros(0, dtype=int)}, "no items"),
        ({"item": np.zeros(3, dtype=int)}, "do not fit together"),
    ],
)
def test_bad_codes_are_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        survival_of_groups(replace(voices(), **change), POPULATION)


@pytest.mark.parametrize("population", [[600, 0], [600, np.nan], [600, -1], [], ["many", 5], [600, np.inf]])
def test_a_bad_population_is_refused(population: list[float]) -> None:
    with pytest.raises(BadInputError):
        survival_of_groups(voices(), population)


@pytest.mark.parametrize("options", [SurvivalOptions(resamples=10), SurvivalOptions(confidence=95)])
def test_bad_options_are_refused(options: SurvivalOptions) -> None:
    with pytest.raises(UsageError):
        survival_of_groups(voices(), POPULATION, options)
