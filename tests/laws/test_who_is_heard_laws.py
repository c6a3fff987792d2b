"""Laws of weighted shares, loud voices and where to listen next."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.analysis.voices.loudness import loudness
from seedbed.analysis.voices.weighting import weighed
from seedbed.analysis.voices.where_next import CLOSED, OPEN, UNKNOWN, need, people_around, where_next

COUNTS = st.lists(st.integers(1, 500), min_size=1, max_size=30)
GROUPS = st.integers(2, 6)


@given(COUNTS)
def test_there_are_between_one_voice_and_as_many_as_people(each: list[int]) -> None:
    found = loudness(each)
    assert 1 - 1e-9 <= found.voices <= found.people + 1e-9


@given(COUNTS, st.integers(2, 9))
def test_voices_do_not_change_where_everybody_says_more(each: list[int], times: int) -> None:
    assert loudness([n * times for n in each]).voices == pytest.approx(loudness(each).voices)


@given(st.data())
def test_weights_change_nothing_where_groups_were_heard_by_their_size(data: st.DataObject) -> None:
    heard = data.draw(st.lists(st.integers(1, 60), min_size=2, max_size=6))
    said = [data.draw(st.integers(0, n)) for n in heard]
    found = weighed(said, heard, [n * 7 for n in heard])
    assert float(found.weighted.value) == pytest.approx(float(found.unweighted.value))
    assert found.effective == pytest.approx(sum(heard))


@given(st.data())
def test_the_weighted_share_lies_between_the_groups(data: st.DataObject) -> None:
    heard = data.draw(st.lists(st.integers(1, 60), min_size=2, max_size=6))
    said = [data.draw(st.integers(0, n)) for n in heard]
    living = [data.draw(st.integers(1, 900)) for _ in heard]
    shares = np.array(said) / np.array(heard)
    found = weighed(said, heard, living)
    assert shares.min() - 1e-9 <= float(found.weighted.value) <= shares.max() + 1e-9
    assert found.effective <= sum(heard) + 1e-6


@given(st.data())
def test_no_advice_leads_to_a_closed_door_or_to_nobody(data: st.DataObject) -> None:
    groups, venues, slots = data.draw(GROUPS), data.draw(st.integers(1, 8)), data.draw(st.integers(1, 5))
    draw = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    around = np.asarray(draw.integers(0, 300, (venues, groups)) * draw.integers(0, 2, (venues, 1)), np.float64)
    open_at = draw.choice(np.array([OPEN, CLOSED, UNKNOWN], dtype=np.int8), (venues, slots))
    living = draw.integers(1, 50, groups).astype(float)
    needed = need(draw.integers(0, 9, groups), living)
    found = where_next(needed, around, living, open_at, draw.integers(0, 9, slots).astype(float))
    assert all(open_at[each.venue, each.slot] != CLOSED and around[each.venue].sum() > 0 for each in found)
    assert len({each.venue for each in found}) == len(found)
    assert [each.around for each in found] == sorted((each.around for each in found), reverse=True)
    assert all(needed[each.group] == needed.max() for each in found)
    assert all(each.around >= 1.25 * each.everywhere and each.around >= each.everywhere + 0.05 for each in found)


@given(st.integers(0, 2**32))
def test_who_lives_around_is_counted_as_one_by_one(seed: int) -> None:
    draw = np.random.default_rng(seed)
    venues, areas = draw.uniform(0, 2_000, (3, 2)), draw.uniform(0, 2_000, (5, 2))
    people = draw.integers(0, 300, (5, 2)).astype(float)
    plain = np.zeros((3, 2))
    for v, venue in enumerate(venues):
        for a, area in enumerate(areas):
            apart = float(np.hypot(*(venue - area)))
            if apart <= 1_200:
                plain[v] += np.exp(-(apart**2) / (2 * 400**2)) * people[a]
    np.testing.assert_allclose(people_around(venues, areas, people), plain, rtol=1e-12)
