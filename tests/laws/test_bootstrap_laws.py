"""The drawing of clusters beside its plain twin, and the variance it gives beside the formula."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.sampling.bootstrap import draw_clusters, replicate_statistics
from seedbed.analysis.equity.sampling.design import design_variance, survey_design


def plain_draw_clusters(start: list[int], replicates: int, seed: int, *, rescaled: bool) -> list[list[float]]:
    """Draw one cluster after the other from each stratum."""
    random = np.random.default_rng(seed)
    table = []
    for _ in range(replicates):
        times = [0.0] * start[-1]
        for first, end in pairwise(start):
            many = end - first
            draws = many - 1 if rescaled else many
            for _ in range(draws):
                times[first + int(random.random() * many)] += many / draws
        table.append(times)
    return table


@settings(deadline=None)
@given(sizes=st.lists(st.integers(2, 6), min_size=1, max_size=4), seed=st.integers(0, 2**31), rescaled=st.booleans())
def test_the_kernel_draws_what_its_plain_twin_draws(sizes: list[int], seed: int, *, rescaled: bool) -> None:
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
    times = np.zeros((5, int(start[-1])))
    draw_clusters(times, start, rescaled, np.random.default_rng(seed))
    np.testing.assert_allclose(times, plain_draw_clusters(start.tolist(), 5, seed, rescaled=rescaled))


def test_replicates_of_a_sum_vary_as_the_formula_says() -> None:
    random = np.random.default_rng(5)
    values, strata, clusters = random.lognormal(size=200), random.integers(0, 4, 200), random.integers(0, 9, 200)
    design = survey_design(200, strata, clusters)
    drawn = np.concatenate(list(replicate_statistics(lambda w: w @ values, np.ones(200), design, replicates=20_000)))
    np.testing.assert_allclose(drawn.var(), design_variance(values, design), rtol=0.03)
    np.testing.assert_allclose(drawn.mean(), values.sum(), rtol=0.005)
