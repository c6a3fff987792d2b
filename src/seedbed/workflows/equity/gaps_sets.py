"""From arrays of measures to the rows of the document, set by set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.gaps.catalogue import KEYS, MEASURES, PLACE, UNITS
from seedbed.analysis.equity.gaps.measures import WhoGaps, interval_method
from seedbed.analysis.equity.gaps.sets import GroupSets
from seedbed.formats.heat import HeatTable
from seedbed.reports.equity.gaps_documents import GapGroup, GapMeasure, GapSet
from seedbed.workflows.equity import gaps_ordered
from seedbed.workflows.equity.document_rows import without_collection
from seedbed.workflows.equity.gaps_ordered import OrderedMeasures

Three = tuple[str, str, str]
WHO = "WHO (Health Equity Assessment Toolkit)"
OURS = "WHO (Health Equity Assessment Toolkit), limits corrected"
RELATIVE = "relative form of WHO's measure, after Pearcy and Keppel (2002)"
AT_ONCE = 1_000
"""Sets whose numbers are turned into plain ones together."""
INDEX = "between -1 and 1; 0 is no inequality"


@dataclass(frozen=True)
class Found:
    """All that was read and worked out."""

    heat: HeatTable
    groups: GroupSets
    measured: WhoGaps
    in_order: OrderedMeasures | None
    shares: Floats | None
    wanted: tuple[str, ...]

    @property
    def places(self) -> list[int]:
        """Columns of the measures wanted, of those that need no order."""
        return [PLACE[key] for key in self.wanted if key in PLACE]


def set_rows(found: Found) -> list[GapSet]:
    """Return the document's sets, in the order of the table."""
    shares = found.groups.shares
    means = found.groups.sums(found.groups.values * shares)
    means = np.where(np.isfinite(means), means, found.groups.average)
    with without_collection():
        return [_set(found, at, float(means[at]), shares, cells) for at, cells in enumerate(_cells(found))]


def _set(found: Found, at: int, mean: float, shares: Floats, cells: list[list[float | None]]) -> GapSet:
    groups, heat = found.groups, found.heat
    ordered, favourable = bool(groups.rules[at, 0]), bool(groups.rules[at, 1])
    size = int(groups.starts[at + 1] - groups.starts[at])
    return GapSet(
        set=heat.sets[at],
        series=heat.series[at],
        date=heat.dates[at],
        groups=size,
        ordered=ordered,
        favourable=favourable,
        reference=_reference(found, at),
        marked=bool(groups.rules[at, 2] >= 0),
        mean=_or_none(mean) if size else None,
        inflated=bool(found.measured.inflated[at]),
        measures=_measures(found, at, cells),
        contributions=_contributions(found, at, shares),
    )


def _cells(found: Found) -> Iterator[list[list[float | None]]]:
    """Give, set by set, the five numbers of each measure wanted."""
    each = found.measured
    for start in range(0, len(found.heat.sets), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        numbers = np.stack([given[part][:, found.places] for given in _limits(each)], axis=-1)
        held = numbers.astype(object)
        held[np.isnan(numbers)] = None
        yield from held.tolist()


def _measures(found: Found, at: int, cells: list[list[float | None]]) -> list[GapMeasure]:
    ordered = bool(found.groups.rules[at, 0])
    rows = [
        _measure(named, numbers, methods, relative=relative)
        for place, numbers in zip(found.places, cells, strict=True)
        for named, methods, relative in [_words(place, ordered)]
    ]
    return rows + (_ordered(found, at) if ordered and found.in_order is not None else [])


@cache
def _words(place: int, ordered: bool) -> tuple[Three, Three, bool]:
    """Return names and unit of a measure, methods of its limits with the convention, and whether it is relative."""
    measure = MEASURES[place]
    own = interval_method(measure.key, ordered=ordered)
    corrected = interval_method(measure.key, ordered=ordered, corrected=True)
    ours = measure.key in ("ti", "mld") or (measure.key in ("par", "paf") and not ordered)
    convention = RELATIVE if measure.key.startswith("rmd") else OURS if ours else WHO
    return (measure.key, measure.name, UNITS[measure.kind]), (own, corrected, convention), measure.relative


def _ordered(found: Found, at: int) -> list[GapMeasure]:
    rows = []
    for key, name in gaps_ordered.NAMES.items():
        if key not in found.wanted or found.in_order is None:
            continue
        slope = key in ("sii", "rii")
        unit = {"absolute": UNITS["absolute"], "ratio": UNITS["ratio"], "index": INDEX}[gaps_ordered.UNITS[key]]
        numbers = [_or_none(number) for number in found.in_order.numbers[key][:, at].tolist()]
        turned = gaps_ordered.TURNED if found.groups.rules[at, 1] == 0 else ""
        own = gaps_ordered.SLOPE_METHOD + turned if slope else gaps_ordered.LINE_METHOD
        corrected = gaps_ordered.SLOPE_CORRECTED if slope else gaps_ordered.ERROR_METHOD
        rows.append(_measure((key, name, unit), numbers, (own, corrected, WHO), relative=key in gaps_ordered.RELATIVE))
    return rows


def _measure(named: Three, numbers: list[float | None], methods: Three, *, relative: bool) -> GapMeasure:
    key, name, unit = named
    value, low, high, corrected_low, corrected_high = numbers
    return GapMeasure(key, name, value, low, high, corrected_low, corrected_high, unit, *methods, relative)


def _limits(measured: WhoGaps) -> tuple[Floats, ...]:
    return measured.value, measured.low, measured.high, measured.corrected_low, measured.corrected_high


def _contributions(found: Found, at: int, shares: Floats) -> list[GapGroup]:
    if found.shares is None:
        return []
    roles = _roles(found, at)
    groups, rows = found.groups, []
    some = [place for place in found.places if place > 1]
    for group in range(groups.starts[at], groups.starts[at + 1]):
        added = {
            KEYS[place]: _or_none(float(found.shares[group, place])) if found.measured.value[at, place] else None
            for place in some
        }
        rows.append(
            GapGroup(
                found.heat.groups[groups.rows[group]],
                float(groups.values[group]),
                _or_none(float(groups.errors[group])),
                _or_none(float(shares[group])),
                roles.get(group, ""),
                added,
            )
        )
    return rows


def _roles(found: Found, at: int) -> dict[int, str]:
    """Return what the groups that measures rest on are, by their place."""
    groups = found.groups
    first, last = int(groups.starts[at]), int(groups.starts[at + 1])
    if last - first < 2:
        return {}
    values = groups.values[first:last]
    favourable, named = bool(groups.rules[at, 1]), int(groups.rules[at, 2])
    best, worst = int(np.argmax(values)), int(np.argmin(values))
    if not favourable:
        best, worst = worst, best
    marks: list[tuple[int, str]] = [(best, "best"), (worst, "worst")]
    if groups.rules[at, 0]:
        marks += [(0, "most disadvantaged"), (last - first - 1, "most advantaged")]
    if named >= 0:
        marks.append((named, "reference"))
    roles: dict[int, str] = {}
    for place, word in marks:
        held = roles.get(first + place, "")
        roles[first + place] = f"{held}, {word}" if held else word
    return roles


def _reference(found: Found, at: int) -> str:
    groups = found.groups
    first, last = int(groups.starts[at]), int(groups.starts[at + 1])
    if last - first < 2:
        return ""
    named, values = int(groups.rules[at, 2]), groups.values[first:last]
    if named < 0 and groups.rules[at, 0]:
        named = last - first - 1
    elif named < 0:
        named = int(np.argmax(values) if groups.rules[at, 1] else np.argmin(values))
    return str(found.heat.groups[int(groups.rows[first + named])])


def _or_none(number: float) -> float | None:
    return None if number != number else number  # noqa: PLR0124 - NaN
