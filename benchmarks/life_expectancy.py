"""Life expectancy with limits: ours alone at the reference size, and beside lifetables where it can do the job.

The R package that England's analysts use, PHEindicatormethods, cannot be had here, and no figure of its life expectancy
was recorded; so the reference row has no peer. Its published answers are tests of ours. lifetables (Python) knows
single years of age only, closes the last year and gives no limits: it is run on such tables, its years compared with
ours, while ours work the limits out as well. Banded answers with limits are compared with a life table built here
column by column, as textbooks print it, for some of the sets.
"""

from __future__ import annotations

import importlib
import math
import tempfile
import warnings
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.whole_process import run_seedbed
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.life_tables import LifeTableRules, life_expectancy
from seedbed.errors import MethodWarning

JOB = "life-expectancy"
AGES = np.array([0, 1, *range(5, 95, 5)], dtype=np.float64)
REFERENCE, SMALL, LARGE, BLOCK = 150_000, 15_000, 1_500_000, 150_000
BAR_S = 2.0
CHECKED = 300
SINGLE_SETS, YEARS = 15_000, 101
COMMAND_SETS = 15_000


def run(recorder: Recorder) -> None:
    """Time the reference size, record growth, compare with the peer, and run the whole command."""
    warnings.simplefilter("ignore", MethodWarning)
    compile_s = recorder.warm(lambda: life_expectancy(*_invented(10), AGES))
    _alone(recorder, SMALL)
    deaths, people = _invented(REFERENCE)
    seconds, ours = recorder.time(lambda: life_expectancy(deaths, people, AGES), repeats=5)
    note = (
        f"agree: {CHECKED} sets with limits against tables built column by column; PHEindicatormethods cannot be had "
        "and no figure was recorded"
    )
    size, bar = _size(REFERENCE), f"at most {BAR_S:g} s"
    agree = _agrees(ours, deaths, people)
    recorder.add(Row(JOB, size, seconds, "", None, None, agree, peak_mb(), compile_s, bar, seconds <= BAR_S, note))
    _streamed(recorder)
    _beside_peer(recorder)
    _command(recorder)


def _size(sets: int) -> str:
    return f"{sets:,} sets x {AGES.size} bands, with limits"


def _invented(sets: int, seed: int = 1) -> tuple[Floats, Floats]:
    """Return deaths and person-years of invented places, shape (sets, bands)."""
    chance = np.random.default_rng(seed)
    shape = 1.2 - AGES / 110
    people = chance.uniform(20_000, 60_000, (sets, 1)) * shape * chance.uniform(0.8, 1.2, (sets, AGES.size))
    rate = 0.0002 * np.exp(0.075 * AGES) * chance.uniform(0.8, 1.2, (sets, 1))
    return chance.poisson(people * rate).astype(np.float64), people


def _alone(recorder: Recorder, sets: int) -> None:
    deaths, people = _invented(sets)
    seconds, ours = recorder.time(lambda: life_expectancy(deaths, people, AGES))
    agree = _agrees(ours, deaths, people)
    recorder.add(Row(JOB, _size(sets), seconds, "", None, None, agree, peak_mb(), note="growth"))


def _streamed(recorder: Recorder) -> None:
    """Record growth: sets come in blocks, so that memory holds one block."""
    seconds, agree = 0.0, True
    for block in range(LARGE // BLOCK):
        deaths, people = _invented(BLOCK, seed=block)
        used, ours = recorder.time(lambda d=deaths, p=people: life_expectancy(d, p, AGES), repeats=1)  # type: ignore[misc]
        seconds += used
        agree = agree and _agrees(ours, deaths, people, CHECKED // 10)
    note = f"growth, in blocks of {BLOCK:,}"
    recorder.add(Row(JOB, _size(LARGE), seconds, "", None, None, agree, peak_mb(), note=note))


def _agrees(ours: Estimates, deaths: Floats, people: Floats, checked: int = CHECKED) -> bool:
    for place in np.linspace(0, len(deaths) - 1, checked).astype(int):
        value, half = _plain(deaths[place].tolist(), people[place].tolist())
        if not np.allclose(ours.value[place], value, rtol=1e-9):
            return False
        if not np.allclose(ours.high[place] - ours.value[place], half, rtol=1e-6):
            return False
    return True


def _plain(deaths: list[float], people: list[float]) -> tuple[list[float], list[float]]:
    """Build one life table column by column: survivors, years lived, years ahead, and half the interval."""
    last = AGES.size - 1
    widths = np.diff(AGES).tolist()
    parts = [0.1] + [0.5] * (last - 1)
    chances, alive = [], [1.0]
    for count, lived, width, part in zip(deaths[:-1], people[:-1], widths, parts, strict=True):
        rate = count / lived
        chances.append(width * rate / (1 + width * (1 - part) * rate))
        alive.append(alive[-1] * (1 - chances[-1]))
    years = [
        width * (alive[band] - (1 - part) * alive[band] * chances[band])
        for band, (width, part) in enumerate(zip(widths, parts, strict=True))
    ]
    years.append(alive[last] * people[last] / deaths[last])
    ahead = [math.fsum(years[band:]) / alive[band] for band in range(AGES.size)]
    terms = []
    for band in range(last):
        doubt = chances[band] ** 2 * (1 - chances[band]) / deaths[band] if deaths[band] else 0.0
        terms.append((alive[band] * ((1 - parts[band]) * widths[band] + ahead[band + 1])) ** 2 * doubt)
    terms.append(alive[last] ** 2 * people[last] ** 2 / deaths[last] ** 3)
    z = 1.959963984540054
    return ahead, [z * math.sqrt(math.fsum(terms[band:])) / alive[band] for band in range(AGES.size)]


def _beside_peer(recorder: Recorder) -> None:
    """Compare with lifetables on single years of age, the last one closed."""
    chance = np.random.default_rng(7)
    ages = np.arange(YEARS, dtype=np.float64)
    people = chance.uniform(2_000, 6_000, (SINGLE_SETS, YEARS))
    deaths = np.minimum(chance.poisson(people * np.minimum(0.0003 * np.exp(0.08 * ages), 0.9)), people)
    rules = LifeTableRules(infant_factor=0.1, last_width=1.0)
    life_expectancy(deaths[:10], people[:10], ages, rules)
    seconds, ours = recorder.time(lambda: life_expectancy(deaths, people, ages, rules))
    peak = peak_mb()
    name, peer_s, theirs = _lifetables(recorder, deaths / people)
    agree = theirs is None or np.allclose(ours.value, theirs, rtol=1e-9)
    note = "the peer gives no limits, ours do; bands wider than a year it cannot do"
    if peer_s is None:
        note = "lifetables is not installed, so there is no peer"
    ratio = None if peer_s is None else peer_s / seconds
    size = f"{SINGLE_SETS:,} sets x {YEARS} single years, last closed"
    recorder.add(Row(JOB, size, seconds, name, peer_s, ratio, bool(agree), peak, note=note))


def _lifetables(recorder: Recorder, rates: Floats) -> tuple[str, float | None, Floats | None]:
    import polars as pl

    try:
        compute: Any = importlib.import_module("lifetables.life_table").compute_le
        name = f"lifetables {version('lifetables')}"
    except (ImportError, PackageNotFoundError):
        return "lifetables", None, None
    frame = pl.DataFrame(
        {
            "set": np.repeat(np.arange(len(rates)), YEARS),
            "age": np.tile(np.arange(YEARS), len(rates)),
            "mortality": rates.ravel(),
        }
    ).lazy()

    def once() -> Any:
        return compute(frame, by=["set"], infant_separation_factor=0.1).collect()

    seconds, answer = recorder.time(once, repeats=2)
    # The peer gives the age reached; ours are the years ahead.
    ahead = (answer.get_column("le") - answer.get_column("age")).to_numpy().reshape(rates.shape)
    return name, seconds, ahead


def _command(recorder: Recorder) -> None:
    """Run the whole command on a Parquet table of one row a set and band."""
    import polars as pl

    deaths, people = _invented(COMMAND_SETS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pl.DataFrame(
            {
                "set": np.repeat([f"place {place}" for place in range(COMMAND_SETS)], AGES.size),
                "age_start": np.tile(AGES, COMMAND_SETS),
                "deaths": deaths.ravel(),
                "population": people.ravel(),
            }
        ).write_parquet(folder / "deaths.parquet")
        ran = run_seedbed(folder, "equity", "life-expectancy", str(folder / "deaths.parquet"))
    found = np.array([row["value"] for row in ran.document["rows"]]).reshape(deaths.shape)
    agree = np.allclose(found, life_expectancy(deaths, people, AGES).value, rtol=1e-12)
    size = f"whole command, {COMMAND_SETS:,} sets x {AGES.size} bands"
    note = f"{ran.wall_s:.1f} s from start to JSON; memory is the command's own"
    recorder.add(Row(JOB, size, ran.cpu_s, "", None, None, bool(agree), ran.peak_mb, note=note))
