"""How far coders agree: alpha with limits beside krippendorff's one value, on the same codings.

The peer gives alpha alone; ours is timed for that, and for every measure of the method with 1,000 resamples.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.voices.agreement import agreement
from seedbed.analysis.voices.alpha import krippendorff_alpha
from seedbed.analysis.voices.code_order import Metric
from seedbed.analysis.voices.codings import read_codings

UNITS, CODERS, CODES, RESAMPLES = 20_000, 4, 30, 1_000
BAR_S = 10.0
NEAR = 1e-9


def run(recorder: Recorder) -> None:
    """Compare on codes by every metric, then on measurements that are nearly all distinct."""
    generator = np.random.default_rng(0)
    own = generator.integers(0, CODES, (UNITS, 1))
    codes = np.where(generator.random((UNITS, CODERS)) < 0.7, own, generator.integers(0, CODES, (UNITS, CODERS)))
    compile_s = recorder.warm(lambda: ours(codes[:100], "nominal"))
    metrics: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")
    for metric in metrics:
        _compare(recorder, codes, metric, compile_s)
    noise = generator.normal(size=(UNITS, CODERS))
    measured = np.exp(generator.normal(size=(UNITS, 1)) + 0.1 * noise)
    for metric in metrics[1:]:
        _measurements(recorder, measured, metric)


def ours(values: Any, metric: Metric) -> float:
    """Return alpha, having computed every measure with its limits."""
    units, coders = values.shape
    at = np.repeat(np.arange(units), coders), np.tile(np.arange(coders), units)
    found = agreement(*at, values.ravel(), metric=metric, bootstraps=RESAMPLES)
    measure = found.measures["krippendorff_alpha"]
    assert measure.low < measure.value < measure.high
    return measure.value


def alone(values: Any, metric: Metric) -> float:
    """Return alpha and nothing else, as the peer does."""
    units, coders = values.shape
    codings = read_codings(
        np.repeat(np.arange(units), coders), np.tile(np.arange(coders), units), values.ravel(), metric
    )
    return float(krippendorff_alpha(codings, metric)(np.ones((1, units)))[0])


def _compare(recorder: Recorder, values: Any, metric: Metric, compile_s: float) -> None:
    """Record every measure with its limits, which no peer gives, then alpha alone beside the peer's."""
    size = f"{CODERS} coders, {UNITS:,} units, {CODES} codes, {metric}"
    whole_s, whole = recorder.time(lambda: ours(values, metric), repeats=2)
    peak = peak_mb()
    alone_s, one = recorder.time(lambda: alone(values, metric), repeats=5)
    peer_s, peer = recorder.time(lambda: _krippendorff(values, metric), repeats=5)
    agree = abs(whole - peer) < NEAR and abs(one - peer) < NEAR
    note = (
        f"every measure with limits from {RESAMPLES:,} resamples; the peer gives none, and takes {peer_s:.2f} s for one"
    )
    bar = f"at most {BAR_S:g} s"
    recorder.add(Row("agreement", size, whole_s, "", None, None, agree, peak, compile_s, bar, whole_s <= BAR_S, note))
    note = "alpha alone, no limits: the same work as the peer's"
    recorder.add(
        Row("agreement", f"{size}, alpha", alone_s, "krippendorff", peer_s, peer_s / alone_s, agree, peak, note=note)
    )


def _krippendorff(values: Any, metric: Any) -> float:
    import krippendorff

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(krippendorff.alpha(reliability_data=values.T.astype(float), level_of_measurement=metric))


def _measurements(recorder: Recorder, values: Any, metric: Metric) -> None:
    """Measure what the peer cannot hold: its table of all values by all values would need 51 GB."""
    ours_s, alpha = recorder.time(lambda: ours(values, metric), repeats=1)
    distinct = len(np.unique(values))
    peak = peak_mb()
    small = values[:60]
    agree = abs(ours(small, metric) - _krippendorff(small, metric)) < NEAR and 0 < alpha < 1
    size = f"{CODERS} coders, {UNITS:,} units, {distinct:,} values, {metric}"
    note = "no peer at this size; agree: with krippendorff on 60 of the units"
    recorder.add(Row("agreement", size, ours_s, "", None, None, agree, peak, note=note))
