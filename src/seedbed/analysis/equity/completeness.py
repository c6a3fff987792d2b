"""How much of the golden thread holds, and how long people wait for an answer, with how sure that is.

Shares have Wilson's limits, or the exact (Clopper-Pearson) ones where fewer than eight are in the part or outside it.

People who still wait have waited at least so long: their time is not known, but it is known to be longer than that.
Leaving them out would make answers look quick, so the share that still waits after each day is the product-limit
estimate of Kaplan and Meier (Journal of the American Statistical Association 53, 1958),

    S(t) = product over days s <= t on which someone was answered of (1 - answered on s / still waiting before s)

and the time by which a share p was answered is the first day with S(t) <= 1 - p. Its limits are the first days on which
the limits of S(t) fall to 1 - p (Brookmeyer and Crowley, Biometrics 38, 1982), those taken on the scale of
log(-log S) with Greenwood's variance, which never leave 0 to 1 (Borgan and Liestol, Scandinavian Journal of Statistics
17, 1990). Where a curve never falls so low the limit, or the time itself, is not reached: NaN.

The limits take contributions as independent. One meeting that answers many at once makes them hang together; then the
limits are too close.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.exact_proportion import exact_proportion
from seedbed.analysis.equity.poisson_limits import normal_quantile
from seedbed.analysis.equity.rates import FEWEST_FOR_WILSON, score_interval
from seedbed.errors import BadInputError

QUARTERS = (0.25, 0.5, 0.75)
ROUNDING = 1e-12
FEWEST_FOR_LIMITS = 15
"""With fewer contributions than this the limits of a waiting time hold the truth less often than they say."""


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """How long people wait for an answer.

    Parameters
    ----------
    contributions, waiting
        How many there are, and how many of them nobody has answered yet.
    days
        Days on which someone was answered, from saying on, in order, shape (days,).
    still_waiting
        Share that still waits after each of these days, with limits, shape (days,).
    quarters
        Days by which a quarter, half and three quarters were answered, with limits, shape (3,); NaN where not reached.
    few
        Whether there are too few for the limits to hold as often as they say.
    """

    contributions: int
    waiting: int
    days: Floats
    still_waiting: Estimates
    quarters: Estimates
    few: bool


def share_with_limits(part: int, whole: int, confidence: float = 0.95) -> Estimates:
    """Return a share with the limits that hold for its counts; NaN where there is no whole.

    Raises
    ------
    BadInputError
        If the part exceeds the whole or is negative.
    """
    few = 0 < part < FEWEST_FOR_WILSON or 0 < whole - part < FEWEST_FOR_WILSON
    return (exact_proportion if few else score_interval)(part, whole, confidence=confidence)


def waiting_times(answered: ArrayLike, waiting: ArrayLike, confidence: float = 0.95) -> WaitingTimes:
    """Return how long people wait for an answer, counting those who still wait.

    Parameters
    ----------
    answered
        Days from saying to the first answer, of each contribution that was answered.
    waiting
        Days from saying to today, of each that was not. Who waits as long as another was answered counts as waiting
        on that day.
    confidence
        Two-sided coverage.

    Raises
    ------
    BadInputError
        If a number of days is missing, negative or text.
    """
    times, open_times = as_counts(answered, "days to the answer"), as_counts(waiting, "days of waiting")
    if times.ndim != 1 or open_times.ndim != 1 or np.isnan(times).any() or np.isnan(open_times).any():
        raise BadInputError(
            "The waiting times cannot be used.",
            "A number of days is missing.",
            "Give one number for each contribution.",
        )
    days, events = np.unique(times, return_counts=True)
    everyone = np.sort(np.concatenate([times, open_times]))
    at_risk = len(everyone) - np.searchsorted(everyone, days)
    curve = _curve(events.astype(np.float64), at_risk.astype(np.float64), confidence)
    quarters, low, high = (_first_days(days, limit) for limit in (curve.value, curve.low, curve.high))
    return WaitingTimes(
        len(everyone),
        len(open_times),
        days,
        curve,
        Estimates(quarters, low, high, "Kaplan-Meier, Brookmeyer-Crowley", confidence),
        few=len(everyone) < FEWEST_FOR_LIMITS,
    )


def _curve(events: Floats, at_risk: Floats, confidence: float) -> Estimates:
    """Return the share still waiting after each day, with limits on the scale of log(-log)."""
    share: Floats = np.asarray(np.cumprod(1 - events / at_risk), dtype=np.float64)
    share[np.abs(share) < ROUNDING] = 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events)))
        reach = normal_quantile(confidence) * np.sqrt(variance) / np.abs(np.log(share))
        low, high = share ** np.exp(reach), share ** np.exp(-reach)
    # When all were answered the variance is not known: nobody is left, and the upper limit stays where it was.
    ended = share == 0
    low[ended] = 0.0
    high[ended] = high[~ended][-1] if (~ended).any() else 1.0
    return Estimates(
        share, np.asarray(low), np.asarray(high), "Kaplan-Meier, log(-log) with Greenwood's variance", confidence
    )


def _first_days(days: Floats, curve: Floats) -> Floats:
    """Return the first day on which a curve is down to each quarter."""
    return np.array(
        [next((day for day, at in zip(days, curve, strict=True) if at <= 1 - p + ROUNDING), np.nan) for p in QUARTERS]
    )
