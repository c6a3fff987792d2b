"""How far the ranks of candidates hang on the weights that were chosen.

Source: ranks under random weights follow the practice of composite indicators (OECD and JRC, Handbook on
Constructing Composite Indicators, 2008, part I step 7), with weights drawn from a Dirichlet distribution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import UsageError

Floats = NDArray[np.float64]
Ranks = NDArray[np.int32]

SAME_SCORE_DECIMALS = 9
"""Scores run to 100; what differs after the ninth decimal is rounding, not need."""
LEAST_WEIGHTINGS = 2_000
MOST_WEIGHTINGS = 100_000


@dataclass(frozen=True, slots=True)
class OtherWeightings:
    """Which other weightings are tried.

    Parameters
    ----------
    count
        How many are drawn, from 2,000 to 100,000.
    concentration
        How close they stay to the stated weights: a share w varies with standard deviation
        sqrt(w (1 - w) / (concentration + 1)). At 20, a share of 50 % varies by 11 points, one of 25 % by 9.
        None draws every weighting with equal chance, whatever the stated weights.
    seed
        The same seed gives the same ranks.
    """

    count: int = LEAST_WEIGHTINGS
    concentration: float | None = 20.0
    seed: int = 1

    def __post_init__(self) -> None:
        if self.count < LEAST_WEIGHTINGS:
            raise UsageError(
                f"{self.count} other weightings are too few.",
                "The 5th and 95th per cent of ranks would rest on too few draws.",
                f"Ask for at least {LEAST_WEIGHTINGS:,}.",
            )
        if self.count > MOST_WEIGHTINGS:
            raise UsageError(
                f"{self.count:,} other weightings are too many.",
                "They would not fit into memory, and the ranges would hardly change.",
                f"Ask for at most {MOST_WEIGHTINGS:,}.",
            )
        if self.concentration is not None and not 0 < self.concentration < math.inf:
            raise UsageError(
                f"A concentration of {self.concentration} cannot be used.",
                "It says how close other weights stay to the stated ones.",
                "Give a number above 0, not without end.",
            )


def draw_weightings(shares: Floats, other: OtherWeightings) -> Floats:
    """Draw other weightings; criteria with weight 0 keep it.

    Parameters
    ----------
    shares
        The stated weights, adding up to 1.
    other
        How many, how close and from which seed.

    Returns
    -------
    Floats
        ``count`` by number of criteria; each row adds up to 1.
    """
    used = shares > 0
    alpha = np.ones(used.sum()) if other.concentration is None else other.concentration * shares[used]
    drawn = np.zeros((other.count, len(shares)))
    drawn[:, used] = np.random.default_rng(other.seed).dirichlet(alpha, size=other.count)
    return drawn


def ranks_of(scores: Floats) -> Ranks:
    """Rank scores, the highest first: equal scores share the better rank (1, 2, 2, 4)."""
    rounded = np.round(scores, SAME_SCORE_DECIMALS)
    ordered = np.sort(rounded)
    better = len(rounded) - np.searchsorted(ordered, rounded, side="right")
    return (better + 1).astype(np.int32)


def rank_ranges(needs: Floats, shares: Floats, other: OtherWeightings) -> tuple[Ranks, Ranks]:
    """Return the 5th and 95th per cent of each candidate's rank under other weightings.

    The stated weighting is one of the weightings, so the range is widened where needed to hold its rank.

    Parameters
    ----------
    needs
        Candidates by criteria: need, 0 to 100, without gaps.
    shares
        The stated weights, adding up to 1.
    other
        Which other weightings are tried. The candidates themselves stay as they are.

    Returns
    -------
    tuple of Ranks
        Low (better) and high (worse) rank of each candidate.
    """
    if not len(needs):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    drawn = draw_weightings(shares, other)
    ranks = np.empty((other.count, len(needs)), dtype=np.int32)
    for number, weights in enumerate(drawn):
        ranks[number] = ranks_of(needs @ weights)
    low, high = np.quantile(ranks, (0.05, 0.95), axis=0, method="inverted_cdf").astype(np.int32)
    stated = ranks_of(needs @ shares)
    return np.minimum(low, stated), np.maximum(high, stated)
