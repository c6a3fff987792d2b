"""Spread and concentration: ours beside PySAL's inequality and R's laeken, and ten million people alone.

PySAL gives single values of unweighted people; laeken gives Gini with weights and a bootstrap by strata and clusters.
Ours gives fifteen measures at once. Values must agree to 1e-9; bootstrap errors, which come from other draws and from
laeken's plain (not rescaled) scheme, to 10 %.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.equity.concentration.indices import Question, concentration, ranked, ranked_sums
from seedbed.analysis.equity.sampling.bootstrap import replicate_statistics
from seedbed.analysis.equity.sampling.design import survey_design
from seedbed.analysis.equity.spread.indices import SpreadQuestion, spread
from seedbed.analysis.equity.spread.many import spread_of_sets
from seedbed.errors import MethodWarning

SMALL, REFERENCE, LARGE = 100_000, 1_000_000, 10_000_000
SAMPLE, REPLICATES, STRATA, CLUSTERS = 10_000, 500, 5, 200
SETS, IN_A_SET, COMPARED = 150_000, 10, 200
BAR = 1.0
LARGE_BAR_S = 20.0

Floats = NDArray[np.float64]

LAEKEN = """
suppressPackageStartupMessages(library(laeken))
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) readBin(file.path(folder, name), "double", {people})
income <- read("income"); weights <- read("weights"); strata <- as.integer(read("strata"))
cluster <- as.integer(read("cluster"))
set.seed(1)
start <- proc.time()
value <- gini(income, weights = weights)
drawn <- variance(income, weights = weights, design = strata, cluster = cluster, indicator = value,
                  bootType = "naive", R = {replicates})
used <- proc.time() - start
cat(used[["user.self"]] + used[["sys.self"]], format(value$value / 100, digits = 15), sqrt(drawn$var) / 100,
    as.character(packageVersion("laeken")))
"""


def run(recorder: Recorder) -> None:
    """Compare values and bootstraps, then record how both grow to ten million people."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        _values(recorder)
        _bootstrap(recorder)
        for people in (SMALL, REFERENCE, LARGE):
            _alone(recorder, people)
        _many(recorder)


def _incomes(people: int) -> Floats:
    return np.random.default_rng(people).lognormal(10, 0.6, people)


def _values(recorder: Recorder) -> None:
    from inequality.atkinson import Atkinson
    from inequality.gini import Gini
    from inequality.theil import Theil

    incomes = _incomes(REFERENCE)
    question = SpreadQuestion((0.5,), (), (), interval="none")
    compile_s = recorder.warm(lambda: spread(incomes[:100], question=question))
    ours_s, ours = recorder.time(lambda: spread(incomes, question=question))
    peak = peak_mb()
    peer_s, theirs = recorder.time(
        lambda: (float(Gini(incomes).g), float(Theil(incomes).T), float(Atkinson(incomes, 0.5).A))
    )
    found = {each.name: each.value for each in ours}
    agree = np.allclose([found["gini"], found["theil"], found["atkinson"]], theirs, rtol=1e-9)
    ratio = peer_s / ours_s
    note = f"ours gives {len(ours)} measures and takes weights, the peer gives three without: a third of the work"
    recorder.add(
        Row(
            "spread",
            f"{REFERENCE:,} people, values",
            ours_s,
            "inequality (PySAL) Gini, Theil, Atkinson",
            peer_s,
            ratio,
            bool(agree),
            peak,
            compile_s,
            note=note,
        )
    )


def _bootstrap(recorder: Recorder) -> None:
    incomes, random = _incomes(SAMPLE), np.random.default_rng(1)
    weights = random.uniform(1, 3, SAMPLE)
    cluster = np.arange(SAMPLE) % CLUSTERS
    strata = cluster % STRATA
    people, design = ranked(incomes, incomes, weights), survey_design(SAMPLE, strata, cluster)

    def gini(drawn: Floats) -> Floats:
        in_order = np.ascontiguousarray(drawn[:, people.order])
        sums = ranked_sums(in_order, people.values, people.start, 0.0)
        return np.asarray(sums[:, 2] / sums[:, 1])

    def ours() -> tuple[float, float]:
        drawn = np.concatenate(list(replicate_statistics(gini, weights, design, replicates=REPLICATES)))
        return float(gini(weights[None, :])[0]), float(drawn.std(ddof=1))

    compile_s = recorder.warm(ours)
    ours_s, (value, error) = recorder.time(ours)
    name, peer_s, theirs, note = _laeken(incomes, weights, strata, cluster)
    linearised = spread(incomes, weights, design, SpreadQuestion((0.5,), (), ()))[0]
    agree = bool(np.isclose(error, linearised.standard_error, rtol=0.1))
    if theirs is not None:
        agree = agree and bool(np.isclose(value, theirs[0], rtol=1e-9) and np.isclose(error, theirs[1], rtol=0.1))
    recorder.add(
        Row(
            "spread",
            f"{SAMPLE:,} people, {CLUSTERS} clusters, {REPLICATES} draws",
            ours_s,
            name,
            peer_s,
            None if peer_s is None else peer_s / ours_s,
            agree,
            peak_mb(),
            compile_s,
            f"at least {BAR:g}x",
            peer_s is None or peer_s / ours_s >= BAR,
            note,
        )
    )


def _laeken(
    incomes: Floats, weights: Floats, strata: NDArray[Any], cluster: NDArray[Any]
) -> tuple[str, float | None, tuple[float, float] | None, str]:
    """Return the peer's name, CPU seconds, value and error, and a note; no seconds where R or the package is absent."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return "R laeken", None, None, "R is absent, so there is no peer; errors compared with linearised ones"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, values in (("income", incomes), ("weights", weights), ("strata", strata), ("cluster", cluster)):
            values.astype(np.float64).tofile(folder / part)
        script = folder / "peer.R"
        script.write_text(LAEKEN.format(people=len(incomes), replicates=REPLICATES), encoding="utf-8")
        done = subprocess.run([rscript, script, folder], capture_output=True, text=True, check=False)
        if done.returncode:
            return "R laeken", None, None, "R lacks laeken, so there is no peer; errors compared with linearised ones"
        seconds, value, error, version = done.stdout.split()
    note = "errors agree with the peer's and with linearised ones to 10 %"
    return f"R laeken {version} variance(gini)", float(seconds), (float(value), float(error)), note


def _many(recorder: Recorder) -> None:
    """Record very many small sets in one pass, and compare some of them with calls one by one."""
    incomes, start = _incomes(SETS * IN_A_SET), np.arange(0, SETS * IN_A_SET + 1, IN_A_SET)
    weights, question = np.ones(incomes.size), SpreadQuestion()
    compile_s = recorder.warm(lambda: spread_of_sets(incomes[:100], weights[:100], start[:11], question))
    seconds, found = recorder.time(lambda: spread_of_sets(incomes, weights, start, question), repeats=2)
    peak = peak_mb()
    alone = [spread(incomes[IN_A_SET * at : IN_A_SET * (at + 1)], question=question) for at in range(COMPARED)]
    ends = [[[each.value, each.low, each.high] for each in measures] for measures in alone]
    ours = np.stack([found.value, found.low, found.high], axis=-1)[:COMPARED]
    agree = bool(np.allclose(ours, ends, rtol=1e-9, equal_nan=True))
    size = f"{SETS:,} sets of {IN_A_SET}, limits"
    note = f"{len(found.names)} measures with linearised limits; agree: {COMPARED} of the sets one by one"
    recorder.add(Row("spread", size, seconds, "", None, None, agree, peak, compile_s, note=note))


def _alone(recorder: Recorder, people: int) -> None:
    incomes = _incomes(people)
    seconds, found = recorder.time(lambda: spread(incomes), repeats=1)
    bar = LARGE_BAR_S if people == LARGE else None
    truth = 2 * 0.6643135 - 1
    recorder.add(
        Row(
            "spread",
            f"{people:,} people, limits",
            seconds,
            "",
            None,
            None,
            bool(abs(found[0].value - truth) < 4 * found[0].standard_error + 1e-6),
            peak_mb(),
            None,
            "" if bar is None else f"at most {bar:g} s",
            bar is None or seconds <= bar,
            f"{len(found)} measures with linearised limits; agree: Gini of a lognormal",
        )
    )
    health = np.random.default_rng(1).uniform(size=people)
    question = Question(("standard", "generalised"))
    seconds, indices = recorder.time(lambda: concentration(incomes, health, question=question), repeats=1)
    recorder.add(
        Row(
            "concentration",
            f"{people:,} people, limits",
            seconds,
            "",
            None,
            None,
            bool(abs(indices[0].value) < 4 * indices[0].standard_error),
            peak_mb(),
            None,
            note="standard and generalised index; agree: health apart from income has none",
        )
    )
