"""Rounding in place of hiding: every count becomes a multiple of a base.

- **Conventional**: to the nearest multiple, halves up. Margins are rounded by themselves and need not add up.
- **Random**: up or down to a neighbouring multiple, so that the mean over many draws is the count itself. The draw
  belongs to the cell's name: publishing the same count again gives the same number, so averaging tells nothing.
- **Controlled**: to a neighbouring multiple, chosen so that all sums hold and the counts change least.

Rounding is audited as hiding is: the attacker knows how each cell was rounded, and so between which counts it lies, and
that the true counts satisfy all sums. Each small count must keep half the base (rounded up) of whole values, which is
what rounding a single number to 0 leaves. Where sums take more away, the totals at fault are not shown.

Sources: Cox (1987), "A constructive procedure for unbiased controlled rounding", JASA 82(398); Salazar (2008),
"Statistical confidentiality: optimization techniques to protect tables", Computers and Operations Research 35(5).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse

from seedbed.analysis.equity.disclosure.attack import ROUNDING, Intervals, Mask, attack_within
from seedbed.analysis.equity.disclosure.programme import WholeNumbers
from seedbed.analysis.equity.disclosure.tables import Release, draw
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, NotAllowedError, UsageError

Method = Literal["conventional", "random", "controlled"]
STEPS = 2000
"""Branches of the search for rounded counts that add up."""


@dataclass(frozen=True, slots=True)
class Rounded:
    """A release with rounded counts.

    Parameters
    ----------
    counts
        Rounded counts, NaN where even the rounded count may not be shown, shape (cells,).
    found
        What an attacker knows of each cell's true count.
    """

    counts: Floats
    found: Intervals

    @property
    def hidden(self) -> Mask:
        """Cells that are not shown."""
        return np.asarray(np.isnan(self.counts))


def round_release(release: Release, primary: Mask, base: int = 5, method: Method = "random", seed: int = 0) -> Rounded:
    """Round all counts, attack the result, and hide totals that still give a small count away.

    Parameters
    ----------
    release
        Cells with true counts, all whole.
    primary
        Small cells, shape (cells,).
    base
        Multiples of what, 2 or more.
    method
        One of the three.
    seed
        Of random rounding; keep it secret and the same from one release to the next.

    Raises
    ------
    UsageError
        The base is below 2, or no counts that add up lie near enough.
    BadInputError
        A count is not whole.
    NotAllowedError
        A published denominator gives a small count away whatever is rounded.
    """
    ways: dict[Method, Callable[[], tuple[Floats, int]]] = {
        "conventional": lambda: (round_conventionally(release.counts, base), 0),
        "random": lambda: (round_at_random(release.keys, release.counts, base, seed), base - 1),
        "controlled": lambda: round_so_that_sums_hold(release, base),
    }
    _check(release.counts, base)
    counts, away = ways[method]()
    low, high = counts - base // 2, counts + (base + 1) // 2 - 1
    if away:
        low, high = counts - away, counts + away
    return _without_leaks(release, primary, base, counts, (np.maximum(low, 0.0), np.minimum(high, release.most)))


def round_conventionally(counts: Floats, base: int = 5) -> Floats:
    """Return each count rounded to the nearest multiple, halves up: for base 5 never more than 2 away."""
    return np.asarray(np.floor(counts / base + 0.5) * base, dtype=np.float64)


def round_at_random(keys: Sequence[Hashable], counts: Floats, base: int = 5, seed: int = 0) -> Floats:
    """Return each count rounded up with the chance (count mod base) / base, else down; multiples stay.

    Parameters
    ----------
    keys
        Names of the cells: the same name and seed give the same draw.
    counts
        Whole counts, shape (cells,).
    base
        Multiples of what.
    seed
        Number that the draws start from.
    """
    draws = np.array([draw(key, seed) for key in keys])
    rest = np.mod(counts, base)
    return np.asarray(counts - rest + np.where(draws < rest / base, base, 0), dtype=np.float64)


def round_so_that_sums_hold(release: Release, base: int = 5) -> tuple[Floats, int]:
    """Return counts rounded to a neighbouring multiple so that all sums hold, and how far any may lie from the truth.

    Where no neighbouring multiples add up, as may happen with three columns or more, the next ones are tried.

    Raises
    ------
    UsageError
        Those do not add up either, or the search was too long.
    """
    rest = np.mod(release.counts, base)
    floor = (release.counts - rest) / base
    for further in (0, 1):
        least = np.maximum(floor - further, 0.0)
        most = np.where(rest > 0, floor + 1, floor) + further
        found = _nearest_that_add_up(release, base, least, most)
        if found is not None:
            return found * base, base - 1 + further * base
    raise UsageError(
        "This table cannot be rounded so that its totals add up.",
        f"No multiples of {base} near the counts satisfy all sums, or none were found in {STEPS:,} steps.",
        "Round at random, or hide small counts.",
    )


def _nearest_that_add_up(release: Release, base: int, least: Floats, most: Floats) -> Floats | None:
    """Choose the multiples with the smallest sum of distances; a distance is bent at the two neighbours."""
    target = release.counts / base
    size = release.size
    width = 2 * size
    # Second half: distances, at least target - x and x - target.
    eye = np.arange(size)
    rows = np.concatenate([eye, eye, eye + size, eye + size])
    cells = np.concatenate([eye, eye + size, eye, eye + size])
    signs = np.concatenate([np.ones(size), np.ones(size), -np.ones(size), np.ones(size)])
    distances = sparse.coo_array((signs, (rows, cells)), (2 * size, width))
    entries = release.equations.tocoo()
    sums = sparse.coo_array((entries.data, (entries.row, entries.col)), (entries.shape[0], width))
    nothing = np.zeros(entries.shape[0])
    made = WholeNumbers(
        np.concatenate([np.zeros(size), np.ones(size)]),
        np.concatenate([least, np.zeros(size)]),
        np.concatenate([most, np.full(size, np.inf)]),
        np.arange(width) < size,
        sparse.csr_array(sparse.vstack([distances, sums])),
        np.concatenate([target, -target, nothing]),
        np.concatenate([np.full(2 * size, np.inf), nothing]),
    )
    found = made.cheapest(STEPS)
    return None if found is None else np.asarray(np.round(found[:size]))


def _without_leaks(
    release: Release, primary: Mask, base: int, counts: Floats, bounds: tuple[Floats, Floats]
) -> Rounded:
    """Hide totals until no small count is narrower than rounding by itself leaves it."""
    low, high = bounds[0].copy(), bounds[1].copy()
    shown = counts.copy()
    needed = np.minimum((base + 1) // 2, release.most + 1)
    totals = release.equations.minimum(0)
    while True:
        found = attack_within(release, low, high)
        failing = primary & (found.values < needed - ROUNDING)
        if not failing.any():
            return Rounded(shown, found)
        rows = np.flatnonzero(abs(release.equations) @ failing.astype(np.float64) > 0)
        at_fault = np.zeros(release.size, dtype=np.bool_)
        at_fault[totals[rows].indices] = True
        at_fault = (at_fault | failing) & np.isfinite(shown)
        if not at_fault.any():
            at_fault = np.isfinite(shown)
        if not at_fault.any():
            raise NotAllowedError(
                "This table cannot be published.",
                "Published denominators give a small count away.",
                "Leave the denominators out, or publish larger areas together.",
            )
        shown[at_fault] = np.nan
        low[at_fault], high[at_fault] = 0.0, release.most[at_fault]


def _check(counts: Floats, base: int) -> None:
    if base < 2:
        raise UsageError(f"Rounding to {base} changes nothing.", "The base is below 2.", "Ask for 5, 10 or 3.")
    if (np.abs(counts - np.round(counts)) > ROUNDING).any():
        raise BadInputError(
            "A count is not whole.", "Rounding needs whole counts.", "Hide small counts, or give whole counts."
        )
