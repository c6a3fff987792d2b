"""How long people would live at today's death rates: abridged life tables with limits.

Chiang's second method (1984): in a band of `n` years with death rate `M = deaths / population`, those who die live on
average the part `a` of it, so

    q = n M / (1 + n (1 - a) M)           the chance of dying in the band
    e = n (p + a q) + p * e_next          years ahead at its start, p = 1 - q

from the last band backwards. The last band is open: at its start `e = 1 / M`. The variance adds up the same way,

    V = p^2 V_next + (n (1 - a) + e_next)^2 * q^2 (1 - q) / deaths

and, for the open band, `1 / (M^2 deaths)`: Silcocks' term, without which limits are too narrow at every age.

Years may be weighted by health: by the share of people in good health (Sullivan) or by the quality of their life.

Sources: Chiang, The Life Table and its Applications (1984), chapter 7; Silcocks, Jenner and Reza, Journal of
Epidemiology and Community Health 55 (2001), 38-43; Eayres and Williams, ibid. 58 (2004), 243-249; Sullivan, HSMHA
Health Reports 86 (1971), 347-354; Newman, Statistics in Medicine 7 (1988), 787-794.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import ROUNDING, as_counts, as_numbers, checked_confidence
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.kernel import kernel
from seedbed.errors import BadInputError, MethodWarning, UsageError

INFANT_FACTOR: Final = 0.1
"""Part of the first band lived by those who die in it, where it starts at birth: most infant deaths come early."""

FEWEST_PERSON_YEARS: Final = 5_000
"""Below this the publishers of England's figures give no life expectancy (Eayres and Williams 2004)."""

FEWEST_LAST_DEATHS: Final = 15
"""Deaths in the open last band from which limits at the oldest ages keep their promise (measured: see the manual)."""

CHIANG: Final = "Chiang II with Silcocks' term for the open last band"
CLOSED: Final = "Chiang II, last band closed"

TOO_FEW_PEOPLE: Final = (
    f"hold fewer than {FEWEST_PERSON_YEARS:,} person-years, where life expectancy tends to come out too high and its "
    "limits may hold the truth less often; join years or places"
)
TOO_FEW_LAST_DEATHS: Final = (
    f"have fewer than {FEWEST_LAST_DEATHS} deaths in the open last band: limits at the oldest ages may hold the truth "
    "less often; join the last bands, years or places"
)
NO_LAST_DEATHS: Final = (
    "have no deaths in the open last band, so no life expectancy can be given at any age; join bands, years or places"
)
GAPS: Final = "lack people or counts in a band: no life expectancy is given at its start and at younger ages"
TOO_HIGH_A_RATE: Final = (
    "have a band with a death rate at which nobody would reach its end: no limits are given there and at younger ages; "
    "join bands, years or places"
)


@dataclass(frozen=True, slots=True)
class LifeTableRules:
    """How deaths lie within the first and the last band; in all others they lie half-way.

    Parameters
    ----------
    infant_factor
        Part of the band that starts at birth which is lived by those who die in it, 0 to 1.
    last_width
        Years of the last band, where it is closed: all die in it, half-way on average, and its deaths are not used.
        None: it is open, and its years are one over its death rate.

    Raises
    ------
    UsageError
        The factor is not between 0 and 1, or the width not a positive number.
    """

    infant_factor: float = INFANT_FACTOR
    last_width: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.infant_factor <= 1:
            raise UsageError(
                f"An infant factor of {self.infant_factor} cannot be used.",
                "It is the part of the first band lived by those who die in it, between 0 and 1.",
                "Ask for 0.1, as England's publishers do, or 0.5.",
            )
        if self.last_width is not None and not (np.isfinite(self.last_width) and self.last_width > 0):
            raise UsageError(
                f"A last age band of {self.last_width} years cannot be used.",
                "A closed band has a positive number of years.",
                "Give its years, such as 15 for 85 to 99, or leave it out for an open band.",
            )


ENGLAND: Final = LifeTableRules()
"""Rules of the publishers of England's figures: a tenth in the first band, the last open."""

YORK: Final = LifeTableRules(infant_factor=0.5, last_width=15.0)
"""Rules of York's quality-adjusted tables for distributional cost-effectiveness: ages 85 to 99 closed."""


def life_expectancy(
    deaths: ArrayLike,
    population: ArrayLike,
    age_start: ArrayLike,
    rules: LifeTableRules = ENGLAND,
    confidence: float = 0.95,
) -> Estimates:
    """Return the years of life ahead at the start of every age band, with limits.

    Parameters
    ----------
    deaths, population
        Deaths and person-years (people times years observed), shape (..., bands). Deaths may be apportioned.
    age_start
        First age of each band in years, increasing, shape (bands,). The last band is open.
    rules
        How deaths lie within the first and the last band: those of England's publishers, or `YORK`.
    confidence
        Two-sided coverage.

    Returns
    -------
    Estimates
        Years, shape (..., bands). NaN at a band whose deaths or population are missing or whose population is zero,
        at a last open band without deaths, and at all younger ages; limits are NaN also from a band downwards in
        which, at its death rate, nobody would reach its end.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, deaths exceed population, or the bands do not fit or do not increase.
    UsageError
        The confidence cannot be used.

    Warns
    -----
    MethodWarning
        Fewer than 5,000 person-years, fewer than 15 deaths in the open last band, or no number at some ages.
    """
    ages = checked_ages(age_start)
    ones = np.ones((1, ages.size))
    return _expectancy(deaths, population, ages, (ones, np.zeros_like(ones)), rules, confidence)


def health_expectancy(  # noqa: PLR0913, PLR0917 - the columns of one table
    deaths: ArrayLike,
    population: ArrayLike,
    age_start: ArrayLike,
    quality: ArrayLike,
    quality_error: ArrayLike | None = None,
    rules: LifeTableRules = ENGLAND,
    confidence: float = 0.95,
) -> Estimates:
    """Return the years ahead weighted by health: healthy (Sullivan) or quality-adjusted life expectancy.

    Parameters
    ----------
    deaths, population, age_start
        As for `life_expectancy`.
    quality
        Share of people in good health, or mean quality of life, in each band: 0 to 1, shape (bands,) or (..., bands).
    quality_error
        Its standard error, same shape. Left out, the limits hold the chance of deaths alone.
    rules, confidence
        As for `life_expectancy`.

    Raises
    ------
    BadInputError
        As for `life_expectancy`; or a quality is outside 0 to 1, as one given in per cent is.
    UsageError
        As for `life_expectancy`.
    """
    ages = checked_ages(age_start)
    weight = _checked_quality(quality, ages.size)
    error = np.zeros_like(weight) if quality_error is None else as_counts(quality_error, "quality error")
    try:
        error = np.broadcast_to(error, weight.shape)
    except ValueError as unfit:
        raise _unfit("the standard errors of quality", error.shape, ages.size) from unfit
    return _expectancy(deaths, population, ages, (weight, error**2), rules, confidence)


def checked_ages(age_start: ArrayLike) -> Floats:
    """Return the first ages of the bands, shape (bands,).

    Raises
    ------
    BadInputError
        They are missing, negative or do not increase, or there is only one band.
    """
    ages = np.atleast_1d(as_counts(age_start, "age_start"))
    if ages.ndim != 1 or ages.size < 2 or np.isnan(ages).any() or (np.diff(ages) <= 0).any():
        raise BadInputError(
            "The age bands cannot be used.",
            f"Their first ages are {', '.join(f'{age:g}' for age in ages.ravel()[:30])}.",
            "Give two or more first ages in years, each larger than the one before: 0, 1, 5, 10 and so on.",
        )
    return ages


def _expectancy(
    deaths: ArrayLike,
    population: ArrayLike,
    ages: Floats,
    quality: tuple[Floats, Floats],
    rules: LifeTableRules,
    confidence: float,
) -> Estimates:
    count, people = _checked_counts(deaths, population, ages.size)
    flat = [np.ascontiguousarray(each.reshape(-1, ages.size)) for each in (count, people)]
    weight, doubt = (_one_row_or_all(each, count.shape) for each in quality)
    value, variance = _years_ahead(flat[0], flat[1], _shape_of_bands(ages, rules), weight, doubt)
    _warn(flat[0], flat[1], value, variance, rules)
    z = float(special.ndtri((1 + checked_confidence(confidence)) / 2))
    half = z * np.sqrt(variance).reshape(count.shape)
    years = value.reshape(count.shape)
    return Estimates(years, years - half, years + half, CHIANG if rules.last_width is None else CLOSED, confidence)


def _shape_of_bands(ages: Floats, rules: LifeTableRules) -> Floats:
    """Return the years of each band (NaN where it is open) and the part lived by those who die in it, (2, bands)."""
    width = np.append(np.diff(ages), np.nan if rules.last_width is None else rules.last_width)
    part = np.where(ages == 0, rules.infant_factor, 0.5)
    part[-1] = 0.5
    return np.vstack([width, part])


@kernel
def _years_ahead(
    deaths: Floats, population: Floats, shape: Floats, quality: Floats, quality_variance: Floats
) -> tuple[Floats, Floats]:
    """Return value and variance of the years ahead, band by band from the last; arrays are (sets, bands)."""
    sets, bands = deaths.shape
    width, factor = shape
    value = np.empty((sets, bands))
    variance = np.empty((sets, bands))
    for row in range(sets):
        ahead = 0.0
        spread = 0.0
        # One row of quality may serve all sets.
        of = min(row, quality.shape[0] - 1)
        for band in range(bands - 1, -1, -1):
            count = deaths[row, band]
            people = population[row, band]
            weight = quality[of, band]
            doubt = quality_variance[of, band]
            last = band == bands - 1
            rate = count / people if people > 0 else np.nan
            if last and np.isnan(width[band]):
                ahead = weight / rate if count > 0 else np.nan
                spread = (weight**2 / count + doubt) / rate**2 if count > 0 else np.nan
            else:
                years = width[band]
                part = factor[band]
                dying = years * rate / (1 + years * (1 - part) * rate)
                doubt_of_dying = dying**2 * (1 - dying) / count if count > 0 else 0.0
                if last:
                    dying = 1.0
                    doubt_of_dying = 0.0
                elif dying > 1:
                    # The rate is too high for half-way deaths: nobody reaches the end, and no variance is known.
                    dying = 1.0
                    doubt_of_dying = np.nan
                staying = 1 - dying
                lived = years * (staying + part * dying)
                lost = weight * years * (1 - part) + ahead
                spread = staying**2 * spread + lost**2 * doubt_of_dying + lived**2 * doubt
                ahead = weight * lived + staying * ahead
            value[row, band] = ahead
            variance[row, band] = spread
    return value, variance


def _checked_counts(deaths: ArrayLike, population: ArrayLike, bands: int) -> tuple[Floats, Floats]:
    count, people = as_counts(deaths, "deaths"), as_counts(population, "population")
    if count.shape != people.shape or count.ndim < 1 or count.shape[-1] != bands:
        raise _unfit("deaths and population", (count.shape, people.shape), bands)
    too_many = count > people * (1 + ROUNDING)
    if too_many.any():
        first = np.unravel_index(int(np.flatnonzero(too_many)[0]), too_many.shape)
        raise BadInputError(
            "There are more deaths than people in an age band.",
            f"Band {int(first[-1]) + 1} has {count[first]:g} deaths among {people[first]:g} people "
            f"({int(too_many.sum())} such bands in all).",
            "Give person-years (people times years observed) as population, and the deaths of the same years.",
        )
    return count, people


def _checked_quality(quality: ArrayLike, bands: int) -> Floats:
    weight = as_numbers(quality, "quality")
    if weight.ndim < 1 or weight.shape[-1] != bands:
        raise _unfit("quality", weight.shape, bands)
    wrong = (weight < 0) | (weight > 1)
    if wrong.any():
        raise BadInputError(
            "A quality of life or share in good health is outside 0 to 1.",
            f"It is {weight[wrong][0]:g} ({int(wrong.sum())} such in all).",
            "Give it as a share: 0.886, not 88.6.",
        )
    return weight


def _one_row_or_all(quality: Floats, shape: tuple[int, ...]) -> Floats:
    """Return quality as (1, bands) where it serves every set, else as (sets, bands)."""
    if quality.size == shape[-1]:
        return np.ascontiguousarray(quality.reshape(1, -1), dtype=np.float64)
    try:
        whole = np.broadcast_to(quality, shape)
    except ValueError as unfit:
        raise _unfit("quality", quality.shape, shape[-1]) from unfit
    return np.ascontiguousarray(whole.reshape(-1, shape[-1]), dtype=np.float64)


def _unfit(what: str, shape: object, bands: int) -> BadInputError:
    return BadInputError(
        "The columns do not fit the age bands.",
        f"There are {bands} bands, and {what} have the shape {shape}.",
        "Give one value for each age band, in the same order.",
    )


def _warn(deaths: Floats, population: Floats, value: Floats, variance: Floats, rules: LifeTableRules) -> None:
    """Tell once of all sets where the method is weak or gives no number."""
    few = np.nansum(population, axis=1) < FEWEST_PERSON_YEARS
    stuck = np.isfinite(value).any(axis=1) & np.isfinite(value[:, 0]) & np.isnan(variance[:, 0])
    open_end = rules.last_width is None
    endless = (deaths[:, -1] == 0) & open_end
    rare = (deaths[:, -1] > 0) & (deaths[:, -1] < FEWEST_LAST_DEATHS) & open_end
    gaps = np.isnan(value[:, 0]) & ~endless
    told = [
        _said(few, TOO_FEW_PEOPLE),
        _said(rare, TOO_FEW_LAST_DEATHS),
        _said(endless, NO_LAST_DEATHS),
        _said(gaps, GAPS),
        _said(stuck, TOO_HIGH_A_RATE),
    ]
    text = " ".join(part for part in told if part)
    if text:
        warnings.warn(text, MethodWarning, stacklevel=4)


def _said(sets: NDArray[np.bool_], what: str) -> str:
    number = int(sets.sum())
    return f"{number:,} of {sets.size:,} sets {what}." if number else ""
