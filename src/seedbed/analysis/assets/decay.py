"""How much less a place counts the longer the way to it: the weights of floating catchments."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.analysis.assets.network import Floats
from seedbed.analysis.kernel import kernel
from seedbed.errors import UsageError


@dataclass(frozen=True, slots=True)
class Decay:
    """Weights by time.

    Parameters
    ----------
    words
        What it is, for people: "1 up to 10 minutes, 0.68 up to 20".
    reach
        Seconds beyond which nothing counts.
    weights
        Weights of times, from an array of seconds; 0 beyond the reach.
    """

    words: str
    reach: float
    weights: Callable[[Floats], Floats]

    def __call__(self, seconds: Floats) -> Floats:
        """Return the weights of times, 0 beyond the reach."""
        return self.weights(np.ascontiguousarray(seconds, np.float64))


def within(reach: float) -> Decay:
    """Return weights of 1 up to ``reach`` seconds: the plain two-step method (Luo and Wang 2003)."""
    return steps([(reach, 1.0)])


def steps(bands: Sequence[tuple[float, float]]) -> Decay:
    """Return weights in steps, one's own or published.

    Parameters
    ----------
    bands
        Pairs of the longest time in seconds and its weight, in any order; a time counts by the first band it is in.

    Raises
    ------
    UsageError
        If there is no band, a time is not above 0 or there twice, or a weight is negative or not a number.
    """
    ordered = sorted(bands)
    ends, weights = np.array([end for end, _ in ordered]), np.array([weight for _, weight in ordered])
    if not len(ends) or not (ends > 0).all() or len(np.unique(ends)) < len(ends):
        raise UsageError(
            "The bands of a decay cannot be used.",
            f"Their longest times are {', '.join(f'{end:g}' for end in ends) or 'missing'}.",
            "Give at least one band, each with its own longest time above 0 seconds.",
        )
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise UsageError(
            "The weights of a decay cannot be used.",
            f"They are {', '.join(f'{weight:g}' for weight in weights)}.",
            "Give weights of 0 or more.",
        )
    words = ", ".join(f"{weight:g} up to {end / 60:g} minutes" for end, weight in ordered)
    return Decay(words, float(ends[-1]), lambda seconds: _in_steps(seconds, ends, weights))


def gaussian(reach: float) -> Decay:
    """Return weights that fall as a bell, from 1 at the place to 0 at ``reach`` seconds.

    ``(exp(-(t / reach)^2 / 2) - exp(-1/2)) / (1 - exp(-1/2))``: Dai, Health & Place 16 (2010), 1038-1052.

    Raises
    ------
    UsageError
        If the reach is not above 0.
    """
    _check_reach(reach)
    floor = math.exp(-0.5)

    def weights(seconds: Floats) -> Floats:
        return np.where(seconds <= reach, (np.exp(-0.5 * np.square(seconds / reach)) - floor) / (1 - floor), 0.0)

    return Decay(f"from 1 at the place to 0 at {reach / 60:g} minutes, as a bell", reach, weights)


def power(exponent: float, reach: float, *, shortest: float = 60.0) -> Decay:
    """Return weights of one over time raised to a power: 1 at ``shortest`` seconds and below, nothing beyond ``reach``.

    Near the place a power grows without end, so times below ``shortest`` count as that.

    Raises
    ------
    UsageError
        If the exponent is negative, or the reach or the shortest time not above 0.
    """
    _check_reach(reach)
    if not (exponent >= 0 and math.isfinite(exponent) and shortest > 0):
        raise UsageError(
            f"A decay by the power {exponent:g} from {shortest:g} seconds on cannot be used.",
            "Weights must not grow with time or be endless.",
            "Give an exponent of 0 or more and a shortest time above 0 seconds.",
        )

    def weights(seconds: Floats) -> Floats:
        return np.where(seconds <= reach, np.power(np.maximum(seconds, shortest) / shortest, -exponent), 0.0)

    return Decay(f"one over time to the power {exponent:g}, up to {reach / 60:g} minutes", reach, weights)


def _check_reach(reach: float) -> None:
    if not (reach > 0 and math.isfinite(reach)):
        raise UsageError(
            f"A catchment of {reach:g} seconds cannot be used.",
            "It is the longest time at which a place still counts.",
            "Give a number above 0.",
        )


@kernel
def _in_steps(seconds: Floats, ends: Floats, weights: Floats) -> Floats:
    """Return the weight of the first band that holds each time, 0 beyond the last."""
    found = np.zeros(len(seconds))
    for number in range(len(seconds)):
        for band in range(len(ends)):
            if seconds[number] <= ends[band]:
                found[number] = weights[band]
                break
    return found


LUO_AND_QI = steps([(600.0, 1.0), (1200.0, 0.68), (1800.0, 0.22)])
"""The enhanced two-step method's own weights: Luo and Qi, Health & Place 15 (2009), 1100-1107."""
