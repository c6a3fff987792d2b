"""Weights by time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from seedbed.analysis.assets.decay import LUO_AND_QI, Decay, gaussian, power, steps, within
from seedbed.errors import UsageError


def _at(decay: Decay, *seconds: float) -> list[float]:
    return [float(weight) for weight in decay(np.array(seconds))]


def test_all_within_count_the_same() -> None:
    assert _at(within(600), 0, 600, 600.1) == [1, 1, 0]


def test_published_steps() -> None:
    assert _at(LUO_AND_QI, 0, 600, 601, 1200, 1800, 1801) == [1, 1, 0.68, 0.68, 0.22, 0]


def test_steps_may_come_in_any_order() -> None:
    assert _at(steps([(20, 0.5), (10, 1)]), 5, 15) == [1, 0.5]


def test_a_bell_falls_from_one_to_nothing() -> None:
    start, half, end, beyond = _at(gaussian(600), 0, 300, 600, 601)
    assert (start, end, beyond) == (1, 0, 0)
    assert half == pytest.approx((np.exp(-0.125) - np.exp(-0.5)) / (1 - np.exp(-0.5)))


def test_a_power_is_one_at_the_shortest_time_and_below() -> None:
    assert _at(power(2, 600, shortest=60), 0, 60, 120, 601) == [1, 1, 0.25, 0]


def test_words_say_what_a_decay_is() -> None:
    assert LUO_AND_QI.words == "1 up to 10 minutes, 0.68 up to 20 minutes, 0.22 up to 30 minutes"


@pytest.mark.parametrize(
    "made",
    [
        lambda: steps([]),
        lambda: steps([(0, 1)]),
        lambda: steps([(10, 1), (10, 0.5)]),
        lambda: steps([(10, -1)]),
        lambda: steps([(10, np.nan)]),
        lambda: gaussian(0),
        lambda: power(-1, 600),
        lambda: power(1, np.inf),
        lambda: power(1, 600, shortest=0),
    ],
)
def test_what_makes_no_sense_is_refused(made: Callable[[], Decay]) -> None:
    with pytest.raises(UsageError, match="cannot be used"):
        made()
