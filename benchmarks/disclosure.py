"""Disclosure control: protect a table with its margins and attack the result; growth with size.

No peer can be run beside it (sdcTable is R and not in Debian), so answers are checked in the same run by an audit that
shares no code with ours: fresh linear programmes by scipy over the whole table, two for each of a sample of small
cells, with all sums that the names of the cells tell of.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.equity.disclosure.guard import Guarded, guard
from seedbed.analysis.equity.disclosure.tables import Release, cross_table, link

MINIMUM = 5
SAMPLE = 60
MEANS = (2.0, 8.0, 15.0, 30.0, 60.0)
Counts = NDArray[np.int64]


def run(recorder: Recorder) -> None:
    """Measure tables of 50 to 1,500 areas by five groups, and linked tables of a thousand cells and more."""
    compile_s = recorder.warm(lambda: guard(_table(_counts(12))))
    for areas, bar in ((50, None), (150, 2.0), (500, None), (1500, None)):
        counts = _counts(areas)
        release = _table(counts)
        seconds, made = recorder.time(lambda release=release: guard(release))  # type: ignore[misc]
        agree = _safe(release, made) and _same_bounds(release, made)
        size = f"{areas:,} x 5 table with margins"
        _add(recorder, size, seconds, agree, (release, made), bar, compile_s if areas == 150 else None)
    release = _linked(75)
    seconds, made = recorder.time(lambda: guard(release), repeats=2)
    agree = _safe(release, made) and _same_bounds(release, made)
    _add(recorder, f"{release.size:,} cells of three linked tables", seconds, agree, (release, made), 60.0)


def _add(  # noqa: PLR0913, PLR0917 - one argument a column
    recorder: Recorder,
    size: str,
    seconds: float,
    agree: bool,
    answer: tuple[Release, Guarded],
    bar: float | None,
    compile_s: float | None = None,
) -> None:
    release, made = answer
    small = made.reasons.count("primary")
    note = (
        f"protect and audit; {release.size:,} cells, {small:,} small, {int(made.hidden.sum()):,} hidden; "
        f"agree: a plain audit of {min(SAMPLE, small)} small cells finds the same bounds and none below the rule"
    )
    told = f"at most {bar:g} s" if bar else ""
    met = bar is None or seconds <= bar
    recorder.add(Row("disclosure", size, seconds, "", None, None, agree, peak_mb(), compile_s, told, met, note))


def _counts(areas: int) -> Counts:
    return np.random.default_rng(20).poisson(MEANS, (areas, len(MEANS)))


def _table(counts: Counts, name: str = "group") -> Release:
    areas, groups = counts.shape
    columns = {
        "area": [f"a{place}" for place in range(areas) for _ in range(groups)],
        name: [f"g{place}" for _ in range(areas) for place in range(groups)],
    }
    return cross_table(columns, counts.ravel())


def _linked(areas: int) -> Release:
    """Return three tables of the same people by area: sex, age and origin."""
    draws = np.random.default_rng(21)
    weights = draws.gamma(2, 1, (areas, 2, 5, 6)) * np.array([1, 0.5, 0.2, 0.1, 0.05, 0.4]) * 0.8
    people = draws.poisson(weights)
    sums = ((people.sum(axis=(2, 3)), "sex"), (people.sum(axis=(1, 3)), "age"), (people.sum(axis=(1, 2)), "origin"))
    return link(*(_table(counts, name) for counts, name in sums))


def _safe(release: Release, made: Guarded) -> bool:
    """Say whether all that is shown is true and no small count is shown."""
    shown = ~made.hidden
    small = (release.counts > 0) & (release.counts < MINIMUM)
    return bool((made.counts[shown] == release.counts[shown]).all() and not (small & shown).any())


def _same_bounds(release: Release, made: Guarded) -> bool:
    """Attack a sample of small cells by fresh linear programmes and compare bounds with ours."""
    sums = _plain_sums(release)
    low = np.where(made.hidden, 0.0, release.counts)
    high = np.where(made.hidden, np.inf, release.counts)
    small = np.flatnonzero([reason == "primary" for reason in made.reasons])
    chosen = np.random.default_rng(22).permutation(small)[:SAMPLE]
    right = np.zeros(sums.shape[0])
    for cell in chosen:
        aim = np.zeros(release.size)
        aim[cell] = 1.0
        bounds = np.column_stack([low, high])
        least = linprog(aim, A_eq=sums, b_eq=right, bounds=bounds, method="highs")
        most = linprog(-aim, A_eq=sums, b_eq=right, bounds=bounds, method="highs")
        top = np.inf if most.status == 3 else -most.fun
        if np.ceil(least.fun - 1e-6) != made.found.low[cell] or _down(top) != made.found.high[cell]:
            return False
        if top < MINIMUM - 1e-6 or least.fun > release.counts[cell] - 1 + 1e-6:
            return False
    return True


def _down(value: float) -> float:
    return float(np.floor(value + 1e-6)) if np.isfinite(value) else value


def _plain_sums(release: Release) -> Any:
    """Return all sums, also those that follow from others, made from the cells' names alone."""
    from scipy import sparse

    places = {frozenset(key): place for place, key in enumerate(release.keys)}  # type: ignore[call-overload]
    members: dict[tuple[frozenset[Any], str], list[int]] = {}
    for key, place in places.items():
        for pair in key:
            members.setdefault((key - {pair}, pair[0]), []).append(place)
    entries = [(row, place, 1.0) for row, cells in enumerate(members.values()) for place in cells]
    entries += [(row, places[total], -1.0) for row, (total, _) in enumerate(members)]
    rows, columns, signs = zip(*entries, strict=True)
    return sparse.csr_array(sparse.coo_array((signs, (rows, columns)), (len(members), release.size)))
