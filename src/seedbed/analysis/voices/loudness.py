"""How far a few people speak for many: contributions a person, and how many voices that comes to.

Kish's effective number, (sum of n) squared over the sum of n squared, is how many people who each spoke once would
carry as much evenness as these. Source: Kish, "Survey Sampling" (1965), section 11.7; known in ecology as the inverse
of Simpson's index.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts
from seedbed.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Loudness:
    """How contributions are spread over those who made them.

    Parameters
    ----------
    contributions, people
        Contributions in all, and different people who made them.
    each
        Contributions a person, on average.
    voices
        Effective number of voices, from 1 to ``people``; NaN where only the totals are known.
    loudest_tenth
        Share of all contributions that the loudest tenth of people made (rounded up to whole people); NaN likewise.
    """

    contributions: float
    people: int
    each: float
    voices: float
    loudest_tenth: float


def loudness(each: ArrayLike) -> Loudness:
    """Return how contributions are spread over people.

    Parameters
    ----------
    each
        Contributions of each person, shape (people,), above 0.

    Raises
    ------
    BadInputError
        If there is nobody, or somebody made none.
    """
    counts = np.ravel(as_counts(each, "contributions"))
    if not len(counts) or not (counts > 0).all():
        raise BadInputError(
            "There is nobody to count, or somebody who said nothing.",
            f"{len(counts):,} people were given, the fewest contributions of one are {counts.min(initial=0):g}.",
            "Give the number of contributions of each person who made one or more.",
        )
    tenth = -(-len(counts) // 10)
    loudest = float(np.sort(counts)[-tenth:].sum())
    total = float(counts.sum())
    return Loudness(total, len(counts), total / len(counts), total**2 / float((counts**2).sum()), loudest / total)


def loudness_of_totals(contributions: float, people: int) -> Loudness:
    """Return what the totals alone tell: there are at most as many voices as people.

    Raises
    ------
    BadInputError
        If there is nobody, or there are fewer contributions than people who made them.
    """
    if people < 1 or contributions < people:
        raise BadInputError(
            "The totals do not go together.",
            f"{people:,} people are said to have made {contributions:,.0f} contributions.",
            "Give different people, and all that they contributed: one or more each.",
        )
    return Loudness(contributions, people, contributions / people, float("nan"), float("nan"))
