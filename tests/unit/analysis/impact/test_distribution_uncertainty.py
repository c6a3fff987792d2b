"""Draws of uncertain inputs: their mean and spread, what goes together, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seedbed.analysis.impact.distribution_uncertainty import (
    Programme,
    Quantity,
    Spread,
    certain,
    drawn_outcomes,
    outcome,
    percentile_limits,
)
from seedbed.errors import BadInputError, UsageError

SPREADS: list[tuple[Spread, list[float], list[float]]] = [
    ("normal", [0.1, -0.2], [0.02, 0.05]),
    ("beta", [0.1, 0.8], [0.02, 0.05]),
    ("gamma", [100.0, -40.0], [20.0, 5.0]),
]


def programme() -> Programme:
    return Programme(
        population=np.array([1000.0, 1000.0]),
        rank=np.array([1.0, 2.0]),
        health=certain(np.array([60.0, 80.0])),
        reached=np.array([200.0, 100.0]),
        uptake=certain(np.array([0.5, 0.4]), "beta"),
        benefit=Quantity(np.array([0.1, 0.1]), np.array([0.01, 0.02])),
        group_cost=certain(np.array([1000.0, 2000.0]), "gamma"),
        fixed_cost=certain(3000.0, "gamma"),
        user_cost=certain(10.0, "gamma"),
        year_cost=certain(1000.0, "gamma"),
        shares=np.array([0.5, 0.5]),
    )


@pytest.mark.parametrize("together", [False, True], ids=["apart", "together"])
@pytest.mark.parametrize(("spread", "value", "error"), SPREADS)
def test_draws_have_the_mean_and_error_given(
    spread: Spread, value: list[float], error: list[float], together: bool
) -> None:
    quantity = Quantity(np.array(value), np.array(error), spread, together)
    draws = quantity.drawn(np.random.default_rng(5), 100_000)
    np.testing.assert_allclose(draws.mean(axis=0), value, atol=0.02 * max(error))
    np.testing.assert_allclose(draws.std(axis=0), error, rtol=0.02)


@pytest.mark.parametrize(("together", "correlation"), [(False, 0), (True, 1)])
def test_what_goes_together_is_drawn_together(together: bool, correlation: float) -> None:
    quantity = Quantity(np.array([0.2, 0.3]), np.array([0.02, 0.05]), "beta", together)
    draws = quantity.drawn(np.random.default_rng(5), 20_000)
    assert np.asarray(np.corrcoef(draws.T))[0, 1] == pytest.approx(correlation, abs=0.03)


def test_what_is_certain_stays_as_it_is_in_every_draw() -> None:
    quantity = Quantity(np.array([0.0, 1.0, 0.5]), np.array([0.0, 0.0, 0.1]), "beta")
    draws = quantity.drawn(np.random.default_rng(5), 500)
    assert (draws[:, :2] == [0, 1]).all()
    assert draws[:, 2].std() > 0


def test_shares_stay_between_nobody_and_everybody() -> None:
    draws = Quantity(np.array([0.01]), np.array([0.05]), "beta").drawn(np.random.default_rng(5), 5_000)
    assert ((draws >= 0) & (draws <= 1)).all()


def test_costs_add_up_and_benefits_are_for_users() -> None:
    found = outcome(programme())
    assert float(found.cost) == 1000 + 2000 + 3000 + 10 * (100 + 40)
    np.testing.assert_allclose(found.change.benefit, [10, 4])
    np.testing.assert_allclose(found.change.opportunity_cost, [3.7, 3.7])


def test_draws_centre_on_the_answer_at_the_values_given() -> None:
    found = drawn_outcomes(programme(), 50_000, seed=3)
    assert found.change.net.shape == (50_000, 2)
    np.testing.assert_allclose(found.change.net.mean(axis=0), outcome(programme()).change.net, atol=0.02)


def test_a_programme_without_errors_is_certain() -> None:
    assert programme().is_uncertain()
    assert not replace(programme(), benefit=certain(np.array([0.1, 0.1]))).is_uncertain()


def test_limits_are_percentiles_of_the_draws() -> None:
    np.testing.assert_allclose(percentile_limits(np.arange(1001.0)), [25, 975])


@pytest.mark.parametrize(
    ("value", "error", "spread"),
    [(0.5, -0.1, "normal"), (0.5, 0.6, "beta"), (0.0, 0.1, "gamma"), (np.nan, 0.1, "normal"), (1.0, 0.1, "beta")],
)
def test_errors_that_no_distribution_has_are_refused(value: float, error: float, spread: Spread) -> None:
    with pytest.raises(BadInputError):
        Quantity(np.array([value]), np.array([error]), spread)


def test_an_uptake_in_per_cent_is_refused() -> None:
    with pytest.raises(BadInputError, match="outside 0 to 1"):
        replace(programme(), uptake=certain(np.array([50.0, 40.0])))


def test_health_that_costs_nothing_elsewhere_is_refused() -> None:
    with pytest.raises(BadInputError):
        replace(programme(), year_cost=certain(0.0))


@pytest.mark.parametrize("draws", [10, 100_000_000])
def test_too_few_or_too_many_draws_are_refused(draws: int) -> None:
    with pytest.raises(UsageError):
        drawn_outcomes(programme(), draws)
