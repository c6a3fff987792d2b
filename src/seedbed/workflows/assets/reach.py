"""``seedbed assets reach``: who can reach what, who cannot, and what would change it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from seedbed.analysis.assets.access_equity import no_intervals
from seedbed.analysis.assets.catchment import Catchment, catchment
from seedbed.analysis.assets.cleaning import cleaned
from seedbed.analysis.assets.decay import LUO_AND_QI, Decay, gaussian, within
from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.assets.walking import WALKERS, step_free
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.heights import put_heights, read_heights
from seedbed.formats.osm_streets import read_streets
from seedbed.formats.points_table import read_points
from seedbed.reports.assets.reach_documents import ReachDocument, ReachStreets
from seedbed.workflows.assets.reach_assets import Counted, assets_counted, listings_of
from seedbed.workflows.assets.reach_changes import Ground, best_new_sites, what_if
from seedbed.workflows.assets.reach_grounds import read_origins
from seedbed.workflows.assets.reach_measures import equity_of, of_types
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import Origins, off_the_streets
from seedbed.workflows.assets.reach_pack import streets_come_with_a_pack
from seedbed.workflows.assets.reach_rows import (
    cleaning_notes,
    edge_notes,
    origin_rows,
    place,
    ride_gain_notes,
    travel_words,
)
from seedbed.workflows.assets.reach_supply import supply_of
from seedbed.workflows.assets.reach_times import Walkable, targets_of
from seedbed.workflows.assets.reach_transit import read_rides, ride_notes
from seedbed.workflows.assets.reach_uncounted import missing_rows, warn_of_loads
from seedbed.workflows.assets.reach_ways import times_by
from seedbed.workflows.assets.scale import times_shared
from seedbed.workflows.method_notes import method_notes

Progress = Callable[[float, float, str], None]
STEPS = 6


@dataclass(frozen=True)
class Reached:
    """The answer, and for its map the streets and the line inside which people were counted; None for none."""

    document: ReachDocument
    streets: WalkNetwork
    outline: Any = None


def reach(asked: ReachOptions, directory: Path, progress: Progress | None = None) -> Reached:
    """Work out who can reach what.

    Parameters
    ----------
    directory
        Where packs are installed.
    progress
        Told what is being done.

    Raises
    ------
    UserError
        If a file cannot be used, options do not go together, or nothing is left to look at.
    """
    _check(asked)
    tell = progress or _told_nobody
    tell(0, STEPS, "Reading streets")
    walkable, notes = _walkable(asked)
    tell(1, STEPS, "Reading assets")
    counted = assets_counted(
        listings_of(asked.assets or asked.osm), asked.kinds, asked.needed, only_known=asked.only_known
    )
    tell(2, STEPS, "Reading origins")
    origins = read_origins(asked.origins, walkable.network, asked.osm, directory)
    tell(3, STEPS, "Finding the ways")
    ground, off_map = _ground(asked, walkable, counted, origins)
    tell(4, STEPS, "Comparing groups")
    with method_notes() as warned:
        warn_of_loads(ground.origins)
        document = _document(asked, ground, counted, off_map)
    tell(5, STEPS, "Looking at changes")
    with method_notes() as more:
        changed = _changes(asked, ground)
    told = [
        *notes,
        *counted.notes,
        *ground.origins.notes,
        *ride_notes(ground.rides),
        *_ride_gains(asked, ground),
        *edge_notes(asked, ground),
        *document.notes,
        *warned,
        *more,
    ]
    told = [each for each in dict.fromkeys(told) if each != document.uncertainty]
    document = document.model_copy(update={**changed, "notes": told})
    return Reached(document, walkable.network, origins.outline)


def _ride_gains(asked: ReachOptions, ground: Ground) -> list[str]:
    if ground.rides is None:
        return []
    on_foot = times_by(ground.walkable, ground.stands, ground.targets, None, k=1, cutoff=asked.longest)
    return ride_gain_notes(ground, on_foot)


def _told_nobody(_done: float, _total: float, _what: str) -> None:
    """Say nothing."""


def _check(asked: ReachOptions) -> None:
    if asked.walker not in WALKERS:
        raise UsageError(
            f"There is no walker '{asked.walker}'.", f"There are {', '.join(WALKERS)}.", "Name one of these."
        )
    if not (math.isfinite(asked.cutoff) and asked.cutoff > 0):
        raise UsageError("The cut-off cannot be used.", f"It is {asked.cutoff:g} seconds.", "Give more than 0.")
    if not 1 <= asked.nearest <= 20:
        raise UsageError(f"The {asked.nearest} nearest cannot be told.", "One to twenty can.", "Give 1 to 20.")
    if not asked.minutes or any(not (0 < each <= 600) for each in asked.minutes):
        raise UsageError("The minutes cannot be used.", "They must lie above 0, up to 600.", "Give 10 and 15.")


def _walkable(asked: ReachOptions) -> tuple[Walkable, list[str]]:
    network = read_streets(asked.osm)
    notes: list[str] = []
    walker = WALKERS[asked.walker]
    walker = step_free(walker) if asked.step_free else walker
    if not asked.whole:
        network, left_out = cleaned(network)
        notes = cleaning_notes(left_out)
    if asked.heights is not None:
        network = put_heights(network, read_heights(asked.heights))
    return Walkable(network, walker), notes


def _ground(
    asked: ReachOptions, walkable: Walkable, counted: Counted, origins: Origins
) -> tuple[Ground, list[Listing]]:
    """Put origins and assets onto the streets and work out times as they are."""
    targets, off_map = targets_of(counted.assets, counted.kinds, walkable)
    if off_map and not targets.assets:
        raise BadInputError(
            "No asset lies on the map.",
            f"None of the {len(off_map):,} assets that fit has a street near it.",
            "Give the assets and the map of one place; check that longitude and latitude are not swapped.",
        )
    origins, stands = off_the_streets(origins, walkable.put(origins.longitude, origins.latitude))
    rides = read_rides(asked.departures, walkable, asked.cutoff) if asked.departures else None
    k, longest = asked.nearest, asked.longest
    if asked.sharing is None:
        times = times_by(walkable, stands, targets, rides, k=k, cutoff=longest)
    else:
        times = times_shared(walkable, stands, targets, rides, k=k, cutoff=longest, sharing=asked.sharing)
    return Ground(walkable, origins, stands, targets, times, rides), off_map


def _document(asked: ReachOptions, ground: Ground, counted: Counted, off_map: Sequence[Listing]) -> ReachDocument:
    origins, targets, times = ground.origins, ground.targets, ground.times
    lost = Counter(each.asset_type for each in off_map)
    catchments, words, assumed = _catchments(asked, ground)
    network = ground.walkable.network
    equity = equity_of(origins, targets, times, asked.minutes, asked.limits)
    areas = equity[0].areas if equity else 0
    return ReachDocument(
        file=asked.osm.name,
        invented=origins.invented,
        assets_file=(asked.assets or asked.osm).name,
        origins_file=Path(asked.origins.origins).name,
        confidence=asked.limits.confidence,
        walker=ground.walkable.walker.name,
        metres_per_second=ground.walkable.walker.metres_per_second,
        step_free=ground.walkable.walker.wheels,
        travel=travel_words(ground.rides, asked),
        cutoff_seconds=asked.cutoff,
        needs=asked.needed.words(),
        counted="people" if origins.known else origins.kind,
        people=float(origins.shared(origins.people).sum()),
        missing=missing_rows(origins),
        inside=asked.origins.inside.named if asked.origins.inside else "",
        areas=areas,
        streets_invented=origins.invented and streets_come_with_a_pack(asked.osm),
        uncertainty=no_intervals(areas) if equity else "",
        origins_total=len(origins),
        origins_kind=origins.kind,
        minutes=list(asked.minutes),
        streets=ReachStreets(nodes=network.node_count, edges=network.edge_count, kilometres=network.kilometres),
        types=of_types(origins, targets, times, asked.cutoff, counted.left_out, dict(lost)),
        equity=equity,
        supply=asked.supply,
        supply_method=words,
        heights=asked.heights.name if asked.heights else "",
        notes=assumed,
        places=[place(each) for each in targets.assets],
        origins=origin_rows(asked, ground, catchments),
    )


def _decay(asked: ReachOptions) -> Decay:
    return {
        "step": lambda: within(asked.cutoff),
        "gaussian": lambda: gaussian(asked.cutoff),
        "luo-qi": lambda: LUO_AND_QI,
    }[asked.decay]()


def _catchments(asked: ReachOptions, ground: Ground) -> tuple[list[Catchment], str, list[str]]:
    """Return a floating catchment of each kind, how it was worked out, and notes; none unless one was asked for."""
    if not asked.supply:
        return [], "", []
    decay = _decay(asked)
    supply, notes = supply_of(ground.targets.assets, asked.supply)
    demand = ground.origins.shared(ground.origins.demand)
    travel = ground.times.travel
    if decay.reach > asked.longest:
        travel = times_by(ground.walkable, ground.stands, ground.targets, ground.rides, k=1, cutoff=decay.reach).travel
    found = [
        catchment(travel, supply=np.where(ground.targets.kind == number, supply, 0.0), demand=demand, decay=decay)
        for number in range(len(ground.targets.kinds))
    ]
    return found, f"Two-step floating catchment; weights: {decay.words}.", notes


def _changes(asked: ReachOptions, ground: Ground) -> dict[str, object]:
    changed: dict[str, object] = {}
    if asked.changes.anything:
        changed["what_if"] = what_if(ground, asked.changes, asked.minutes[0])
    if asked.changes.best:
        changed["best_sites"] = best_new_sites(ground, asked.changes, _candidates(asked, ground), asked.minutes[0])
    return changed


def _candidates(asked: ReachOptions, ground: Ground) -> tuple[list[str], Floats, Floats]:
    if asked.candidates is None:
        return ground.origins.codes, ground.origins.longitude, ground.origins.latitude
    points = read_points(asked.candidates)
    return points.codes, points.longitude, points.latitude
