"""Where high or low values lie together: local Moran and Getis-Ord, tested by random draws.

Sources: Anselin 1995 (doi 10.1111/j.1538-4632.1995.tb00338.x) for local Moran; Getis and Ord 1992
(doi 10.1111/j.1538-4632.1992.tb00261.x) and Ord and Getis 1995 (doi 10.1111/j.1538-4632.1995.tb00912.x)
for Gi and Gi*.

How the draws work: an area keeps its own value, and its neighbours' places are given to other areas picked
at random without replacement. One ordering of the areas serves every area in a draw (each skips itself in
it), so an area's own p value is exact in law while the p values of different areas are not independent.
The p value is directed (one-sided, towards the side that the area lies on): double it for two sides.
Draws that tie with what was seen count on both sides, so that many equal values (such as zeros) never
look like a cluster.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.kernel import kernel
from seedbed.analysis.profile.contiguity import Areas, Contiguity
from seedbed.errors import BadInputError, UsageError

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

NO_QUADRANT, HIGH_HIGH, LOW_HIGH, LOW_LOW, HIGH_LOW = range(5)

# Sums that differ by less than this share of the largest possible sum are the same number added in another order.
TIE_SHARE = 1e-12
PLACES_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class LocalMoran:
    """Local Moran of each area, in the order of the values.

    Parameters
    ----------
    statistic
        Positive where an area is like its neighbours, negative where it is unlike them.
    p_value
        Directed (one-sided) p value from the draws, NaN where there is none.
    quadrant
        1 high among high, 2 low among high, 3 low among low, 4 high among low; 0 without value or neighbours.
    draws, seed
        How the p values were made; the same seed gives the same figures.
    """

    statistic: Floats
    p_value: Floats
    quadrant: NDArray[np.int8]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class GetisOrd:
    """Getis-Ord Gi* (or Gi) of each area, in the order of the values.

    Parameters
    ----------
    statistic
        Share of the sum of all values that lies in the area's neighbourhood.
    z_score
        Standard score: above zero where high values lie together, below where low values do.
    p_value
        Directed (one-sided) p value from the draws, NaN where there is none.
    draws, seed
        How the p values were made; the same seed gives the same figures.
    """

    statistic: Floats
    z_score: Floats
    p_value: Floats
    draws: int
    seed: int


def local_moran(values: ArrayLike, contiguity: Contiguity, draws: int = 9999, seed: int = 1) -> LocalMoran:
    """Compare each area's value with the mean of its neighbours'.

    The statistic is ``(n - 1) * z_i * mean(z of neighbours) / sum(z^2)`` with ``z`` the distance from the mean of all
    areas: row-standardised weights and the scaling of ``esda.Moran_Local``.

    Parameters
    ----------
    values
        One number an area, any unit. An area with NaN is left out, as if it and its borders were not there.
    contiguity
        Who adjoins whom, in the same order.
    draws
        How many random draws the p values rest on.
    seed
        Start of the random numbers.

    Returns
    -------
    LocalMoran
        An area without neighbours has statistic 0 (an empty sum), p value NaN, quadrant 0.
        If all values are equal, everything is NaN: nothing can cluster.

    Raises
    ------
    BadInputError
        If there is not one value an area, or a value is infinite.
    UsageError
        If ``draws`` is below 1.
    """
    numbers, present = _checked(values, contiguity, draws)
    kept = contiguity.subset(present) if not present.all() else contiguity
    distance = _from_mean(numbers[present])
    lag = _mean_of_neighbours(distance, kept)
    squares = float(np.square(distance).sum())
    statistic = (len(distance) - 1) * distance * lag / squares if squares else np.full(len(distance), np.nan)
    quadrant = np.select(
        [kept.degrees == 0, (distance > 0) & (lag > 0), lag > 0, distance > 0],
        [NO_QUADRANT, HIGH_HIGH, LOW_HIGH, HIGH_LOW],
        default=LOW_LOW,
    )
    return LocalMoran(
        _scattered(statistic, present),
        _scattered(_p_values(distance, kept, draws, seed), present),
        _scattered(quadrant if squares else 0 * quadrant, present, NO_QUADRANT).astype(np.int8),
        draws,
        seed,
    )


def getis_ord(
    values: ArrayLike, contiguity: Contiguity, draws: int = 9999, seed: int = 1, *, include_self: bool = True
) -> GetisOrd:
    """Find where high or low values lie together.

    Binary weights. Gi* (``include_self``) counts the area among its neighbourhood, Gi does not and leaves the area out
    of mean and variance too: ``esda.G_Local(..., transform="B", star=include_self)``, whose closed form and variance
    (divided by n) it follows.

    Parameters
    ----------
    values
        One number an area. The statistic, a share, means something for numbers of zero or more; z score and p value
        hold for any. An area with NaN is left out, as if it and its borders were not there.
    contiguity
        Who adjoins whom, in the same order.
    draws
        How many random draws the p values rest on.
    seed
        Start of the random numbers.
    include_self
        Gi* if true, Gi if not.

    Returns
    -------
    GetisOrd
        An area without neighbours has no p value (NaN), and no z score in Gi. If all values are equal,
        z scores and p values are NaN. If the values add up to zero, the statistic is NaN.

    Raises
    ------
    BadInputError
        If there is not one value an area, or a value is infinite.
    UsageError
        If ``draws`` is below 1.
    """
    numbers, present = _checked(values, contiguity, draws)
    kept = contiguity.subset(present) if not present.all() else contiguity
    known = numbers[present]
    distance = _from_mean(known)
    return GetisOrd(
        _scattered(_share(known, kept, include_self=include_self), present),
        _scattered(_z_score(distance, kept, include_self=include_self), present),
        _scattered(_p_values(distance, kept, draws, seed), present),
        draws,
        seed,
    )


def _checked(values: ArrayLike, contiguity: Contiguity, draws: int) -> tuple[Floats, NDArray[np.bool_]]:
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.shape != (contiguity.size,):
        raise BadInputError(
            "Values and areas do not match.",
            f"There are {contiguity.size} areas, and the values have the shape {numbers.shape}.",
            "Give one value for each area, in the same order.",
        )
    if np.isinf(numbers).any():
        raise BadInputError(
            "A value is infinite.",
            f"Area number {int(np.argmax(np.isinf(numbers)))} has an infinite value.",
            "Give a number, or leave the value empty.",
        )
    if draws < 1:
        raise UsageError(
            "There must be at least one random draw.", f"{draws} draws were asked for.", "Ask for 999 or 9999."
        )
    return numbers, ~np.isnan(numbers)


def _scattered(values: ArrayLike, present: NDArray[np.bool_], absent: float = np.nan) -> Floats:
    whole = np.full(len(present), absent, dtype=np.float64)
    whole[present] = values
    return whole


def _from_mean(values: Floats) -> Floats:
    """Return distances from the mean; exactly zero if all values are equal."""
    if not len(values) or values.min() == values.max():
        return np.zeros(len(values))
    return np.asarray(values - values.mean())


def _mean_of_neighbours(values: Floats, contiguity: Contiguity) -> Floats:
    return np.asarray(contiguity.sums(values) / np.maximum(contiguity.degrees, 1))


def _share(values: Floats, contiguity: Contiguity, *, include_self: bool) -> Floats:
    own = values if include_self else -values
    inside = contiguity.sums(values) + (own if include_self else 0.0)
    whole = np.full(len(values), values.sum()) + (0.0 if include_self else own)
    return np.asarray(np.divide(inside, whole, out=np.full(len(values), np.nan), where=whole != 0))


def _z_score(distance: Floats, contiguity: Contiguity, *, include_self: bool) -> Floats:
    """Distances are from the mean of all, so their own mean is zero and without area i it is -d_i / (n - 1)."""
    count = contiguity.degrees + (1 if include_self else 0)
    inside = contiguity.sums(distance) + (distance if include_self else 0.0)
    others = len(distance) - (0 if include_self else 1)
    left_out = 0.0 if include_self else distance
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = -left_out / np.float64(others)
        variance = (np.square(distance).sum() - np.square(left_out)) / np.float64(others) - np.square(mean)
        spread = np.sqrt(np.maximum(variance, 0) * count * (others - count) / np.float64(others - 1))
        return np.where(spread > 0, (inside - count * mean) / spread, np.nan)


def _p_values(distance: Floats, contiguity: Contiguity, draws: int, seed: int) -> Floats:
    """Directed p value ``(min(draws at or below, draws at or above) + 1) / (draws + 1)``."""
    if not distance.any():
        return np.full(len(distance), np.nan)
    low, high = _tails(distance, contiguity, draws, seed)
    p_value = (np.minimum(low, high) + 1) / (draws + 1)
    return np.where(contiguity.degrees > 0, p_value, np.nan)


def _tails(values: Floats, contiguity: Contiguity, draws: int, seed: int) -> tuple[Counts, Counts]:
    """Count the draws whose neighbours add up to no more, and to no less, than the real neighbours."""
    degrees = contiguity.degrees
    kinds, kind = np.unique(degrees, return_inverse=True)
    places = int(kinds[-1]) + 1
    seen = contiguity.sums(values)
    slack = TIE_SHARE * np.abs(values).max() * degrees
    low, high = np.zeros((2, len(values)), dtype=np.int64)
    random = np.random.default_rng(seed)
    order = np.arange(len(values), dtype=np.int32)
    done = 0
    while done < draws:
        block = min(draws - done, max(1, PLACES_AT_ONCE // places))
        picked = _orderings(random.random((block, places)), order)
        sums = _first_sums(values, picked, kinds)
        _count_by_degree(sums, kind, (seen - slack, seen + slack), low, high)
        _skip_self(values, picked, sums, degrees, kind, seen - slack, seen + slack, low, high)
        done += block
    return low, high


def _count_by_degree(sums: Floats, kind: Counts, limits: tuple[Floats, Floats], low: Counts, high: Counts) -> None:
    """Count for all areas with the same number of neighbours at once, as if none met itself in a draw."""
    at_least, at_most = limits
    ascending = np.argsort(at_least)  # looking up ascending values is several times faster
    kind_ascending = kind[ascending]
    for number, drawn in enumerate(np.sort(sums, axis=1)):
        areas = ascending[kind_ascending == number]
        below = np.searchsorted(drawn, at_least[areas], side="left")
        high[areas] += len(drawn) - below
        low[areas] += below
        tied = below < len(drawn)
        tied[tied] = drawn[below[tied]] <= at_most[areas[tied]]
        low[areas[tied]] += np.searchsorted(drawn, at_most[areas[tied]], side="right") - below[tied]


@kernel
def _orderings(uniform: Floats, order: Areas) -> Areas:
    """Pick areas without replacement, one row a draw (Durstenfeld's shuffle, stopped early); ``order`` is stirred."""
    draws, places = uniform.shape
    picked = np.empty((draws, places), np.int32)
    for draw in range(draws):
        for place in range(places):
            other = place + np.int64(uniform[draw, place] * (len(order) - place))
            order[place], order[other] = order[other], order[place]
            picked[draw, place] = order[place]
    return picked


@kernel
def _first_sums(values: Floats, picked: Areas, kinds: Counts) -> Floats:
    """Add up the first k picked values of each draw, for each number k in use (ascending)."""
    sums = np.empty((len(kinds), len(picked)))
    for draw in range(len(picked)):
        total, place = 0.0, 0
        for number in range(len(kinds)):
            while place < kinds[number]:
                total += values[picked[draw, place]]
                place += 1
            sums[number, draw] = total
    return sums


@kernel
def _skip_self(  # noqa: PLR0913, PLR0917 - a compiled loop takes plain arrays
    values: Floats,
    picked: Areas,
    sums: Floats,
    degrees: Counts,
    kind: Counts,
    at_least: Floats,
    at_most: Floats,
    low: Counts,
    high: Counts,
) -> None:
    """Put right the counts of areas that met themselves: they skip their own place and take one further area."""
    draws, places = picked.shape
    for draw in range(draws):
        for place in range(places):
            area = picked[draw, place]
            if place < degrees[area]:
                counted = sums[kind[area], draw]
                correct = counted - values[area] + values[picked[draw, degrees[area]]]
                low[area] += np.int64(correct <= at_most[area]) - np.int64(counted <= at_most[area])
                high[area] += np.int64(correct >= at_least[area]) - np.int64(counted >= at_least[area])
