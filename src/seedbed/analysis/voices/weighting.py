"""What share of people said a thing: as heard, and as it would be if each group had been heard by its size.

Post-stratification weighs the share of each group by the group's share of the people who live here. It mends who was
heard, not who of a group came: those of a group who did not come may think otherwise, and no weight can know.

Source: Holt and Smith, Journal of the Royal Statistical Society A 142 (1979), 33-46; effective sample size of weights
after Kish, "Survey Sampling" (1965); limits of Wilson at that size (Korn and Graubard, Survey Methodology 24 (1998)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_part_and_whole
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.rates import score_interval
from seedbed.analysis.equity.representation.checks import checked_shares
from seedbed.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Weighed:
    """A share of people, unweighted and weighted.

    Parameters
    ----------
    unweighted, weighted
        Shares from 0 to 1 with limits; both of the groups that were heard.
    effective
        People that the weighted share rests on: fewer than were heard, as some count for more.
    covered
        Share of the people who live here that belongs to groups of whom somebody was heard.
    lowest, highest
        What the share of all could be at least and at most if the groups that were not heard all thought otherwise,
        or all alike (Manski, "Partial Identification of Probability Distributions", 2003); without chance.
    """

    unweighted: Estimates
    weighted: Estimates
    effective: float
    covered: float
    lowest: float
    highest: float


def weighed(said: ArrayLike, heard: ArrayLike, living_here: ArrayLike, confidence: float = 0.95) -> Weighed:
    """Return the share of people who said a thing, unweighted and weighted to who lives here.

    Parameters
    ----------
    said, heard
        People of each group who said it, and who were heard at all, shape (groups,).
    living_here
        People, or shares, of each group who live here, shape (groups,).

    Raises
    ------
    BadInputError
        If more said it than were heard, nobody was heard, or the groups do not fit.
    """
    part, whole = as_part_and_whole(said, heard)
    counts, shares = checked_shares(whole, living_here)
    here = counts > 0
    covered = float(shares[here].sum())
    if covered <= 0:
        raise BadInputError(
            "No weighted share can be given.",
            "Those who were heard are all of groups in which nobody lives here.",
            "Look at the groups of the benchmark.",
        )
    weights, people = shares[here] / covered, counts[here]
    rates: Floats = np.asarray(part[here] / people)
    effective = float(1 / (weights**2 / people).sum())
    share = float(weights @ rates)
    sure = score_interval(np.array(min(share, 1.0) * effective), np.array(effective), confidence=confidence)
    method = "Wilson at the effective number of people (Kish)"
    return Weighed(
        score_interval(part.sum(), counts.sum(), confidence=confidence),
        Estimates(sure.value, sure.low, sure.high, method, confidence),
        effective,
        covered,
        covered * share,
        covered * share + (1 - covered),
    )
