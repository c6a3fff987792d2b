"""Who is beyond reach: the share of each group's people who are too far away, and how groups differ in it.

People are known as counts by group of areas, and reach as the share of each area's people who are beyond a time (0 or 1
where everyone in the area starts at one point). People of one area share their streets, so it is areas that vary and
not people one by one: intervals come from how areas differ, each area a cluster that comes in whole.

- Share of a group beyond: a ratio of two sums over areas. Limits are Wilson's, with as many people as would give the
  variance that areas give (never more than there are), so that they stay between nobody and everyone (Korn and
  Graubard, Survey Methodology 24, 1998, 193-201; Franco and others, Journal of Survey Statistics and Methodology 7,
  2019, 334-364). Where nobody or everyone is beyond, that number is Kish's effective number of areas.
- Gap: a group's share less that of the last group, and their ratio. Limits from drawing areas again (Rao and Wu), the
  same areas for both groups.
- Slope and relative index: the straight line of `phe_slope` through groups in order. Limits from the same drawings:
  errors of groups that live in the same areas go together, which `phe_slope`'s own limits do not know.
- Concentration index: `concentration`, areas as clusters.

In simulations of towns whose areas are wholly near or wholly beyond, 95% limits of shares held the truth 95% to 97% of
the time; those of gaps and slopes 89% with 12 areas, 92% with 30 and 93% with 95.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, checked_confidence
from seedbed.analysis.equity.concentration.indices import Index, Question, concentration
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.rates import score_interval
from seedbed.analysis.equity.sampling.bootstrap import REPLICATES, bootstrap
from seedbed.analysis.equity.sampling.design import (
    Design,
    design_variance,
    normal_quantile,
    student_quantile,
    survey_design,
)
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.analysis.equity.slope.lines import line_weights
from seedbed.errors import BadInputError, MethodWarning

FEWEST_AREAS = 10
"""With fewer areas nothing honest can be said of how areas differ, and there are no intervals."""
FEW_AREAS = 30
FROM_AREAS = "Wilson, with the effective number of people that areas give"
DRAWN_AREAS = "percentile bootstrap of areas"


@dataclass(frozen=True, slots=True)
class PeopleByGroup:
    """People of areas by group.

    Parameters
    ----------
    name
        What the groups differ in: "Disability".
    groups
        Their names; where they are in order, from the most to the least disadvantaged. Others are compared with the
        last.
    people
        Shape (areas, groups).
    ordered
        Whether they are in order.
    counted
        What is counted: "people", "households".
    """

    name: str
    groups: tuple[str, ...]
    people: Floats
    ordered: bool = False
    counted: str = "people"


@dataclass(frozen=True, slots=True)
class AccessEquity:
    """How groups differ in who is beyond reach, of one or more measures of reach.

    Parameters
    ----------
    people
        Of each group, shape (groups,).
    share
        Of each group beyond, 0 to 1; shape (measures, groups).
    gap, ratio
        Share less that of the last group, and over it; same shape, NaN for the last group itself.
    slope, relative
        Slope index (fitted share at the most advantaged end less that at the most disadvantaged) and relative index;
        shape (measures,), NaN of groups without order.
    concentration
        Standard and Erreygers' index of each measure; below zero, being beyond is concentrated among the disadvantaged.
        None of groups without order, and where nobody or everyone is beyond.
    areas
        How many areas have people.
    """

    people: Floats
    share: Estimates
    gap: Estimates
    ratio: Estimates
    slope: Estimates
    relative: Estimates
    concentration: tuple[tuple[Index, ...], ...]
    areas: int


def access_equity(
    groups: PeopleByGroup,
    beyond: ArrayLike,
    *,
    confidence: float = 0.95,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> AccessEquity:
    """Return how groups differ in who is beyond reach.

    Parameters
    ----------
    groups
        People of areas by group.
    beyond
        Share of each area's people who are beyond, 0 to 1, shape (areas, measures). An area where it is not known (NaN)
        does not count.
    confidence
        Two-sided, 0 to 1.
    replicates, seed
        How many times areas are drawn again, and where draws start.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, a share is no share, the shapes do not fit, or nobody is left.

    Warns
    -----
    MethodWarning
        There are so few areas that there are no intervals, or limits to be taken with care.
    """
    checked_confidence(confidence)
    people, shares = _checked(groups, beyond)
    areas = len(people)
    share, gap, ratio, slope, relative = (
        _unsure(each, confidence) for each in _compared(people[None], shares, groups.ordered)
    )
    if areas >= FEWEST_AREAS:
        design = survey_design(areas)
        share = _share_limits(people, shares, share.value, design, confidence)
        gap, ratio, slope, relative = _drawn_limits(
            people, shares, design, ordered=groups.ordered, confidence=confidence, replicates=replicates, seed=seed
        )
    _warn_of_areas(areas)
    indices = _concentrations(people, shares, confidence) if groups.ordered else ((),) * shares.shape[1]
    return AccessEquity(people.sum(axis=0), share, gap, ratio, slope, relative, indices, areas)


def _checked(groups: PeopleByGroup, beyond: ArrayLike) -> tuple[Floats, Floats]:
    """Return people and shares of the areas that count."""
    people, shares = as_counts(groups.people, groups.name), as_counts(beyond, "share beyond reach")
    if people.ndim != 2 or shares.ndim != 2 or len(people) != len(shares) or people.shape[1] != len(groups.groups):
        raise BadInputError(
            f"The people of '{groups.name}' do not fit their reach.",
            f"People have the shape {people.shape}, reach {shares.shape}, and there are {len(groups.groups)} groups.",
            "Give each area a count of each group and one share a measure.",
        )
    if (shares > 1).any():
        raise BadInputError(
            "A share beyond reach is above 1.", f"It is {np.nanmax(shares):g}.", "Give shares between 0 and 1."
        )
    people = np.nan_to_num(people)
    kept = np.isfinite(shares).all(axis=1) & (people.sum(axis=1) > 0)
    if not kept.any():
        raise BadInputError(
            f"Nobody of '{groups.name}' lives where reach is known.",
            "No area has both people and a known reach.",
            "Check that the people are those of the areas on the map.",
        )
    return people[kept], shares[kept]


def _compared(people: Floats, shares: Floats, ordered: bool) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return shares, gaps and ratios of groups, slope and relative index.

    ``people`` has the shape (1, areas, groups); the answers (measures, groups) and (measures,).
    """
    whole = people[0].sum(axis=0)[None]
    found = _from_sums(whole, (shares.T @ people[0])[None], ordered)
    return tuple(each[0] for each in found)


def _from_sums(whole: Floats, far: Floats, ordered: bool) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Work out all comparisons of sets: ``whole`` (sets, groups) people, ``far`` (sets, measures, groups) beyond."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(far / np.where(whole > 0, whole, np.nan)[:, None, :], 0, 1)
        last = share[:, :, -1:]
        gap, ratio = share - last, share / np.where(last > 0, last, np.nan)
    gap[:, :, -1] = ratio[:, :, -1] = np.nan
    slope = relative = np.full(share.shape[:2], np.nan)
    if ordered and whole.shape[1] > 1:
        of_intercept, of_slope = line_weights(whole)
        known = np.where(whole[:, None, :] > 0, np.nan_to_num(share), 0.0)
        slope = (known * of_slope[:, None, :]).sum(axis=2)
        start = (known * of_intercept[:, None, :]).sum(axis=2)
        relative = np.where((start > 0) & (start + slope > 0), (start + slope) / np.where(start > 0, start, 1), np.nan)
    return share, gap, ratio, slope, relative


def _unsure(values: Floats, confidence: float) -> Estimates:
    without = np.full(values.shape, np.nan)
    return Estimates(values, without, without, "no interval: too few areas", confidence)


def _share_limits(people: Floats, shares: Floats, found: Floats, design: Design, confidence: float) -> Estimates:
    """Return Wilson's limits of the groups' shares with the effective number of people."""
    whole = people.sum(axis=0)
    apart = shares.T[:, None, :] - np.nan_to_num(found)[:, :, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        pulls = apart * (people / whole).T[None]
        variance = design_variance(np.nan_to_num(pulls).reshape(-1, len(people)), design).reshape(found.shape)
        alike = whole**2 / (people**2).sum(axis=0)
        inexact = (normal_quantile(confidence) / student_quantile(confidence, design.degrees)) ** 2
        spread = found * (1 - found)
        effective = np.where(variance > spread * 1e-12, inexact * spread / variance, alike)
    effective = np.minimum(effective, whole)
    score = score_interval(found * effective, effective, 1, confidence)
    return Estimates(found, score.low, score.high, FROM_AREAS, confidence)


def _drawn_limits(  # noqa: PLR0913 - one argument a choice of `access_equity`
    people: Floats, shares: Floats, design: Design, *, ordered: bool, confidence: float, replicates: int, seed: int
) -> tuple[Estimates, Estimates, Estimates, Estimates]:
    """Return gap, ratio, slope and relative index with limits from drawing areas again."""
    measures, groups = shares.shape[1], people.shape[1]
    far = (shares[:, :, None] * people[:, None, :]).reshape(len(people), -1)

    def statistic(weights: Floats) -> Floats:
        whole, beyond = weights @ people, (weights @ far).reshape(-1, measures, groups)
        _, gap, ratio, slope, relative = _from_sums(whole, beyond, ordered)
        return np.concatenate([gap, ratio, slope[:, :, None], relative[:, :, None]], axis=2)

    with warnings.catch_warnings():
        # A ratio to nobody, as is said where it is shown: no fault of the drawing.
        warnings.simplefilter("ignore", MethodWarning)
        drawn = bootstrap(
            statistic, np.ones(len(people)), design, replicates=replicates, seed=seed, confidence=confidence
        )
    parts = (np.s_[:, :groups], np.s_[:, groups : 2 * groups], np.s_[:, 2 * groups], np.s_[:, 2 * groups + 1])
    gap, ratio, slope, relative = (
        Estimates(drawn.value[part], drawn.low[part], drawn.high[part], DRAWN_AREAS, confidence) for part in parts
    )
    return gap, ratio, slope, relative


def _concentrations(people: Floats, shares: Floats, confidence: float) -> tuple[tuple[Index, ...], ...]:
    """Return the indices of each measure; everyone of an area's group counts alike, areas are clusters."""
    areas, groups = people.shape
    cluster, rank = np.repeat(np.arange(areas), groups), np.tile(np.arange(groups), areas)
    weight = people.ravel()
    lived = weight > 0
    question = Question(
        kinds=("standard", "erreygers"),
        bounds=(0.0, 1.0),
        confidence=confidence,
        interval="linearised" if areas >= FEWEST_AREAS else "none",
    )
    found: list[tuple[Index, ...]] = []
    for share in shares.T:
        values = np.repeat(share, groups)[lived]
        if np.ptp(values) == 0:  # nobody or everyone is beyond: nothing to be concentrated
            found.append(())
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MethodWarning)  # of few areas this module warns itself
            design = survey_design(int(lived.sum()), cluster=cluster[lived]) if areas >= FEWEST_AREAS else None
            found.append(tuple(concentration(rank[lived], values, weight[lived], design, question)))
    return tuple(found)


def no_intervals(areas: int) -> str:
    """Say in words why so few areas give no intervals; "" of enough."""
    if areas >= FEWEST_AREAS:
        return ""
    return (
        f"There are no intervals: {areas} areas, fewer than {FEWEST_AREAS}, cannot show how areas differ. All of their "
        "people are counted, not a sample; whether groups differ by more than chance cannot be said."
    )


def _warn_of_areas(areas: int) -> None:
    if areas < FEWEST_AREAS:
        told = no_intervals(areas)
    elif areas < FEW_AREAS:
        told = f"Take the limits with care: they rest on {areas} areas, fewer than {FEW_AREAS}."
    else:
        return
    warnings.warn(told, MethodWarning, stacklevel=3)
