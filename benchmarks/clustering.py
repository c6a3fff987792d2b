"""Local Moran and Gi*: ours at 9,999 draws beside esda at 999, and both at 999.

esda runs warm, on one core, without keeping its draws (its fastest way), on the faster of libpysal's two kinds of
neighbour table. Statistics must agree to 1e-12. The p values come from different random draws; their distributions are
compared by the Kolmogorov-Smirnov distance after ours are rounded up to the steps that 999 draws can tell apart.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.inputs import (
    GENERATED_AREAS,
    GENERATED_SIZE,
    REFERENCE_SIZE,
    deprivation_scores,
    generated_areas,
    lsoa_boundaries,
)
from seedbed.analysis.profile.clustering import getis_ord, local_moran
from seedbed.analysis.profile.contiguity import Contiguity, shared_borders

BAR = 50
DRAWS, PEER_DRAWS = 9999, 999
LARGEST_DIFFERENCE = 1e-12
LARGEST_DISTANCE = 0.035
SEED = 1


@dataclass(frozen=True)
class Job:
    """One statistic: ours, esda's, and what is compared of each."""

    name: str
    ours: Callable[[int], Any]
    peer_name: str
    peer: Callable[[], Any]
    ours_figures: tuple[str, ...]
    peer_figures: tuple[str, ...]


def run(recorder: Recorder) -> None:
    """Compare on England's LSOAs and their IMD 2025 scores, then record growth."""
    contiguity = shared_borders(np.asarray(lsoa_boundaries().geometry.array))
    scores = deprivation_scores()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for job in _jobs(scores, contiguity):
            _compare(recorder, job, contiguity)
    _growth(recorder)


def _jobs(scores: Any, contiguity: Contiguity) -> list[Job]:
    import esda

    fast = {"permutations": PEER_DRAWS, "n_jobs": 1, "keep_simulations": False, "seed": SEED}
    moran = partial(esda.Moran_Local, scores, **fast)
    gi_star = partial(esda.G_Local, scores, transform="B", star=True, **fast)
    return [
        Job(
            "moran",
            partial(local_moran, scores, contiguity),
            "esda Moran_Local, 999 draws",
            _faster_table(moran, contiguity),
            ("statistic",),
            ("Is",),
        ),
        Job(
            "gi",
            partial(getis_ord, scores, contiguity),
            "esda G_Local star, 999 draws",
            _faster_table(gi_star, contiguity),
            ("statistic", "z_score"),
            ("Gs", "Zs"),
        ),
    ]


def _faster_table(peer: Callable[[Any], Any], contiguity: Contiguity) -> Callable[[], Any]:
    """Return esda's call on whichever neighbour table it is faster with, warmed."""
    from libpysal.graph import Graph
    from libpysal.weights import W

    neighbours = {area: contiguity.of(area).tolist() for area in range(contiguity.size)}
    tables = [W(neighbours, silence_warnings=True), Graph.from_dicts(neighbours)]
    seconds = []
    for table in tables:
        peer(table)
        seconds.append(Recorder().time(partial(peer, table), repeats=1)[0])
    return partial(peer, tables[int(np.argmin(seconds))])


def _compare(recorder: Recorder, job: Job, contiguity: Contiguity) -> None:
    compile_s = recorder.warm(lambda: job.ours(9))
    peer_s, theirs = recorder.time(job.peer)
    for draws in (DRAWS, PEER_DRAWS):
        ours_s, ours = recorder.time(partial(job.ours, draws), repeats=15)
        difference = max(
            float(np.nanmax(np.abs(getattr(ours, mine) - getattr(theirs, other))))
            for mine, other in zip(job.ours_figures, job.peer_figures, strict=True)
        )
        distance = _distance(ours.p_value, theirs.p_sim, contiguity.degrees > 0)
        agree = difference <= LARGEST_DIFFERENCE and distance <= LARGEST_DISTANCE
        reference = draws == DRAWS
        ratio = peer_s / ours_s
        recorder.add(
            Row(
                job.name,
                REFERENCE_SIZE if reference else f"{REFERENCE_SIZE}, equal draws",
                ours_s,
                job.peer_name,
                peer_s,
                ratio,
                agree,
                peak_mb(),
                compile_s,
                f"at least {BAR}x at {DRAWS:,} draws to {PEER_DRAWS}" if reference else "",
                ratio >= BAR if reference else True,
                f"ours {draws:,} draws; largest difference {difference:.1e}; KS distance {distance:.3f}",
            )
        )


def _distance(ours: Any, theirs: Any, known: Any) -> float:
    from scipy.stats import ks_2samp

    def on_steps(p_value: Any) -> Any:
        """Round up to multiples of 1 / (peer's draws + 1); esda gives 32-bit numbers, hence the inner rounding."""
        return np.ceil(np.round(np.asarray(p_value[known], dtype=float) * (PEER_DRAWS + 1), 4))

    return float(ks_2samp(on_steps(ours), on_steps(theirs)).statistic)


def _growth(recorder: Recorder) -> None:
    frame = generated_areas(GENERATED_AREAS)
    values = frame["deprivation"].to_numpy()
    contiguity = shared_borders(np.asarray(frame.geometry.array))
    for name, method in (("moran", local_moran), ("gi", getis_ord)):
        ours_s, ours = recorder.time(partial(method, values, contiguity, DRAWS))
        agree = bool(np.isfinite(ours.p_value).all())
        note = f"ours {DRAWS:,} draws; agree: every area has a p value"
        recorder.add(Row(name, GENERATED_SIZE, ours_s, "", None, None, agree, peak_mb(), note=note))
