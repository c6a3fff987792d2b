"""Directly standardised rates with limits: ours beside R's epitools on the same sets, and the whole command.

`epitools::ageadjust.direct` (R, one set a call) gives the same standardised rate but other limits, Fay and Feuer's
(gamma) in place of Dobson's: so the rates are compared with it, and our limits with arithmetic written out here.
"""

from __future__ import annotations

import math
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.whole_process import run_seedbed
from seedbed.analysis.equity.estimates import Estimates
from seedbed.analysis.equity.rates import directly_standardised
from seedbed.analysis.equity.standard_populations import ESP_2013

BANDS = 19
REFERENCE, SMALL, LARGE = 150_000, 15_000, 1_500_000
BAR_S = 1.0
CHECKED = 300
"""Sets whose limits are worked out one number at a time."""

Floats = NDArray[np.float64]

PEER = """
suppressPackageStartupMessages(library(epitools))
folder <- commandArgs(trailingOnly = TRUE)[1]
sets <- {sets}
read <- function(name, many) readBin(file.path(folder, name), "double", many)
counts <- matrix(read("counts", sets * {bands}), nrow = {bands})
people <- matrix(read("people", sets * {bands}), nrow = {bands})
standard <- read("standard", {bands})
once <- function(set) ageadjust.direct(counts[, set], people[, set], stdpop = standard)[2]
invisible(once(1))
start <- proc.time()
rates <- vapply(seq_len(sets), once, numeric(1))
used <- proc.time() - start
writeBin(as.numeric(rates), file.path(folder, "rates"))
cat(used[["user.self"]] + used[["sys.self"]], as.character(packageVersion("epitools")))
"""


def run(recorder: Recorder) -> None:
    """Compare on 150,000 sets, then record growth and the whole command."""
    _alone(recorder, SMALL)
    counts, people, standard = _input(REFERENCE)
    ours_s, ours = recorder.time(lambda: directly_standardised(counts, people, standard), repeats=5)
    peak = peak_mb()
    name, peer_s, peer_rates, note = _peer(counts, people, standard)
    agree = _limits_agree(ours, counts, people, standard)
    if peer_rates is not None:
        agree = agree and np.allclose(ours.value, peer_rates * 100_000, rtol=1e-9)
    recorder.add(
        Row(
            "rates",
            f"{REFERENCE:,} sets x {BANDS} bands",
            ours_s,
            name,
            peer_s,
            None if peer_s is None else peer_s / ours_s,
            bool(agree),
            peak,
            None,
            f"at most {BAR_S:g} s",
            ours_s <= BAR_S,
            note,
        )
    )
    _command(recorder, counts, people, ours)
    _alone(recorder, LARGE)


def _input(sets: int) -> tuple[Floats, Floats, Floats]:
    random = np.random.default_rng(sets)
    people = random.integers(300, 3000, (sets, BANDS)).astype(np.float64)
    risk = np.geomspace(0.002, 0.08, BANDS)
    counts = random.poisson(people * risk).astype(np.float64)
    return counts, people, np.array(list(ESP_2013.values()), dtype=np.float64)


def _alone(recorder: Recorder, sets: int) -> None:
    counts, people, standard = _input(sets)
    seconds, ours = recorder.time(lambda: directly_standardised(counts, people, standard))
    agree = _limits_agree(ours, counts, people, standard)
    size = f"{sets:,} sets x {BANDS} bands"
    note = f"agree: {CHECKED} sets worked out one number at a time; input alone {counts.nbytes * 2 / 2**20:,.0f} MB"
    recorder.add(Row("rates", size, seconds, "", None, None, agree, peak_mb(), note=note))


def _limits_agree(ours: Estimates, counts: Floats, people: Floats, standard: Floats) -> bool:
    """Work some sets out one number at a time, by Dobson's formula as printed, and compare."""
    z = float(stats.norm.ppf(0.975))
    for place in np.linspace(0, len(counts) - 1, CHECKED).astype(int):
        rows = list(zip(counts[place].tolist(), people[place].tolist(), standard.tolist(), strict=True))
        rate = math.fsum(w * x / n for x, n, w in rows) / math.fsum(standard)
        variance = math.fsum(w * w * x / n**2 for x, n, w in rows) / math.fsum(standard) ** 2
        total = math.fsum(counts[place])
        low = total * (1 - 1 / (9 * total) - z / (3 * math.sqrt(total))) ** 3
        high = (total + 1) * (1 - 1 / (9 * (total + 1)) + z / (3 * math.sqrt(total + 1))) ** 3
        spread = math.sqrt(variance / total)
        expected = [rate, rate + spread * (low - total), rate + spread * (high - total)]
        found = [float(part[place]) / 100_000 for part in (ours.value, ours.low, ours.high)]
        if not np.allclose(found, expected, rtol=1e-9):
            return False
    return True


def _peer(counts: Floats, people: Floats, standard: Floats) -> tuple[str, float | None, Floats | None, str]:
    """Return the peer's name, CPU seconds, rates and a note; no seconds where R or the package is absent."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return "R epitools", None, None, "R is absent, so there is no peer; limits checked by arithmetic"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, values in (("counts", counts), ("people", people), ("standard", standard)):
            values.tofile(folder / part)
        script = folder / "peer.R"
        script.write_text(PEER.format(sets=len(counts), bands=BANDS), encoding="utf-8")
        done = subprocess.run([rscript, script, folder], capture_output=True, text=True, check=False)
        if done.returncode:
            return "R epitools", None, None, "R lacks epitools, so there is no peer; limits checked by arithmetic"
        seconds, version = done.stdout.split()
        rates = np.fromfile(folder / "rates")
    note = "rates compared with the peer; its limits are Fay and Feuer's, so Dobson's are checked by arithmetic"
    return f"R epitools {version} ageadjust.direct", float(seconds), rates, note


def _command(recorder: Recorder, counts: Floats, people: Floats, ours: Estimates) -> None:
    """Run the command on the same sets as a CSV table of one row a set and band."""
    import polars as pl

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "table.csv"
        frame: dict[str, Any] = {
            "set": np.repeat([f"S{number:06d}" for number in range(len(counts))], BANDS),
            "age_band": list(ESP_2013) * len(counts),
            "numerator": counts.ravel(),
            "denominator": people.ravel(),
        }
        pl.DataFrame(frame).write_csv(table)
        ran = run_seedbed(folder, "equity", "rates", str(table), "--kind", "dsr")
    found = np.array([each["value"] for each in ran.document["sets"]])
    size = f"the command, {counts.size:,} rows of CSV"
    note = f"whole process, {ran.wall_s:.1f} s of the clock, table read and JSON written"
    agree = bool(np.allclose(found, ours.value, rtol=1e-12))
    recorder.add(Row("rates", size, ran.cpu_s, "", None, None, agree, ran.peak_mb, note=note))
