"""Survival of groups' voices through eight stages: a million items, contributors resampled a thousand times.

No package does this; the peer is the plain way, written with NumPy and SciPy's sparse matrices: every resample draws
people one by one and adds up what rests on each. It is timed for a few resamples and its seconds are scaled up.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from scipy import sparse

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.equity.survival.checks import SurvivalOptions, VoiceItems
from seedbed.analysis.equity.survival.quotients import Survival, survival_of_groups
from seedbed.errors import MethodWarning

STAGES = ("heard", "theme", "factor", "priority", "decision", "funded", "delivered", "benefited")
GROUPS = 8
RESAMPLES = 1_000
PEER_RESAMPLES = 20
SIZES = ((10_000, 3_000), (100_000, 30_000), (1_000_000, 300_000))


def run(recorder: Recorder) -> None:
    """Measure at three sizes, the largest beside the plain way."""
    warnings.simplefilter("ignore", MethodWarning)
    population = np.arange(GROUPS, 0, -1) * 400.0
    compile_s = recorder.warm(lambda: survival_of_groups(_voices(1_000, 300), population))
    for items, people in SIZES:
        voices = _voices(items, people)
        ours_s, ours = recorder.time(lambda voices=voices: survival_of_groups(voices, population), repeats=2)  # type: ignore[misc]
        peak = peak_mb()
        size = f"{items:,} items, {people:,} people, {RESAMPLES:,} resamples"
        largest = items == SIZES[-1][0]
        job = "survival" if largest else "survival-growth"
        peer_s, variance = recorder.time(lambda voices=voices: _plain(voices), repeats=1)  # type: ignore[misc]
        agree = _agrees(ours, variance, population)
        peer_s *= RESAMPLES / PEER_RESAMPLES
        note = f"peer timed for {PEER_RESAMPLES} resamples and scaled; standard errors agree within its chance"
        peer = "NumPy and SciPy, person by person"
        recorder.add(
            Row(
                job,
                size,
                ours_s,
                peer,
                peer_s,
                peer_s / ours_s,
                agree,
                peak,
                compile_s if largest else None,
                note=note,
            )
        )


def _voices(items: int, people: int) -> VoiceItems:
    """Return made-up items of one to three contributors each; every other one goes on from stage to stage."""
    random = np.random.default_rng(items)
    last = np.minimum(random.geometric(0.5, items) - 1, len(STAGES) - 1)
    item = np.repeat(np.arange(items), random.integers(1, 4, items))
    group = random.integers(-1, GROUPS, people)
    return VoiceItems(STAGES, np.zeros_like(last), last, item, random.integers(0, people, item.size), group)


def _plain(voices: VoiceItems) -> Any:
    """Return the variance of each group's share at each stage over a few resamples."""
    people, stages = len(voices.group), len(STAGES)
    at = (voices.last[:, np.newaxis] >= np.arange(stages)).astype(float)
    told = sparse.csr_matrix(
        (np.ones(len(voices.item)), (voices.item, voices.contributor)), shape=(len(voices.last), people)
    )
    told.data[:] = 1
    alone = sparse.diags((told.getnnz(axis=1) == 1).astype(float)) @ told
    resting = alone.T @ at
    tops, sole, count = [], [], at.sum(axis=0)
    for group in range(GROUPS):
        of_group = told @ sparse.diags((voices.group == group).astype(float))
        of_group.eliminate_zeros()
        behind = of_group.getnnz(axis=1)
        tops.append((behind > 0) @ at)
        sole.append((sparse.diags((behind == 1).astype(float)) @ of_group).T @ at)
    random = np.random.default_rng(1)
    drawn_from = np.unique(voices.contributor)
    shares = []
    for _ in range(PEER_RESAMPLES):
        times = np.bincount(random.choice(drawn_from, len(drawn_from)), minlength=people).astype(float)
        times[drawn_from] -= 1
        shares.append([(top + times @ own) / (count + times @ resting) for top, own in zip(tops, sole, strict=True)])
    return np.var(np.array(shares), axis=0, ddof=1)


def _agrees(ours: Survival, variance: Any, population: Any) -> bool:
    """Say whether our standard errors, read back from the limits, are those of the plain way on average."""
    width = (ours.quotients.high - ours.quotients.low) * (population / population.sum())[:, np.newaxis] / 2 / 1.96
    ratio = np.sqrt(variance)[:, :4] / width[:, :4]
    return bool(abs(np.median(ratio) - 1) < 0.1) and SurvivalOptions().resamples == RESAMPLES
