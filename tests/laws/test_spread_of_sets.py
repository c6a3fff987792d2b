"""Laws of the spread of many sets: one pass gives what one call a set gives."""

from __future__ import annotations

import warnings

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.sampling.design import survey_design
from seedbed.analysis.equity.spread.indices import Interval, SpreadQuestion, spread
from seedbed.analysis.equity.spread.many import REASONS, ManySpreads, spread_of_sets
from seedbed.errors import MethodWarning

Rows = list[tuple[float, float]]
NUMBERS = ("value", "error", "low", "high")


def rows() -> st.SearchStrategy[list[Rows]]:
    """Return sets of values with weights: some tie, some have nothing or owe."""
    value = st.one_of(st.integers(-2, 6).map(float), st.floats(0.5, 900, allow_nan=False))
    return st.lists(st.lists(st.tuples(value, st.sampled_from([1.0, 1.0, 2.5])), min_size=1, max_size=14), min_size=1)


def together(sets: list[Rows], question: SpreadQuestion) -> ManySpreads:
    flat = np.array([pair for each in sets for pair in each])
    start = np.concatenate([[0], np.cumsum([len(each) for each in sets])]).astype(np.intp)
    return spread_of_sets(flat[:, 0], flat[:, 1], start, question)


@given(rows(), st.sampled_from(["linearised", "none"]))
@settings(max_examples=60, deadline=None)
def test_sets_together_are_what_they_are_one_by_one(sets: list[Rows], interval: Interval) -> None:
    question = SpreadQuestion((0.5, 1.0, 2.0), (), (2.0, -1.0), interval=interval)
    found = together(sets, question)
    for at, each in enumerate(sets):
        values, weights = np.array(each).T
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", MethodWarning)
            alone = spread(values, weights, None if len(each) < 2 else survey_design(len(each)), question)
        assert [measure.name for measure in alone] == list(found.names)
        assert [measure.parameter for measure in alone] == list(found.parameters)
        for place, measure in enumerate(alone):
            expected = [measure.value, measure.standard_error, measure.low, measure.high]
            got = [getattr(found, name)[at, place] for name in NUMBERS]
            np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-7, err_msg=measure.name)
            reason = REASONS[found.reason[at, place]]
            assert (measure.method == reason) == bool(reason), measure.name
        carried = any("extreme values" in str(each.message) for each in told)
        assert bool(found.carried[at]) == carried


def test_a_block_of_sets_ends_where_a_set_ends() -> None:
    from seedbed.analysis.equity.spread import many

    sets = [[(float(value), 1.0) for value in range(1, 4 + at % 5)] for at in range(40)]
    whole = together(sets, SpreadQuestion())
    before, many.AT_ONCE = many.AT_ONCE, 7
    try:
        parts = together(sets, SpreadQuestion())
    finally:
        many.AT_ONCE = before
    for name in NUMBERS:
        np.testing.assert_array_equal(getattr(parts, name), getattr(whole, name))
