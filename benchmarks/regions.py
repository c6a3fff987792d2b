"""Contiguous regions beside spopt's MaxPHeuristic; candidates and all-England regions, which no peer can do, alone.

Three balls of 1,000 real LSOAs, taken breadth-first from the first LSOA of Tower Hamlets, Leeds and Devon. Both sides
get the same neighbours, Census 2021 residents and IMD 2025 scores (whole index, health, barriers), standardised within
the ball. spopt is run once, with 99 constructions; its other settings are its own. Its objective is the sum of the
city-block distances within regions; squares are given as well, so that neither side picks the yardstick.
"""

from __future__ import annotations

import warnings
from collections import deque
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.inputs import (
    GENERATED_AREAS,
    GENERATED_SIZE,
    REFERENCE_SIZE,
    UK_DATA,
    generated_areas,
    lsoa_boundaries,
)
from seedbed.analysis.profile.candidates import grow_candidates
from seedbed.analysis.profile.contiguity import Contiguity, shared_borders
from seedbed.analysis.profile.region_results import LeftOver, Regions
from seedbed.analysis.profile.regions import contiguous_regions, within_region_spread, within_region_squares

BAR = 300
MOST_SECONDS = 10
BALL = 1000
LOW = 5000
CONSTRUCTIONS = 99
PLACES = ("Tower Hamlets", "Leeds", "Devon")
SCORES = ("imd_score", "health_score", "barriers_score")
SEED = 1


class Country(NamedTuple):
    """Areas in one order: their neighbours, people, attributes and upper-tier authority."""

    contiguity: Contiguity
    population: NDArray[np.float64]
    attributes: NDArray[np.float64]
    authority: NDArray[Any]


def run(recorder: Recorder) -> None:
    """Record England and its candidates, compare on three balls, then record growth."""
    country = _england()
    # The smallest cut compiles everything.
    compile_s = recorder.warm(lambda: _cut(_ball(country, PLACES[0], 50), LOW, None))
    _record_regions(recorder, country, REFERENCE_SIZE, (3000, 5000), compile_s)
    _record_candidates(recorder, country, REFERENCE_SIZE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for place in PLACES:
            _compare(recorder, _ball(country, place, BALL), f"{BALL:,} LSOAs around {place}")
    generated = _generated()
    _record_regions(recorder, generated, GENERATED_SIZE, (1000, 5000), None)
    _record_candidates(recorder, generated, GENERATED_SIZE)


def _england() -> Country:
    import polars as pl

    codes = lsoa_boundaries()
    table = pl.DataFrame({"lsoa21_code": codes["lsoa21_code"].to_numpy()})
    for name, columns in (
        ("census21_age_lsoa21", ("total",)),
        ("imd2025_lsoa21", SCORES),
        ("lookup_lsoa21", ("utla_name",)),
    ):
        more = pl.read_parquet(UK_DATA / f"{name}.parquet", columns=["lsoa21_code", *columns])
        table = table.join(more, on="lsoa21_code", how="left", maintain_order="left")
    return Country(
        shared_borders(np.asarray(codes.geometry.array)),
        table["total"].to_numpy().astype(float),
        _standardised(table.select(SCORES).to_numpy().astype(float)),
        table["utla_name"].to_numpy(),
    )


def _generated() -> Country:
    frame = generated_areas(GENERATED_AREAS)
    return Country(
        shared_borders(np.asarray(frame.geometry.array)),
        frame["population"].to_numpy().astype(float),
        _standardised(frame[["deprivation", "ill_health", "assets"]].to_numpy().astype(float)),
        np.full(len(frame), ""),
    )


def _standardised(table: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((table - table.mean(axis=0)) / table.std(axis=0))


def _ball(country: Country, place: str, size: int) -> Country:
    """Return the areas met first on a breadth-first walk from the first area of a place."""
    start = int(np.flatnonzero(country.authority == place)[0])
    met, waiting = {start}, deque([start])
    while waiting and len(met) < size:
        for other in country.contiguity.of(waiting.popleft()).tolist():
            if other not in met and len(met) < size:
                met.add(other)
                waiting.append(other)
    keep = np.isin(np.arange(country.contiguity.size), list(met))
    return Country(
        country.contiguity.subset(keep),
        country.population[keep],
        _standardised(country.attributes[keep]),
        country.authority[keep],
    )


def _cut(country: Country, low: float, high: float | None) -> Regions:
    return contiguous_regions(country.contiguity, country.population, country.attributes, low, high, seed=SEED)


def _compare(recorder: Recorder, ball: Country, size: str) -> None:
    theirs_s, theirs = recorder.time(_peer(ball), repeats=1)
    labels = np.asarray(theirs.labels_, dtype=np.int32)
    ours_s, ours = recorder.time(partial(_cut, ball, LOW, None), repeats=5)
    mine, other = _figures(ball, ours.labels), _figures(ball, labels)
    better = mine[0] > other[0] and mine[1] < other[1] and mine[2] < other[2]
    ratio = theirs_s / ours_s
    recorder.add(
        Row(
            "regions",
            size,
            ours_s,
            f"spopt MaxPHeuristic, {CONSTRUCTIONS} constructions",
            theirs_s,
            ratio,
            _sound(ball, ours.labels, LOW, np.inf) and _sound(ball, labels, LOW, np.inf) and not len(ours.left_over),
            peak_mb(),
            bar=f"more regions, less spread, at least {BAR}x",
            met=better and ratio >= BAR,
            note=f"{_words(mine)}; spopt {_words(other)}; agree: both whole, all placed, at least {LOW:,} people",
        )
    )


def _peer(ball: Country) -> Any:
    import geopandas
    from libpysal.weights import W
    from shapely import points
    from spopt.region import MaxPHeuristic

    neighbours = {area: ball.contiguity.of(area).tolist() for area in range(ball.contiguity.size)}
    places = points(np.column_stack([np.arange(ball.contiguity.size), np.zeros(ball.contiguity.size)]))
    columns = dict(zip(SCORES, ball.attributes.T, strict=True))
    frame = geopandas.GeoDataFrame({**columns, "people": ball.population}, geometry=places)
    weights = W(neighbours, silence_warnings=True)

    def solve() -> Any:
        # spopt draws from numpy's shared random numbers.
        np.random.seed(SEED)  # noqa: NPY002
        model = MaxPHeuristic(frame, weights, list(SCORES), "people", LOW, 2, max_iterations_construction=CONSTRUCTIONS)
        model.solve()
        return model

    return solve


def _figures(country: Country, labels: NDArray[np.int32]) -> tuple[int, float, float]:
    """Return how many regions there are, their spread and their squares."""
    return (
        len(np.unique(labels[labels >= 0])),
        within_region_spread(labels, country.attributes),
        within_region_squares(labels, country.attributes),
    )


def _words(figures: tuple[int, float, float]) -> str:
    count, spread, squares = figures
    return f"{count:,} regions, spread {spread:,.0f}, squares {squares:,.0f}"


def _sound(country: Country, labels: NDArray[np.int32], low: float, high: float) -> bool:
    """Say whether every region hangs together and is within bounds."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    first, second = country.contiguity.pairs.T
    inside = (labels[first] == labels[second]) & (labels[first] >= 0)
    size = country.contiguity.size
    graph = csr_array((np.ones(int(inside.sum())), (first[inside], second[inside])), shape=(size, size))
    pieces = connected_components(graph, directed=False)[1]
    placed = labels >= 0
    people = np.bincount(np.unique(labels[placed], return_inverse=True)[1], country.population[placed])
    whole = len(np.unique(pieces[placed])) == len(people)
    return bool(whole and people.min() >= low and people.max() <= high)


def _left_over(regions: Regions) -> str:
    reasons = ", ".join(
        f"{int((regions.reasons == reason).sum())} {reason.name.lower().replace('_', ' ')}" for reason in LeftOver
    )
    return f"{len(regions.left_over)} areas left over ({reasons})"


def _record_regions(
    recorder: Recorder, country: Country, size: str, bounds: tuple[float, float], compile_s: float | None
) -> None:
    low, high = bounds
    ours_s, ours = recorder.time(partial(_cut, country, low, high))
    reference = size == REFERENCE_SIZE
    recorder.add(
        Row(
            "regions",
            f"{size}, {low:,}-{high:,} people",
            ours_s,
            "",
            None,
            None,
            _sound(country, ours.labels, low, high),
            peak_mb(),
            compile_s,
            f"at most {MOST_SECONDS} s" if reference else "",
            ours_s <= MOST_SECONDS if reference else True,
            f"{ours.count:,} regions, {_left_over(ours)}; agree: all whole and within bounds; "
            "no peer: spopt's max-p has no upper bound",
        )
    )


def _record_candidates(recorder: Recorder, country: Country, size: str) -> None:
    low, high = 1000, 5000
    everyone = np.ones(country.contiguity.size, dtype=bool)
    score = country.attributes[:, 0]
    grow = partial(grow_candidates, country.contiguity, country.population, score, everyone, low, high)
    compile_s = recorder.warm(grow)
    ours_s, ours = recorder.time(grow)
    agree = _sound(country, ours.labels, low, high)
    note = f"{ours.count:,} candidates, {_left_over(ours)}; every area eligible; agree: all whole and within bounds"
    recorder.add(
        Row(
            "candidates",
            f"{size}, {low:,}-{high:,} people",
            ours_s,
            "",
            None,
            None,
            agree,
            peak_mb(),
            compile_s,
            note=note,
        )
    )
