"""What would change if a place opened, moved or got a way without steps, and where new places would serve best.

- What if: times before and after are compared group by group: who comes within reach, who falls out of it, and how many
  minutes they gain.
- Best places by coverage: the maximal covering location problem (Church and ReVelle, Papers of the Regional Science
  Association 32, 1974, 101-118): choose k places so that the most people come within reach.
- Best places by equity: of all choices of k, those in which the group that is served least is served most (Rawls'
  maximin), and of these the one that covers the most people. Nobody's reach is lowered to make groups equal.

Both are solved exactly as mixed integer programmes with HiGHS through scipy; the answer says whether it is proved best.
Origins that the same places would reach are put together first, which changes nothing in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, sparse

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, UsageError

Aim = Literal["coverage", "equity"]
Truths = NDArray[np.bool_]
Whole = NDArray[np.intp]

SECONDS = 60.0
"""Longest time that one search for the best places may take."""
HAIR = 1e-9
"""Share of a group by which the second search may miss what the first has found."""
SHOWN_GAP = 1e-6
"""A choice within this share of the best bound counts as the best."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for each group, shape (groups,).

    Parameters
    ----------
    people
        Of each group.
    before, after
        People within reach.
    gained, lost
        People who come within reach, and who fall out of it.
    nearer
        People whose time is shorter, within reach or not.
    minutes
        Mean minutes that those who had a time before and have one after are nearer (negative: farther); NaN where
        there are none.
    """

    people: Floats
    before: Floats
    after: Floats
    gained: Floats
    lost: Floats
    nearer: Floats
    minutes: Floats


@dataclass(frozen=True, slots=True)
class BestSites:
    """The best places.

    Parameters
    ----------
    chosen
        Numbers of the candidates, the one that adds the most people first.
    gained
        People of each group who come within reach, shape (groups,).
    covered
        People of each group within reach with them, shape (groups,).
    added
        People of all groups that each chosen place adds to those before it.
    proved
        Whether no better choice exists; else the search ran out of time and this is the best it found.
    """

    chosen: tuple[int, ...]
    gained: Floats
    covered: Floats
    added: tuple[float, ...]
    proved: bool


def what_changes(before: ArrayLike, after: ArrayLike, people: Floats, cutoff: float) -> Change:
    """Compare times before and after.

    Parameters
    ----------
    before, after
        Seconds from each origin to the nearest place, infinite where none is in reach; shape (origins,).
    people
        Shape (origins, groups).
    cutoff
        Seconds that count as within reach.

    Raises
    ------
    BadInputError
        Shapes do not fit, or a count is negative.
    """
    first, then = np.asarray(before, np.float64), np.asarray(after, np.float64)
    living = _checked_people(people, len(first))
    if first.shape != then.shape:
        raise BadInputError(
            "Times before and after do not fit.", f"{first.shape} and {then.shape}.", "Give both for the same origins."
        )
    near, nearer_then = first <= cutoff, then <= cutoff
    both = np.isfinite(first) & np.isfinite(then)
    saved = np.where(both, first, 0) - np.where(both, then, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        minutes = (saved @ living) / (both @ living) / 60
    return Change(
        living.sum(axis=0),
        near @ living,
        nearer_then @ living,
        (~near & nearer_then) @ living,
        (near & ~nearer_then) @ living,
        (then < first) @ living,
        minutes,
    )


def best_sites(
    reaches: sparse.sparray | NDArray[np.bool_],
    people: Floats,
    sites: int,
    *,
    covered: ArrayLike | None = None,
    aim: Aim = "coverage",
    seconds: float = SECONDS,
) -> BestSites:
    """Choose the places that would serve best.

    Parameters
    ----------
    reaches
        Whether each origin has each candidate within reach, shape (origins, candidates).
    people
        Shape (origins, groups). Coverage counts people of all groups.
    sites
        How many to choose; with fewer candidates, all.
    covered
        Whether each origin has a place within reach already, shape (origins,).
    aim
        Coverage, or equity between the groups.
    seconds
        Longest time for each search.

    Raises
    ------
    UsageError
        Fewer than one place is asked for, or the aim is not known.
    BadInputError
        Shapes do not fit, a count is negative, or there are no candidates.
    """
    matrix = sparse.csr_array(reaches).astype(bool)
    origins, candidates = matrix.shape
    _check(sites, aim, candidates)
    living = _checked_people(people, origins)
    already = np.zeros(origins, np.bool_) if covered is None else np.asarray(covered, np.bool_)
    problem = _together(matrix, living, already)
    many = min(sites, candidates)
    chosen, proved = _solved(problem, many, aim, seconds)
    order, added = _in_order(matrix, living.sum(axis=1), already, chosen)
    served = already | (matrix[:, list(chosen)].sum(axis=1) > 0)
    return BestSites(order, (served & ~already) @ living, served @ living, added, proved)


@dataclass(frozen=True, slots=True)
class _Problem:
    """Origins put together by the candidates that reach them: matrix, people, and people of groups covered already."""

    matrix: sparse.csr_array
    people: Floats
    covered: Floats
    whole: Floats


def _check(sites: int, aim: str, candidates: int) -> None:
    if sites < 1:
        raise UsageError(f"{sites} places cannot be chosen.", "At least one is needed.", "Ask for 1 or more.")
    if aim not in get_args(Aim):
        raise UsageError(f"'{aim}' is no aim.", "Places are chosen for coverage or equity.", "Ask for one of the two.")
    if not candidates:
        raise BadInputError("There are no candidate places.", "None was given.", "Give one or more.")


def _checked_people(people: Floats, origins: int) -> Floats:
    living = np.nan_to_num(as_counts(people, "people"))
    if living.ndim != 2 or len(living) != origins:
        raise BadInputError(
            "People do not fit the origins.",
            f"People have the shape {living.shape} for {origins:,} origins.",
            "Give each origin its people of each group.",
        )
    return living


def _together(matrix: sparse.csr_array, living: Floats, already: Truths) -> _Problem:
    """Put origins together that the same candidates reach; those covered already, or by none, change nothing."""
    matrix.sort_indices()
    open_rows = np.flatnonzero(~already & (np.diff(matrix.indptr) > 0) & (living.sum(axis=1) > 0))
    keys: dict[bytes, int] = {}
    rows = np.array(
        [
            keys.setdefault(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tobytes(), len(keys))
            for row in open_rows
        ],
        dtype=np.intp,
    )
    first = open_rows[np.unique(rows, return_index=True)[1]] if len(rows) else open_rows
    people = np.zeros((len(keys), living.shape[1]))
    np.add.at(people, rows, living[open_rows])
    return _Problem(matrix[first], people, already @ living, living.sum(axis=0))


def _solved(problem: _Problem, sites: int, aim: Aim, seconds: float) -> tuple[tuple[int, ...], bool]:
    """Return the chosen candidates and whether they are proved best."""
    rows, candidates = problem.matrix.shape
    if not rows:
        return tuple(range(sites)), True
    every = problem.people.sum(axis=1)
    least, proved = None, True
    if aim == "equity":
        found = _search(problem, np.zeros(rows), sites, seconds, fair=True)
        least, proved = float(found.x[-1]) * (1 - HAIR) - HAIR, found.proved
    found = _search(problem, every / every.sum(), sites, seconds, least=least)
    chosen = np.flatnonzero(found.x[:candidates] > 0.5)
    return tuple(int(place) for place in chosen), proved and found.proved


@dataclass(frozen=True, slots=True)
class _Found:
    x: Floats
    proved: bool


def _search(
    problem: _Problem, worth: Floats, sites: int, seconds: float, *, fair: bool = False, least: float | None = None
) -> _Found:
    """Solve one programme: candidates (0 or 1), origins served (0 to 1) and the least served group's share."""
    rows, candidates = problem.matrix.shape
    shared = problem.whole > 0
    share = problem.people[:, shared] / problem.whole[shared]
    start = problem.covered[shared] / problem.whole[shared]
    none = sparse.csr_array((rows, 1))
    served = sparse.hstack([-problem.matrix.astype(np.float64), sparse.eye_array(rows), none])
    number = sparse.csr_array(np.concatenate([np.ones(candidates), np.zeros(rows + 1)])[None])
    limits = [optimize.LinearConstraint(served.tocsr(), -np.inf, 0), optimize.LinearConstraint(number, sites, sites)]
    groups = share.shape[1]
    if fair or least is not None:
        of_least = -np.ones((groups, 1)) if fair else np.zeros((groups, 1))
        each = sparse.hstack([sparse.csr_array((groups, candidates)), share.T, of_least]).tocsr()
        limits.append(optimize.LinearConstraint(each, -start + (least or 0.0), np.inf))
    cost = np.concatenate([np.zeros(candidates), -worth, [-1.0 if fair else 0.0]])
    whole_numbers = np.concatenate([np.ones(candidates), np.zeros(rows + 1)])
    answer = optimize.milp(
        cost,
        integrality=whole_numbers,
        bounds=optimize.Bounds(0, 1),
        constraints=limits,
        options={"time_limit": seconds, "mip_rel_gap": SHOWN_GAP},
    )
    if answer.x is None:
        raise UsageError(
            "No choice of places was found in time.",
            f"{candidates:,} candidates and {rows:,} groups of origins took more than {seconds:g} s.",
            "Give fewer candidates.",
        )
    return _Found(np.asarray(answer.x), bool(answer.status == 0))


def _in_order(
    matrix: sparse.csr_array, people: Floats, already: Truths, chosen: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the chosen in the order in which they add the most, and what each adds."""
    columns = matrix[:, list(chosen)].toarray()
    left, served = list(range(len(chosen))), already.copy()
    order, added = [], []
    while left:
        gains = [float(people[columns[:, each] & ~served].sum()) for each in left]
        best = int(np.argmax(gains))
        place = left.pop(best)
        served |= columns[:, place]
        order.append(chosen[place])
        added.append(gains[best])
    return tuple(order), tuple(added)
