"""What if: something new opened, something moved, a way got no steps; and where something new would serve best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from seedbed.analysis.assets.access_equity import PeopleByGroup
from seedbed.analysis.assets.ground import metres_between
from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Floats, Places, WalkNetwork
from seedbed.analysis.assets.siting import Aim, Change, best_sites, what_changes
from seedbed.analysis.assets.walking import made_step_free, wheels_pass
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.assets.reach_documents import ReachBestSites, ReachGain, ReachPlace, ReachSite, ReachWhatIf
from seedbed.workflows.assets.reach_measures import EVERYONE, type_name
from seedbed.workflows.assets.reach_origins import Origins
from seedbed.workflows.assets.reach_times import Targets, Times, Walkable, targets_of
from seedbed.workflows.assets.reach_transit import Rides
from seedbed.workflows.assets.reach_ways import times_by

Point = tuple[float, float]
FURTHEST_STEPS = 100.0
"""Metres from a point within which steps are looked for."""


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    """What would change.

    Parameters
    ----------
    opened
        Places, longitude and latitude, at which something of the kind opens.
    moved
        Assets by identifier, and where they move to.
    closed
        Assets by identifier that close.
    step_free
        Points on the map whose nearest closed way wheels could go.
    best
        How many new places to choose; 0 for none.
    aim
        For coverage or for equity.
    asset_type
        Of what opens; "" for the first kind asked for.
    """

    opened: tuple[Point, ...] = ()
    moved: tuple[tuple[str, Point], ...] = ()
    closed: tuple[str, ...] = ()
    step_free: tuple[Point, ...] = ()
    best: int = 0
    aim: Aim = "coverage"
    asset_type: str = ""

    @property
    def anything(self) -> bool:
        """Whether a change was asked for."""
        return bool(self.opened or self.moved or self.closed or self.step_free)


@dataclass(frozen=True)
class Ground:
    """What changes are worked out on: streets, origins on them, assets, what runs, and times as they are."""

    walkable: Walkable
    origins: Origins
    stands: Places
    targets: Targets
    times: Times
    rides: Rides | None = None

    def number_of(self, asset_type: str) -> int:
        """Return the number of a kind, the first where none is named.

        Raises
        ------
        UsageError
            If the kind is not one of those that are looked at.
        """
        if not asset_type:
            return 0
        if asset_type not in self.targets.kinds:
            raise UsageError(
                f"Nothing of the kind '{asset_type}' is looked at.",
                f"The kinds are {', '.join(self.targets.kinds)}.",
                "Name it with --type too.",
            )
        return self.targets.kinds.index(asset_type)


def what_if(ground: Ground, asked: ChangesAsked, minutes: float) -> ReachWhatIf:
    """Work out who gains and who loses by all changes together.

    Raises
    ------
    BadInputError
        If a place is off the streets, or an asset or steps cannot be found.
    """
    number = ground.number_of(asked.asset_type)
    code = ground.targets.kinds[number]
    walkable, told_ways = _opened_ways(ground.walkable, asked.step_free)
    assets, told = _changed_assets(ground.targets.assets, asked, code)
    targets, lost = targets_of(assets, ground.targets.kinds, walkable)
    _refuse_lost(lost)
    stands = ground.stands
    if told_ways:
        stands = walkable.put(ground.origins.longitude, ground.origins.latitude)
    after = times_by(walkable, stands, targets, ground.rides, k=1, cutoff=60 * minutes).seconds[number, :, 0]
    before = ground.times.seconds[number, :, 0]
    return ReachWhatIf(
        asset_type=code,
        minutes=minutes,
        told=[*told, *told_ways],
        places=[
            ReachPlace(id=name, name=name, asset_type=code, longitude=point[0], latitude=point[1])
            for name, point in (*asked.moved, *((f"new {at}", each) for at, each in enumerate(asked.opened, start=1)))
        ],
        after_seconds=[float(each) if math.isfinite(each) else None for each in after],
        gains=gains(ground.origins, before, after, 60 * minutes),
    )


def gains(origins: Origins, before: Floats, after: Floats, cutoff: float) -> list[ReachGain]:
    """Return what changes for everyone and for each group."""
    everyone = PeopleByGroup("", (EVERYONE,), origins.people[:, None])
    rows = []
    for groups in (everyone, *origins.groups):
        change = what_changes(before, after, origins.shared(groups.people), cutoff)
        rows += [_gain(groups, change, place) for place in range(len(groups.groups))]
    return rows


def _gain(groups: PeopleByGroup, change: Change, place: int) -> ReachGain:
    minutes = float(change.minutes[place])
    return ReachGain(
        name=groups.name,
        group=groups.groups[place],
        counted=groups.counted,
        people=float(change.people[place]),
        before=float(change.before[place]),
        after=float(change.after[place]),
        gained=float(change.gained[place]),
        lost=float(change.lost[place]),
        minutes_nearer=minutes if math.isfinite(minutes) else None,
    )


def _changed_assets(assets: Sequence[Listing], asked: ChangesAsked, code: str) -> tuple[list[Listing], list[str]]:
    """Return assets as they would be, and what was changed in words."""
    known = {asset.identifier: asset for asset in assets}
    for name in (*asked.closed, *(name for name, _ in asked.moved)):
        if name not in known:
            raise BadInputError(
                f"There is no asset '{name}'.",
                "No asset that is counted has this identifier.",
                "Take the identifier from the column of the nearest assets in the table of origins.",
            )
    moved = dict(asked.moved)
    told = [f"{known[name].name or name} closes." for name in asked.closed]
    told += [f"{known[name].name or name} moves to {_told(point, assets)}." for name, point in asked.moved]
    told += [f"{type_name(code)}: a new one opens at {_told(point, assets)}." for point in asked.opened]
    stay = [
        _moved(asset, moved[asset.identifier]) if asset.identifier in moved else asset
        for asset in assets
        if asset.identifier not in asked.closed
    ]
    new = [
        Listing(identifier=f"new {at}", name=f"New {at}", asset_type=code, longitude=point[0], latitude=point[1])
        for at, point in enumerate(asked.opened, start=1)
    ]
    return [*stay, *new], told


def _where(point: Point) -> str:
    """Return latitude and longitude, in the order in which people say them."""
    return f"{point[1]:.5f}, {point[0]:.5f}"


def _told(point: Point, assets: Sequence[Listing]) -> str:
    """Return a place with the nearest that has a name, which people know better than numbers."""
    named = [each for each in assets if each.name and each.longitude is not None and each.latitude is not None]
    if not named:
        return _where(point)
    across, up = (np.array(each) for each in zip(*((one.longitude, one.latitude) for one in named), strict=True))
    away = metres_between(across, up, np.full(len(named), point[0]), np.full(len(named), point[1]))
    nearest = int(away.argmin())
    return f"{_where(point)} ({round(float(away[nearest]), -1):,.0f} metres from {named[nearest].name})"


def _moved(asset: Listing, point: Point) -> Listing:
    return replace(asset, longitude=point[0], latitude=point[1], entrances=(), outline=None)


def _refuse_lost(lost: Sequence[Listing]) -> None:
    if lost:
        place = lost[0]
        raise BadInputError(
            f"{place.name or place.identifier} cannot be put onto the streets.",
            f"At latitude {place.latitude}, longitude {place.longitude} there is no street near.",
            "Give a place on the map of the streets; check that latitude and longitude are not swapped.",
        )


def _opened_ways(walkable: Walkable, points: Sequence[Point]) -> tuple[Walkable, list[str]]:
    """Return the streets with the closed ways nearest to some points opened to wheels."""
    network, told = walkable.network, []
    for point in points:
        edges, metres = closed_way(network, point)
        network = made_step_free(network, edges)
        told.append(f"{metres:,.0f} metres of way at {_where(point)} get open to wheels.")
    return (walkable.with_network(network) if points else walkable), told


def closed_way(network: WalkNetwork, point: Point) -> tuple[NDArray[np.int64], float]:
    """Return the edges closed to wheels that hang together nearest to a point, and their length in metres.

    Raises
    ------
    BadInputError
        If there is none within ``FURTHEST_STEPS``.
    """
    closed = np.flatnonzero(~wheels_pass(network.ways))
    across, up = (
        (each[network.start[closed]] + each[network.end[closed]]) / 2 for each in (network.longitude, network.latitude)
    )
    away = metres_between(across, up, np.full(len(closed), point[0]), np.full(len(closed), point[1]))
    if not len(closed) or away.min() > FURTHEST_STEPS:
        raise BadInputError(
            f"There is no way closed to wheels at {_where(point)}.",
            f"The map has no steps, raised kerb or rough way within {FURTHEST_STEPS:g} metres.",
            "Give the place of the steps themselves.",
        )
    ends = (network.start[closed], network.end[closed])
    graph = csr_array((np.ones(len(closed), np.int8), ends), shape=(network.node_count,) * 2)
    part = connected_components(graph, directed=False)[1][network.start[closed]]
    edges = closed[part == part[int(away.argmin())]]
    return edges.astype(np.int64), float(network.metres[edges].sum())


def best_new_sites(
    ground: Ground, asked: ChangesAsked, candidates: tuple[list[str], Floats, Floats], minutes: float
) -> ReachBestSites:
    """Choose the places where something new would serve best.

    Parameters
    ----------
    candidates
        Names, longitudes and latitudes.

    Raises
    ------
    UsageError
        If groups are to be compared and none were given.
    """
    number = ground.number_of(asked.asset_type)
    groups = _compared(ground.origins, asked.aim)
    code = ground.targets.kinds[number]
    possible = _possible(candidates, code)
    targets, _ = targets_of(possible, (code,), ground.walkable)
    travel = times_by(ground.walkable, ground.stands, targets, ground.rides, k=1, cutoff=60 * minutes).travel
    before = ground.times.seconds[number, :, 0]
    people = ground.origins.shared(groups.people)
    reaches = travel.matrix(np.ones(len(travel.seconds)))
    found = best_sites(reaches, people, asked.best, covered=before <= 60 * minutes, aim=asked.aim)
    chosen = [targets.assets[at] for at in found.chosen]
    after = np.minimum(before, _soonest(travel.matrix(), list(found.chosen), len(before)))
    return ReachBestSites(
        asset_type=code,
        minutes=minutes,
        aim=asked.aim,
        between=groups.name if asked.aim == "equity" else "",
        counted=groups.counted,
        candidates=len(targets.assets),
        proved=found.proved,
        sites=[
            ReachSite(
                site=each.name,
                name=ground.origins.names.get(each.name, ""),
                longitude=each.longitude or 0.0,
                latitude=each.latitude or 0.0,
                added=added,
            )
            for each, added in zip(chosen, found.added, strict=True)
        ],
        gains=gains(ground.origins, before, after, 60 * minutes),
    )


def _possible(candidates: tuple[list[str], Floats, Floats], code: str) -> list[Listing]:
    """Return candidates as assets that could be."""
    return [
        Listing(identifier=str(at), name=name, asset_type=code, longitude=float(longitude), latitude=float(latitude))
        for at, (name, longitude, latitude) in enumerate(zip(*candidates, strict=True))
    ]


def _compared(origins: Origins, aim: Aim) -> PeopleByGroup:
    """Return the groups whose people count: everyone for coverage, the first groups given for equity."""
    if aim == "coverage":
        return PeopleByGroup("", (EVERYONE,), origins.people[:, None])
    if not origins.groups:
        raise UsageError(
            "There are no groups to be fair to.",
            "Places chosen for equity serve the group best that is served least.",
            "Give groups with --groups, --ordered or --fifths, or choose for coverage.",
        )
    return origins.groups[0]


def _soonest(seconds: csr_array, chosen: list[int], origins: int) -> Floats:
    """Return the least time to any of the chosen; a time of nought is a time."""
    soonest = np.full(origins, np.inf)
    row = np.repeat(np.arange(origins), np.diff(seconds.indptr))
    wanted = np.isin(seconds.indices, chosen)
    np.minimum.at(soonest, row[wanted], seconds.data[wanted])
    return soonest
