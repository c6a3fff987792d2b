"""How far people have it, and how groups differ, from times and the people of origins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from seedbed.analysis.assets.access_equity import AccessEquity, PeopleByGroup, access_equity
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.analysis.equity.concentration.indices import Index
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.reports.assets.reach_documents import ReachEquity, ReachGroup, ReachIndex, ReachOfType
from seedbed.workflows.assets.reach_origins import Origins
from seedbed.workflows.assets.reach_times import Targets, Times

EVERYONE = "Everyone"
INDEX_NAMES = {"standard": "Concentration index", "erreygers": "Erreygers' index"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How sure answers are to be: two-sided confidence, drawings of areas and where they start."""

    confidence: float = 0.95
    replicates: int = 1_000
    seed: int = 20_130_401


def type_name(code: str) -> str:
    """Return what a kind of asset is called, the partnership's own by its code."""
    return ASSET_TYPES[code].plural if code in ASSET_TYPES else code.replace("_", " ").capitalize()


def of_types(
    origins: Origins, targets: Targets, times: Times, cutoff: float, left_out: dict[str, int], off_map: dict[str, int]
) -> list[ReachOfType]:
    """Return how far people have it to each kind."""
    people = origins.shared(origins.people)
    whole = float(people.sum())
    found = []
    for number, code in enumerate(targets.kinds):
        seconds = times.seconds[number, :, 0]
        within = float(people[seconds <= cutoff].sum())
        found.append(
            ReachOfType(
                asset_type=code,
                name=type_name(code),
                assets=targets.many(number),
                left_out=left_out.get(code, 0),
                off_map=off_map.get(code, 0),
                people_within=within,
                share_within=within / whole if whole else None,
                median_seconds=weighted_median(seconds, people),
            )
        )
    return found


def weighted_median(seconds: Floats, people: Floats) -> float | None:
    """Return the time that half of the people have or less; None where half have none at all, or nobody is there."""
    lived = people > 0
    if not lived.any():
        return None
    order = np.argsort(seconds[lived], kind="stable")
    sums = np.cumsum(people[lived][order])
    at = int(np.searchsorted(sums, sums[-1] / 2 * (1 - 1e-12)))
    value = float(seconds[lived][order][min(at, len(order) - 1)])
    return value if math.isfinite(value) else None


def equity_of(
    origins: Origins, targets: Targets, times: Times, minutes: Sequence[float], limits: Limits
) -> list[ReachEquity]:
    """Return how groups differ in who is beyond each number of minutes of each kind of asset."""
    nearest = times.seconds[:, :, 0]
    asked = [(number, minute) for number in range(len(targets.kinds)) for minute in minutes]
    beyond = origins.by_area(np.column_stack([(nearest[number] > 60 * minute) * 1.0 for number, minute in asked]))
    everyone = PeopleByGroup(EVERYONE, (EVERYONE,), origins.people[:, None])
    present = origins.present[:, None]
    rows = []
    for groups in (everyone, *origins.groups):
        here = replace(groups, people=np.nan_to_num(groups.people) * present)
        found = access_equity(
            here, beyond, confidence=limits.confidence, replicates=limits.replicates, seed=limits.seed
        )
        medians = _medians(origins, groups, nearest)
        rows.append([_equity(groups, found, at, targets.kinds[number], minute, medians[number])
                     for at, (number, minute) in enumerate(asked)])  # fmt: skip
    return [each for at in range(len(asked)) for each in (row[at] for row in rows)]


def _medians(origins: Origins, groups: PeopleByGroup, nearest: Floats) -> list[list[float | None]]:
    people = origins.shared(groups.people)
    return [[weighted_median(seconds, column) for column in people.T] for seconds in nearest]


def _equity(
    groups: PeopleByGroup, found: AccessEquity, at: int, code: str, minutes: float, medians: Sequence[float | None]
) -> ReachEquity:
    rows = []
    for place, name in enumerate(groups.groups):
        share, gap, ratio = (_three(each, (at, place)) for each in (found.share, found.gap, found.ratio))
        rows.append(
            ReachGroup(
                group=name,
                people=float(found.people[place]),
                beyond=share[0],
                beyond_low=share[1],
                beyond_high=share[2],
                gap=gap[0],
                gap_low=gap[1],
                gap_high=gap[2],
                ratio=ratio[0],
                ratio_low=ratio[1],
                ratio_high=ratio[2],
                median_seconds=medians[place],
            )
        )
    return ReachEquity(
        asset_type=code,
        minutes=minutes,
        name=groups.name,
        counted=groups.counted,
        ordered=groups.ordered,
        areas=found.areas,
        groups=rows,
        indices=_indices(groups, found, at),
    )


def _indices(groups: PeopleByGroup, found: AccessEquity, at: int) -> list[ReachIndex]:
    if not groups.ordered:
        return []
    told = [
        _index("Slope index of inequality", _three(found.slope, (at,)), found.slope.method),
        _index("Relative index of inequality", _three(found.relative, (at,)), found.relative.method),
    ]
    return [*told, *(_of_index(each) for each in found.concentration[at])]


def _of_index(each: Index) -> ReachIndex:
    values = (_known(each.value), _known(each.low), _known(each.high))
    return _index(INDEX_NAMES.get(each.kind, each.kind), values, each.method)


def _index(measure: str, values: tuple[float | None, float | None, float | None], method: str) -> ReachIndex:
    return ReachIndex(measure=measure, value=values[0], low=values[1], high=values[2], method=method)


def _three(each: Estimates, at: tuple[int, ...]) -> tuple[float | None, float | None, float | None]:
    return _known(each.value[at]), _known(each.low[at]), _known(each.high[at])


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
