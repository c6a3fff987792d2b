"""The enhanced two-step floating catchment on Newport: ours beside PySAL's access, from the same times."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.newport import newport
from seedbed.analysis.assets.catchment import catchment
from seedbed.analysis.assets.decay import LUO_AND_QI, within
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.travel import Travel, travel_times

BAR = 50
CLOSE = 1e-12
METRES_A_SECOND = 1.33
BANDS = {600: 1, 1200: 0.68, 1800: 0.22}

Floats = NDArray[np.float64]


def run(recorder: Recorder) -> None:
    """Compare on every street node of Newport and the places of its most frequent kinds."""
    travel = _travel()
    generator = np.random.default_rng(3)
    demand = generator.integers(1, 60, travel.origins).astype(float)
    supply = generator.integers(1, 200, travel.destinations).astype(float)
    compile_s = recorder.warm(lambda: catchment(travel.within(60), supply=supply, demand=demand, decay=within(60)))
    ours_s, ours = recorder.time(lambda: catchment(travel, supply=supply, demand=demand, decay=LUO_AND_QI), repeats=7)
    peak = peak_mb()
    peer_s, theirs = _access(recorder, travel, supply, demand)
    reached = ours.within_reach
    apart = float(np.abs(ours.score[reached] / theirs[reached] - 1).max())
    agree = apart <= CLOSE and bool(np.isnan(theirs[~reached]).all()) and bool((ours.score[~reached] == 0).all())
    ratio = peer_s / ours_s
    size = f"Newport, {travel.origins:,} origins, {travel.destinations:,} places, {len(travel.seconds):,} pairs"
    note = f"relative difference at most {apart:.1e}; access says NaN of {(~reached).sum():,} origins, ours in words"
    recorder.add(
        Row(
            "catchment",
            size,
            ours_s,
            "access enhanced_two_stage_fca",
            peer_s,
            ratio,
            agree,
            peak,
            compile_s,
            f"at least {BAR}x",
            ratio >= BAR,
            note,
        )
    )


def _travel() -> Travel:
    """Return walking times of at most 30 minutes from every street node to some kinds of places."""
    town = newport()
    seconds = town.network.metres / METRES_A_SECOND
    places = np.concatenate([each.node[each.node >= 0] for each in town.places[4:]])
    everywhere = np.arange(town.network.node_count, dtype=np.int32)
    return travel_times(streets_of(town.network), seconds, everywhere, places, 1800.0)


def _access(recorder: Recorder, travel: Travel, supply: Floats, demand: Floats) -> tuple[float, Floats]:
    """Return the CPU seconds of access, its own preparation not counted, and its scores, NaN where it says none."""
    import pandas as pd
    from access import Access, weights

    times = pd.DataFrame({"origin": travel.origin, "dest": travel.destination, "cost": travel.seconds})
    people = pd.DataFrame({"geoid": np.arange(travel.origins), "demand": demand})
    places = pd.DataFrame({"geoid": np.arange(travel.destinations), "supply": supply})
    columns = {"demand_index": "geoid", "supply_index": "geoid", "cost_df": times}
    columns |= {"cost_origin": "origin", "cost_dest": "dest", "cost_name": "cost"}

    def ask() -> Any:
        return asked.enhanced_two_stage_fca(name="score", weight_fn=weights.step_fn(BANDS))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked = Access(people, "demand", places, "supply", **columns)
        seconds, scores = recorder.time(ask, repeats=2)
    return seconds, scores.iloc[:, 0].reindex(range(travel.origins)).to_numpy()
