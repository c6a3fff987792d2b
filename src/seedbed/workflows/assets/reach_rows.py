"""Rows and notes of the document of ``seedbed assets reach``."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.catchment import Catchment
from seedbed.analysis.assets.cleaning import Cleaning
from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.assets.travel import Travel
from seedbed.analysis.equity.estimates import Floats
from seedbed.formats.data_table_headings import plain_heading
from seedbed.reports.assets.reach_documents import ReachFrom, ReachOrigin, ReachPlace
from seedbed.workflows.assets.reach_changes import Ground
from seedbed.workflows.assets.reach_missing import edges_of
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import Origins
from seedbed.workflows.assets.reach_times import Targets, Times, counted
from seedbed.workflows.assets.reach_transit import Rides

METRES_A_DEGREE = 111_320.0


def place(asset: Listing) -> ReachPlace:
    """Return an asset as the document names it."""
    return ReachPlace(
        id=asset.identifier,
        name=asset.name,
        asset_type=asset.asset_type,
        longitude=asset.longitude or 0.0,
        latitude=asset.latitude or 0.0,
    )


def travel_words(rides: Rides | None, asked: ReachOptions) -> str:
    """Say how people get there."""
    if rides is None or asked.departures is None:
        return "on foot"
    leaving = asked.departures
    return (
        f"on foot and by public transport, leaving between {leaving.start:%H:%M} and {leaving.end:%H:%M} on "
        f"{leaving.day.isoformat()}: the median over departures"
    )


def ride_gain_notes(ground: Ground, on_foot: Times) -> list[str]:
    """Say for how many people buses and trains make anything nearer than it is on foot."""
    nearer = (ground.times.seconds[:, :, 0] < on_foot.seconds[:, :, 0] - 0.5).any(axis=0)
    if not nearer.any():
        return ["Buses and trains make nothing nearer for anybody here: every figure is the same as on foot."]
    people = ground.origins.shared(ground.origins.people)
    share = 100 * float(people[nearer].sum() / people.sum()) if people.sum() else 0.0
    origins = f"{int(nearer.sum()):,} of {len(ground.origins):,} origins ({share:.0f}% of the people)"
    return [f"Buses and trains make something nearer for {origins}; for the others it is as on foot."]


def origin_rows(asked: ReachOptions, ground: Ground, catchments: Sequence[Catchment]) -> list[ReachOrigin]:
    """Return what everything is like from each origin."""
    origins, targets, times = ground.origins, ground.targets, ground.times
    people, groups = origins.shared(origins.people), _by_group(origins)
    within_cutoff = _within(times.travel, targets, asked.cutoff, len(origins))
    rows = []
    for at, code in enumerate(origins.codes):
        parts = [
            ReachFrom(
                asset_type=kind,
                seconds=[float(each) if math.isfinite(each) else None for each in times.seconds[number, at]],
                assets=[targets.assets[each].identifier for each in times.which[number, at] if each >= 0],
                within=int(within_cutoff[number, at]),
                supply=float(catchments[number].score[at]) if catchments else None,
                departures=None if times.share is None else float(times.share[number, at]),
            )
            for number, kind in enumerate(targets.kinds)
        ]
        rows.append(
            ReachOrigin(
                origin=code,
                longitude=float(origins.longitude[at]),
                latitude=float(origins.latitude[at]),
                people=float(people[at]),
                groups={heading: float(many[at]) for heading, many in groups.items()},
                reach=parts,
            )
        )
    return rows


def _by_group(origins: Origins) -> dict[str, Floats]:
    """Return how many of each group start from each origin, by a heading such as "disability_disabled_people"."""
    return {
        plain_heading(f"{asked.name} {group} {asked.counted}"): origins.shared(asked.people)[:, at]
        for asked in origins.groups
        for at, group in enumerate(asked.groups)
    }


def _within(travel: Travel, targets: Targets, cutoff: float, origins: int) -> NDArray[np.int64]:
    return counted(travel.within(cutoff), targets, origins)


def cleaning_notes(left_out: Cleaning) -> list[str]:
    """Say what of the map was left out."""
    if not left_out.nodes_left_out:
        return []
    told = (
        f"{left_out.parts_left_out:,} parts of the map that nothing joins to the rest, and ways far outside it, were "
        f"left out: {left_out.metres_left_out / 1000:,.1f} km."
    )
    return [told]


def edge_notes(asked: ReachOptions, ground: Ground) -> list[str]:
    """Say how many origins lie so near the edge of the map that what is beyond it could be in reach."""
    network, origins = ground.walkable.network, ground.origins
    reach_metres = 60 * min(asked.minutes) * ground.walkable.walker.metres_per_second
    near = _near_edge(network, origins, reach_metres)
    if not near.any():
        return []
    people = origins.shared(origins.people)
    share = 100 * float(people[near].sum() / people.sum()) if people.sum() else 0.0
    where = f"{int(near.sum()):,} of {len(origins):,} origins ({share:.0f}% of the people)"
    lies = "lies" if int(near.sum()) == 1 else "lie"
    return [
        f"{where} {lies} within {reach_metres:,.0f} m of the edge of the map: what is beyond it was not counted, so "
        "their reach may be better than shown."
    ]


def _near_edge(network: WalkNetwork, origins: Origins, metres: float) -> NDArray[np.bool_]:
    cosine = math.cos(math.radians(float(network.latitude.mean())))
    west, south, east, north = edges_of(network)
    across = np.minimum(origins.longitude - west, east - origins.longitude) * METRES_A_DEGREE * cosine
    up = np.minimum(origins.latitude - south, north - origins.latitude) * METRES_A_DEGREE
    return np.asarray(np.minimum(across, up) <= metres, dtype=np.bool_)
