"""Laws of representation and survival, on generated input, and fast counting beside slow."""

from __future__ import annotations

import warnings

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.representation.checks import RepresentationOptions, taken_for
from seedbed.analysis.equity.representation.quotients import (
    dissimilarity,
    divergence,
    more_needed,
    quotients,
    representation,
)
from seedbed.analysis.equity.survival.checks import VoiceItems
from seedbed.analysis.equity.survival.counts import StageCounts, count_stages
from seedbed.analysis.equity.survival.resampling import kinds_of_contributors
from seedbed.errors import MethodWarning
from tests.unit.analysis.equity.plain_survival import counted, drawn_again

GROUPS, STAGES = 3, 4


@st.composite
def samples(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    size = draw(st.integers(2, 6))
    people = draw(st.lists(st.integers(1, 1000), min_size=size, max_size=size))
    heard = draw(st.lists(st.integers(0, 60), min_size=size, max_size=size).filter(any))
    return [min(*pair) for pair in zip(heard, people, strict=True)], people


@st.composite
def voices(draw: st.DrawFn, single: bool = False) -> VoiceItems:
    people = draw(st.integers(1, 8))
    items = draw(st.integers(1, 12))
    group = draw(st.lists(st.integers(-1, GROUPS - 1), min_size=people, max_size=people))
    ends = draw(st.lists(st.tuples(*[st.integers(0, STAGES - 1)] * 2), min_size=items, max_size=items))
    person = st.integers(0, people - 1)
    if single:
        pairs = list(enumerate(draw(st.lists(person, min_size=items, max_size=items))))
    else:
        pairs = draw(st.lists(st.tuples(st.integers(0, items - 1), person), max_size=30))
    item, who = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    first, last = [min(pair) for pair in ends], [max(pair) for pair in ends]
    columns = [np.array(values, dtype=np.int64) for values in (first, last, item, who, group)]
    return VoiceItems(("a", "b", "c", "d"), *columns)


def counts_of(given: VoiceItems) -> StageCounts:
    return count_stages(given.first, given.last, (given.item, given.contributor), given.group, (GROUPS, STAGES))


@given(samples())
def test_quotients_average_one_over_the_benchmark(given_sample: tuple[list[int], list[int]]) -> None:
    sample, people = given_sample
    if not any(sample):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        ours = quotients(sample, people)
    assert np.isclose((ours.value * np.array(people)).sum() / sum(people), 1)
    assert (ours.low <= ours.value + 1e-12).all()
    assert (ours.value <= ours.high + 1e-12).all()


@given(samples())
def test_distances_are_zero_for_the_same_and_never_below(given_sample: tuple[list[int], list[int]]) -> None:
    sample, people = given_sample
    assert dissimilarity(people, people) < 1e-12
    assert divergence(people, people) < 1e-12
    if any(sample):
        # Pinsker's inequality ties the two: the divergence is at least twice the square of the dissimilarity.
        assert divergence(sample, people) >= 2 * dissimilarity(sample, people) ** 2 - 1e-12


@given(samples())
def test_more_people_bring_a_quotient_to_one_and_one_fewer_does_not(given_sample: tuple[list[int], list[int]]) -> None:
    sample, people = given_sample
    if not any(sample):
        return
    shares = np.array(people) / sum(people)
    for group, more in enumerate(more_needed(sample, people).tolist()):
        if more:
            assert (sample[group] + more) / (sum(sample) + more) >= shares[group] - 1e-9
            assert (sample[group] + more - 1) / (sum(sample) + more - 1) < shares[group] + 1e-9


@settings(max_examples=25)
@given(samples())
def test_limits_are_in_order_and_inside_what_can_be(
    given_sample: tuple[list[int], list[int]],
) -> None:
    sample, people = given_sample
    if not any(sample):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        ours = representation(sample, people, RepresentationOptions(draws=200))
    assert 0 <= ours.dissimilarity.low <= ours.dissimilarity.high <= 1 + 1e-12
    if taken_for(np.array(people, dtype=np.float64)) != "counts":  # nobody has said how many people there are
        assert np.isnan([ours.r_indicator.value, ours.r_indicator.low, ours.r_indicator.high]).all()
    else:
        assert ours.r_indicator.low <= ours.r_indicator.high <= 1
    assert 0 < ours.chi_square.p_simulated <= 1


@given(voices())
def test_fast_counts_are_slow_counts(given_voices: VoiceItems) -> None:
    of_group, items = counted(given_voices, GROUPS)
    ours = counts_of(given_voices)
    np.testing.assert_array_equal(ours.of_group, of_group)
    np.testing.assert_array_equal(ours.items, items)


@given(voices())
def test_what_rests_on_a_person_is_what_goes_without_them(given_voices: VoiceItems) -> None:
    ours = counts_of(given_voices)
    for person, group in enumerate(given_voices.group.tolist()):
        of_group, items = counted(given_voices, GROUPS, without=[person])
        np.testing.assert_array_equal(ours.items - ours.resting[person], items)
        if group >= 0:
            np.testing.assert_array_equal(ours.of_group[group] - ours.resting_group[person], of_group[group])


@given(voices(single=True), st.data())
def test_drawing_people_again_is_counting_their_items_again(given_voices: VoiceItems, data: st.DataObject) -> None:
    ours = counts_of(given_voices)
    behind = np.unique(given_voices.contributor)
    drawn = data.draw(st.lists(st.sampled_from(behind.tolist()), min_size=len(behind), max_size=len(behind)))
    times = np.bincount(drawn, minlength=len(given_voices.group))
    of_group, items = drawn_again(given_voices, GROUPS, times)
    changes = times - np.isin(np.arange(len(times)), behind)
    np.testing.assert_array_equal(ours.items + changes @ ours.resting, items)
    for group in range(GROUPS):
        own = given_voices.group == group
        np.testing.assert_array_equal(ours.of_group[group] + changes[own] @ ours.resting_group[own], of_group[group])


@given(voices())
def test_kinds_of_people_add_up_to_all_people(given_voices: VoiceItems) -> None:
    ours, behind = counts_of(given_voices), np.unique(given_voices.contributor)
    kinds = kinds_of_contributors(ours, given_voices.group, behind)
    assert kinds.many.sum() == len(behind)
    whole = (kinds.many @ kinds.adds).reshape(GROUPS + 1, STAGES)
    np.testing.assert_array_equal(whole[GROUPS], ours.resting[behind].sum(axis=0))
    known = behind[given_voices.group[behind] >= 0]
    np.testing.assert_array_equal(whole[:GROUPS].sum(axis=0), ours.resting_group[known].sum(axis=0))
