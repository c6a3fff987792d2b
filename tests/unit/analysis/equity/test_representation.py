"""Representation: published cases, limits that know their bias, and bad input."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.equity.representation.chance import expected_dissimilarity
from seedbed.analysis.equity.representation.checks import RepresentationOptions, taken_for
from seedbed.analysis.equity.representation.quotients import (
    dissimilarity,
    divergence,
    more_needed,
    quotients,
    representation,
)
from seedbed.errors import BadInputError, MethodWarning, UsageError

SHARES = [0.5, 0.3, 0.2]
COUNTS = [500, 300, 200]
HEARD = [60, 25, 15]


def test_published_cases_are_met(cases: Path) -> None:
    for case in json.loads((cases / "representativeness.json").read_text(encoding="utf-8"))["cases"]:
        expected = case["expected"]
        ours = representation(
            list(case["participants"].values()),
            list(case["census_share"].values()),
            RepresentationOptions(population=case["population"]),
        )
        found = {
            "kl": ours.divergence.value,
            "dissimilarity": ours.dissimilarity.value,
            "chi2": ours.chi_square.value,
            "p": ours.chi_square.p,
            "R_population_sd": ours.r_indicator.value,
            "R_sample_sd(n-1)": ours.r_indicator_sample_sd,
        }
        for name in set(found) & set(expected):
            assert found[name] == pytest.approx(expected[name], abs=1e-12), name
        if "representation_quotient" in expected:
            np.testing.assert_allclose(ours.quotients.value, list(expected["representation_quotient"].values()))
            np.testing.assert_allclose(ours.propensities, list(expected["response_propensities"].values()))


def test_counts_of_the_benchmark_give_the_population() -> None:
    assert representation(HEARD, COUNTS).r_indicator.value == pytest.approx(0.9595854811567261)


def test_shares_without_a_population_give_no_r_indicator() -> None:
    assert np.isnan(representation(HEARD, SHARES).r_indicator.value)


def test_a_perfect_match_still_leaves_room_for_chance() -> None:
    interval = representation([50, 30, 20], SHARES).dissimilarity
    assert interval.low == 0
    assert interval.high > 0.05


def test_a_sample_of_one_group_is_far_beyond_chance() -> None:
    ours = representation([500, 0, 0], COUNTS)
    assert ours.dissimilarity.low > 0.4
    assert ours.chi_square.p_simulated < 0.001


def test_an_interval_may_start_at_zero_where_chance_explains_all() -> None:
    assert representation([53, 29, 18], SHARES).dissimilarity.low == 0


def test_a_whole_population_leaves_nothing_to_chance() -> None:
    ours = quotients(COUNTS, COUNTS, RepresentationOptions(finite=True))
    np.testing.assert_array_equal(ours.low, ours.high)


def test_a_finite_population_gives_closer_limits() -> None:
    heard = [300, 125, 75]
    plain, finite = quotients(heard, COUNTS), quotients(heard, COUNTS, RepresentationOptions(finite=True))
    assert (finite.low > plain.low).all()
    assert (finite.high < plain.high).all()


def test_a_finite_population_raises_chi_square() -> None:
    plain, finite = representation(HEARD, COUNTS), representation(HEARD, COUNTS, RepresentationOptions(finite=True))
    assert finite.chi_square.value == pytest.approx(plain.chi_square.value * 999 / 900)


def test_an_uncertain_benchmark_gives_wider_limits() -> None:
    plain, unsure = quotients(HEARD, COUNTS), quotients(HEARD, COUNTS, RepresentationOptions(benchmark_is_sample=True))
    assert (unsure.high - unsure.low > plain.high - plain.low).all()
    np.testing.assert_allclose(unsure.value, plain.value)


def test_the_chi_square_of_two_samples_is_that_of_their_table() -> None:
    from scipy import stats

    ours = representation(HEARD, COUNTS, RepresentationOptions(benchmark_is_sample=True)).chi_square
    assert ours.value == pytest.approx(stats.chi2_contingency([HEARD, COUNTS], correction=False).statistic)


def test_exact_limits_are_those_of_clopper_and_pearson() -> None:
    from scipy import stats

    ours = quotients(HEARD, SHARES, RepresentationOptions(exact=True))
    theirs = [stats.binomtest(heard, 100).proportion_ci(method="exact") for heard in HEARD]
    np.testing.assert_allclose(ours.low, [each.low / share for each, share in zip(theirs, SHARES, strict=True)])
    np.testing.assert_allclose(ours.high, [each.high / share for each, share in zip(theirs, SHARES, strict=True)])


def test_the_dissimilarity_of_chance_is_that_of_random_samples() -> None:
    drawn = np.random.default_rng(1).multinomial(40, SHARES, size=200_000) / 40
    simulated = 0.5 * np.abs(drawn - SHARES).sum(axis=1).mean()
    assert expected_dissimilarity(40, np.array(SHARES)) == pytest.approx(simulated, rel=0.01)


def test_so_many_more_people_bring_a_quotient_to_one() -> None:
    needed = more_needed(HEARD, SHARES)
    assert needed.tolist() == [0, 8, 7]
    assert (HEARD[2] + needed[2]) / (sum(HEARD) + needed[2]) >= 0.2


def test_few_expected_people_are_warned_of_once() -> None:
    with pytest.warns(MethodWarning, match="1 of 3 groups") as told:
        representation([60, 37, 3], [0.5, 0.47, 0.03])
    assert len(told) == 1


def test_a_large_sample_is_not_warned_of() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        representation(HEARD, SHARES)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert representation(HEARD, COUNTS).dissimilarity == representation(HEARD, COUNTS).dissimilarity


@pytest.mark.parametrize(
    ("numbers", "meant"), [([0.5, 0.3, 0.2], "shares"), ([50, 30.1, 20], "per cent"), ([500, 300, 200], "counts")]
)
def test_a_benchmark_is_taken_for_what_it_adds_up_to(numbers: list[float], meant: str) -> None:
    assert taken_for(np.array(numbers, dtype=float)) == meant


@pytest.mark.parametrize(
    ("sample", "benchmark", "words"),
    [
        ([1, 2], [10, 20, 30], "same groups"),
        ([5, 5, 5], [10, 20, np.nan], "no number"),
        ([5, 5, np.nan], [10, 20, 30], "no number"),
        ([0, 0, 0], [10, 20, 30], "Nobody was heard"),
        ([5, 5, 5], [0, 0, 0], "benchmark is empty"),
        ([5, 5, 5], [10, 20, 0], "nobody in"),
        ([5], [10], "fewer than two groups"),
        ([5, 0], [10, 0], "fewer than two groups"),
        ([5.5, 5, 5], [10, 20, 30], "not whole"),
        ([-5, 5, 5], [10, 20, 30], "negative"),
        ([5, 5, 5], [10, 20, -30], "negative"),
        ([np.inf, 5, 5], [10, 20, 30], "infinite"),
        (["five", 5, 5], [10, 20, 30], "not a number"),
        ([11, 5, 5], [10, 200, 300], "than there are"),
    ],
)
def test_bad_numbers_are_refused(sample: list[float], benchmark: list[float], words: str) -> None:
    with pytest.raises(BadInputError, match=words):
        representation(sample, benchmark)


@pytest.mark.parametrize(
    ("benchmark", "options"),
    [
        (SHARES, RepresentationOptions(finite=True)),
        (SHARES, RepresentationOptions(benchmark_is_sample=True)),
        (COUNTS, RepresentationOptions(exact=True, finite=True)),
        (COUNTS, RepresentationOptions(benchmark_is_sample=True, finite=True)),
        (COUNTS, RepresentationOptions(population=1)),
        (COUNTS, RepresentationOptions(confidence=95)),
        (COUNTS, RepresentationOptions(draws=10)),
    ],
)
def test_options_that_cannot_be_are_refused(benchmark: list[float], options: RepresentationOptions) -> None:
    with pytest.raises(UsageError):
        representation(HEARD, benchmark, options)


def test_equal_groups_heard_equally_are_no_distance() -> None:
    assert dissimilarity([25, 25, 25, 25], [1, 1, 1, 1]) == 0
    assert divergence([25, 25, 25, 25], [1, 1, 1, 1]) == 0


def test_many_groups_fit_in_memory() -> None:
    with pytest.warns(MethodWarning):
        ours = representation(np.full(800, 2), np.full(800, 50))
    assert ours.dissimilarity.low == 0
