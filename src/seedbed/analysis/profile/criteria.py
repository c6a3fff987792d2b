"""What candidate neighbourhoods are chosen by: criteria and their weights."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from seedbed.errors import BadInputError

Measure = Literal["value", "cluster", "sites"]
NeedDirection = Literal["worse", "better"]

MEASURES: tuple[str, ...] = get_args(Measure)
NEED_DIRECTIONS: tuple[str, ...] = get_args(NeedDirection)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing candidates are chosen by.

    Parameters
    ----------
    id
        Short name, used in tables: "deprivation".
    name
        What a person reads: "Clustering of ill health".
    measure
        ``value``: the figure itself. ``cluster``: Getis-Ord Gi* of the figure within the region.
        ``sites``: known places in the area and those adjoining, per 1,000 residents there.
    weight
        Importance beside the other criteria, at least 0; weights need not add up to 1.
    high_is
        Whether a high figure is worse or better for residents.
    indicator
        Id of the indicator, or the column of a file of areas; empty for ``sites``.
    kinds
        Kinds of known places to count for ``sites``; none means every kind.

    Raises
    ------
    BadInputError
        If a value is not one of those above.
    """

    id: str
    name: str
    measure: Measure
    weight: float
    high_is: NeedDirection
    indicator: str = ""
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise _bad(self.id, f"measure is {self.measure!r}", f"Give one of {', '.join(MEASURES)}.")
        if self.high_is not in NEED_DIRECTIONS:
            raise _bad(self.id, f"high_is is {self.high_is!r}", "Give 'worse' or 'better'.")
        if not math.isfinite(self.weight) or self.weight < 0:
            raise _bad(self.id, f"weight is {self.weight}", "Give a number of at least 0.")
        if (self.measure == "sites") == bool(self.indicator):
            told = "an indicator" if self.indicator else "no indicator"
            raise _bad(
                self.id,
                f"measure is {self.measure!r} with {told}",
                "'value' and 'cluster' need an indicator; 'sites' takes kinds instead.",
            )


def shares_of_score(criteria: Sequence[Criterion]) -> NDArray[np.float64]:
    """Return the weights as shares of the whole score, which add up to 1.

    Raises
    ------
    BadInputError
        If there are no criteria, two have the same id, or all weights are 0.
    """
    if not criteria:
        raise BadInputError("There is nothing to choose by.", "No criterion was given.", "Give at least one criterion.")
    repeated = [name for name, count in Counter(criterion.id for criterion in criteria).items() if count > 1]
    if repeated:
        raise _bad(repeated[0], "the id is given twice", "Give each criterion its own id.")
    weights = np.array([criterion.weight for criterion in criteria], dtype=np.float64)
    if weights.sum() <= 0:
        raise BadInputError(
            "There is nothing to choose by.", "Every criterion has weight 0.", "Give at least one a weight above 0."
        )
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def _bad(criterion: str, what: str, next_step: str) -> BadInputError:
    return BadInputError(f"The criterion '{criterion}' cannot be used.", f"{what[0].upper()}{what[1:]}.", next_step)
