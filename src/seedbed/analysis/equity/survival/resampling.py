"""Contributors drawn again with replacement, and what that does to each group's share of items.

Contributors who are alike in everything that counts (their group and the items that rest on them) are drawn together:
how often each kind comes up among all draws is multinomial, so a resample of a million people costs as much as there
are kinds of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.survival.checks import SurvivalOptions
from seedbed.analysis.equity.survival.counts import StageCounts

BLOCK = 4_000_000
"""Numbers of one block of resamples."""


@dataclass(frozen=True, slots=True)
class ResampledShares:
    """Variance of each group's share of items, shape (groups, stages), and correlation of one stage with the next."""

    variance: Floats
    correlation: Floats


@dataclass(frozen=True, slots=True)
class Kinds:
    """Contributors who are alike: how many, and what each of them adds, shape (kinds, (groups + 1) x stages)."""

    many: NDArray[np.int64]
    adds: Floats


def resampled_shares(
    counts: StageCounts, group: NDArray[Any], behind: NDArray[Any], options: SurvivalOptions
) -> ResampledShares:
    """Return how much shares vary when contributors are drawn again.

    Parameters
    ----------
    counts
        Items by stage.
    group
        Group of each contributor, -1 for no card.
    behind
        Contributors who are behind at least one item: those who are drawn.
    options
        Resamples and seed.
    """
    groups, stages = counts.of_group.shape
    kinds = kinds_of_contributors(counts, group, behind)
    seen = np.concatenate([counts.of_group.ravel(), counts.items]).astype(np.float64)
    shares = np.full((options.resamples, groups, stages), np.nan)
    random = np.random.default_rng(options.seed)
    step = max(BLOCK // max(len(kinds.many), 1), 1)
    for begin in range(0, options.resamples, step):
        rows = min(step, options.resamples - begin)
        drawn = seen + _changes(kinds, rows, random)
        top, bottom = drawn[:, : groups * stages].reshape(rows, groups, stages), drawn[:, groups * stages :]
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.where(bottom[:, np.newaxis] > 0, top / bottom[:, np.newaxis], np.nan)
        shares[begin : begin + rows] = np.clip(part, 0, 1)
    return _spread(shares)


def kinds_of_contributors(counts: StageCounts, group: NDArray[Any], behind: NDArray[Any]) -> Kinds:
    """Return the contributors by kind."""
    groups, stages = counts.of_group.shape
    rows = np.column_stack([group[behind], counts.resting_group[behind], counts.resting[behind]]).astype(np.int32)
    rows = np.ascontiguousarray(rows)
    whole = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    _, where, many = np.unique(whole, return_index=True, return_counts=True)
    alike = rows[where]
    adds = np.zeros((len(alike), groups + 1, stages))
    known = np.flatnonzero(alike[:, 0] >= 0)
    adds[known, alike[known, 0]] = alike[known, 1 : stages + 1]
    adds[:, groups] = alike[:, stages + 1 :]
    return Kinds(many.astype(np.int64), adds.reshape(len(alike), (groups + 1) * stages))


def _changes(kinds: Kinds, resamples: int, random: np.random.Generator) -> Floats:
    """Return what resamples add to or take from the counts, shape (resamples, (groups + 1) x stages)."""
    people = int(kinds.many.sum())
    if not people:
        return np.zeros((resamples, kinds.adds.shape[1]))
    drawn = random.multinomial(people, kinds.many / people, size=resamples)
    return np.asarray((drawn - kinds.many).astype(np.float64) @ kinds.adds)


def _spread(shares: Floats) -> ResampledShares:
    """Return variances and correlations, leaving out resamples in which a stage is empty."""
    known = np.isfinite(shares)
    many = np.maximum(known.sum(axis=0), 2)
    apart = np.where(known, shares - np.where(known, shares, 0).sum(axis=0) / many, 0)
    variance = (apart**2).sum(axis=0) / (many - 1)
    both = known[:, :, :-1] & known[:, :, 1:]
    joint = np.where(both, apart[:, :, :-1] * apart[:, :, 1:], 0).sum(axis=0) / np.maximum(both.sum(axis=0) - 1, 1)
    scale = np.sqrt(variance[:, :-1] * variance[:, 1:])
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = np.where(scale > 0, joint / scale, 0.0)
    return ResampledShares(variance, np.clip(correlation, -1, 1))
