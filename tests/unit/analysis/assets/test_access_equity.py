"""Who is beyond reach, group by group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.assets.access_equity import PeopleByGroup, access_equity
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.rates import score_interval
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.errors import BadInputError, MethodWarning

RANDOM = np.random.default_rng(5)
PEOPLE = RANDOM.integers(20, 400, (60, 3)).astype(float)
FAR = (RANDOM.random(60) < 0.4).astype(float)


def groups(people: Floats = PEOPLE, *, ordered: bool = False) -> PeopleByGroup:
    return PeopleByGroup("Disability", tuple("abcdefg"[: people.shape[1]]), people, ordered)


def test_shares_are_of_each_groups_people() -> None:
    people = np.array([[10.0, 30], [30, 10]] * 6)
    with pytest.warns(MethodWarning, match="12 areas"):
        found = access_equity(groups(people), np.array([[1.0], [0]] * 6), replicates=100)
    assert found.share.value[0] == pytest.approx([0.25, 0.75])
    assert found.gap.value[0, 0] == pytest.approx(-0.5)
    assert found.ratio.value[0, 0] == pytest.approx(1 / 3)


def test_the_last_group_has_no_gap_to_itself() -> None:
    found = access_equity(groups(), FAR[:, None], replicates=100)
    assert np.isnan(found.gap.value[0, -1])
    assert np.isnan(found.ratio.value[0, -1])


def test_areas_make_intervals_wider_than_people_one_by_one() -> None:
    found = access_equity(groups(), FAR[:, None], replicates=100)
    whole = PEOPLE.sum(axis=0)
    alone = score_interval(found.share.value[0] * whole, whole)
    assert (found.share.high - found.share.low > 5 * (alone.high - alone.low)).all()


def test_areas_of_one_person_each_give_the_interval_of_people() -> None:
    people = np.ones((4000, 1))
    far = (np.arange(4000) % 4 == 0).astype(float)
    found = access_equity(groups(people), far[:, None], replicates=100)
    alone = score_interval(1000, 4000)
    assert found.share.low[0, 0] == pytest.approx(float(alone.low), abs=2e-5)
    assert found.share.high[0, 0] == pytest.approx(float(alone.high), abs=2e-5)


def test_where_nobody_is_beyond_there_is_still_an_upper_limit() -> None:
    found = access_equity(groups(), np.zeros((60, 1)), replicates=100)
    assert found.share.value.tolist() == [[0, 0, 0]]
    assert found.share.low.tolist() == [[0, 0, 0]]
    assert (found.share.high > 0.02).all()


def test_two_groups_of_one_make_up_have_no_gap_at_all() -> None:
    people = np.column_stack([PEOPLE[:, 0], 2 * PEOPLE[:, 0]])
    found = access_equity(groups(people), FAR[:, None], replicates=100)
    assert found.gap.low[0, 0] == pytest.approx(0, abs=1e-12)
    assert found.gap.high[0, 0] == pytest.approx(0, abs=1e-12)


def test_the_slope_index_is_that_of_the_phe_convention() -> None:
    found = access_equity(groups(ordered=True), FAR[:, None], replicates=100)
    with pytest.warns(MethodWarning):
        theirs = phe_slope(PEOPLE.sum(axis=0), found.share.value[0], value_type="proportion")
    assert found.slope.value[0] == pytest.approx(float(theirs.sii.value))
    assert found.relative.value[0] == pytest.approx(float(theirs.rii.value))


def test_groups_without_order_have_no_slope_and_no_concentration() -> None:
    found = access_equity(groups(), FAR[:, None], replicates=100)
    assert np.isnan(found.slope.value).all()
    assert found.concentration == ((),)


def test_being_beyond_is_concentrated_among_those_who_are_beyond() -> None:
    poor_far = np.column_stack([np.where(FAR == 1, 300.0, 50), np.where(FAR == 1, 50.0, 300)])
    found = access_equity(groups(poor_far, ordered=True), FAR[:, None], replicates=100)
    assert [index.kind for index in found.concentration[0]] == ["standard", "erreygers"]
    assert all(index.high < 0 for index in found.concentration[0])
    assert found.slope.high[0] < 0


def test_where_all_are_beyond_nothing_is_concentrated() -> None:
    found = access_equity(groups(ordered=True), np.ones((60, 1)), replicates=100)
    assert found.concentration == ((),)


def test_several_measures_are_what_each_is_alone() -> None:
    other = 1 - FAR
    both = access_equity(groups(ordered=True), np.column_stack([FAR, other]), replicates=200)
    alone = access_equity(groups(ordered=True), other[:, None], replicates=200)
    assert both.gap.low[1] == pytest.approx(alone.gap.low[0], nan_ok=True)
    assert both.slope.high[1] == pytest.approx(alone.slope.high[0])


def test_few_areas_have_no_interval() -> None:
    with pytest.warns(MethodWarning, match="no intervals: 5 areas"):
        found = access_equity(groups(PEOPLE[:5]), FAR[:5, None])
    assert np.isnan(found.share.low).all()
    assert np.isfinite(found.share.value).all()


def test_areas_without_a_known_reach_do_not_count() -> None:
    far = FAR.copy()
    far[:30] = np.nan
    found = access_equity(groups(), far[:, None], replicates=100)
    assert found.people == pytest.approx(PEOPLE[30:].sum(axis=0))
    assert found.areas == 30


def test_a_group_without_people_has_no_share() -> None:
    people = PEOPLE.copy()
    people[:, 0] = 0
    found = access_equity(groups(people), FAR[:, None], replicates=100)
    assert np.isnan(found.share.value[0, 0])
    assert np.isfinite(found.share.value[0, 1:]).all()


@pytest.mark.parametrize(
    ("far", "words"),
    [
        (FAR, "do not fit"),
        (FAR[:10, None], "do not fit"),
        (2 * FAR[:, None], "above 1"),
        (np.full((60, 1), np.nan), "Nobody of 'Disability'"),
    ],
)
def test_bad_reach_is_refused(far: Floats, words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        access_equity(groups(), far)


def test_bad_people_are_refused() -> None:
    with pytest.raises(BadInputError, match="is negative"):
        access_equity(groups(-PEOPLE), FAR[:, None])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_limits_lie_around_shares_and_within_nobody_and_everyone(seed: int) -> None:
    random = np.random.default_rng(seed)
    people = random.integers(0, 50, (40, 2)).astype(float) + np.eye(40, 2)
    found = access_equity(groups(people), random.random((40, 1)).round(1), replicates=100)
    assert (found.share.low >= 0).all()
    assert (found.share.high <= 1).all()
    assert (found.share.low <= found.share.value).all()
    assert (found.share.value <= found.share.high).all()
