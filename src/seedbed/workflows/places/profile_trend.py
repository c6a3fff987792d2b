"""How figures changed, where the pack has earlier times.

Earlier figures may stand under codes of an earlier vintage of small areas. An area that did not change keeps
its figures; one that was split takes those of the larger area it was part of, and this is said. Figures of
areas that were merged or redrawn are not carried over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from seedbed.analysis.profile.describe import combine, in_whole_people
from seedbed.reports.profile_documents import ProfileFigure, TrendPoint
from seedbed.sources.indicators import Indicator
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_earlier import HERE
from seedbed.workflows.places.profile_families import measure_of
from seedbed.workflows.places.profile_figures import Context, known, limits_of
from seedbed.workflows.places.profile_hiding import is_cut, is_small, small_figure
from seedbed.workflows.places.profile_table import FigureTable, Row


@dataclass(frozen=True, slots=True)
class EarlierCode:
    """The code a small area's ground had in an earlier vintage; ``note`` is empty where the area was the same."""

    code: str
    vintage: str
    note: str


Earlier = dict[str, list[EarlierCode]]


def earlier_codes(pack: Pack, codes: list[str]) -> Earlier:
    """Return for each small area the codes it had in earlier vintages, newest first."""
    found: Earlier = {code: [] for code in codes}
    reached = {code: EarlierCode(code, pack.small_level.id, "") for code in codes}
    vintage = pack.small_level.id
    for _ in pack.package.resources:
        role = next((r.role for r in pack.package.resources if _lookup_ends(r.role, vintage)), None)
        if role is None or not reached:
            break
        rows = pack.scan(role).filter(pl.col("to_code").is_in([each.code for each in reached.values()])).collect()
        vintage = role.split(":")[1]
        reached = _one_step_back(rows, reached, vintage)
        for code, earlier in reached.items():
            found[code].append(earlier)
    return found


def earlier_figures(pack: Pack, earlier: Earlier) -> dict[str, FigureTable]:
    """Read the earlier editions of indicators for the codes of earlier vintages, by vintage."""
    ids = [name for names in pack.package.history.values() for name in names if name in pack.indicators]
    vintages: dict[str, set[str]] = {}
    for many in earlier.values():
        for was in many:
            vintages.setdefault(was.vintage, set()).add(was.code)
    found = {}
    for vintage, codes in vintages.items():
        # An edition is read for its own vintage only: a code may stand for different ground in another.
        editions = [name for name in ids if pack.indicators[name].level == vintage]
        if editions:
            found[vintage] = FigureTable.scanned(pack.figures(indicators=editions), codes)
    return found


def with_trend(
    context: Context, indicator: Indicator, figure: ProfileFigure, earlier: Earlier, tables: dict[str, FigureTable]
) -> ProfileFigure:
    """Add the figure's earlier times: of the neighbourhood, of its comparators, or, for ranks, of each small area."""
    if figure.suppressed:
        return figure
    if indicator.level != context.pack.small_level.id:
        points = _points_of_larger(context, indicator)
    elif indicator.combine == "none":
        points = _points_inside(context, indicator, earlier, tables)
    else:
        points = _points_together(context, indicator)
    times = {point.period for point in points}
    if len(times) < 2:
        return figure
    points += _points_compared(context, indicator, times)
    return figure.model_copy(
        update={"trend": sorted(points, key=lambda point: (point.area != HERE, point.area, point.period))}
    )


def _lookup_ends(role: str, level: str) -> bool:
    return role.startswith("lookup:") and role.endswith(f":{level}")


def _one_step_back(rows: pl.DataFrame, reached: dict[str, EarlierCode], vintage: str) -> dict[str, EarlierCode]:
    """Follow each code one vintage back where that is one area: unchanged (U), or the whole it was split from (S)."""
    before: dict[str, list[tuple[str, str]]] = {}
    for row in rows.iter_rows(named=True):
        before.setdefault(row["to_code"], []).append((row["from_code"], row["change"]))
    found = {}
    for code, now in reached.items():
        origins = before.get(now.code, [])
        if len(origins) != 1 or origins[0][1] not in {"U", "S"}:
            continue
        origin, change = origins[0]
        note = f"Of {origin} ({vintage}), the area it was split from." if change == "S" else now.note
        found[code] = EarlierCode(origin, vintage, note)
    return found


def _points_inside(
    context: Context, indicator: Indicator, earlier: Earlier, tables: dict[str, FigureTable]
) -> list[TrendPoint]:
    """Follow each small area by itself: for ranks and deciles, which are never put together."""
    older = context.pack.package.history.get(indicator.id, [])
    points = []
    for code in context.neighbourhood.codes:
        for period, row in _rows_of(context.table, [indicator.id], code):
            points.append(TrendPoint(period=period, value=row.value, area=code))
        for was in earlier.get(code, []):
            if was.vintage in tables:
                for period, row in _rows_of(tables[was.vintage], older, was.code):
                    points.append(TrendPoint(period=period, value=row.value, area=code, note=was.note))
    return points


def _points_together(context: Context, indicator: Indicator) -> list[TrendPoint]:
    """Put the small areas together at each time for which all of them have the figure."""
    here = context.neighbourhood
    points = []
    for period in context.table.periods(indicator.id, here.codes):
        figures = context.table.figures(indicator.id, here.codes, period)
        measure = measure_of(indicator)
        combined = combine(measure, figures, here.fit.shares, here.population)
        small = small_figure(measure, combined) or context.hiding.of(indicator.id, period).total
        if is_cut(here):
            combined = in_whole_people(measure, combined)
        if combined.covered < 1 or np.isnan(combined.value) or small:
            continue
        low, high = known(combined.low), known(combined.high)
        points.append(TrendPoint(period=period, value=combined.value, ci_low=low, ci_high=high, area=HERE))
    return points


def _points_of_larger(context: Context, indicator: Indicator) -> list[TrendPoint]:
    larger = context.larger.get(indicator.level)
    return [] if larger is None else _points_of(context, indicator, larger.code)


def _points_compared(context: Context, indicator: Indicator, times: set[str]) -> list[TrendPoint]:
    larger = context.larger.get(indicator.level)
    others = [area.code for area in context.compared if larger is None or area.code != larger.code]
    return [point for code in others for point in _points_of(context, indicator, code) if point.period in times]


def _points_of(context: Context, indicator: Indicator, area: str) -> list[TrendPoint]:
    points = []
    for period, row in _rows_of(context.table, [indicator.id], area):
        hidden = context.hiding.beside(indicator.id, period, area)
        if not hidden and not is_small(row.numerator, row.denominator, indicator.kind):
            low, high = limits_of(measure_of(indicator), row)
            points.append(TrendPoint(period=period, value=row.value, ci_low=low, ci_high=high, area=area))
    return points


def _rows_of(table: FigureTable, ids: list[str], area: str) -> list[tuple[str, Row]]:
    """Return the known figures of one area at every time, under every id given."""
    rows = [(period, table.row(name, area, period)) for name in ids for period in table.periods(name, [area])]
    return [(period, row) for period, row in rows if row is not None and row.value is not None]
