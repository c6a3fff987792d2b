"""The figures of a profile: the neighbourhood's own, beside larger areas, and the spread inside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from seedbed.analysis.equity.funnel import compare_with
from seedbed.analysis.profile.describe import (
    Combined,
    Figures,
    Measure,
    combine,
    counted,
    in_whole_people,
    spread_inside,
)
from seedbed.errors import UsageError
from seedbed.reports.profile_documents import Comparator, ProfileFigure, SmallAreaValue, SurroundingArea
from seedbed.reports.words import listed
from seedbed.sources.indicators import Indicator
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_areas import Neighbourhood
from seedbed.workflows.places.profile_families import measure_of
from seedbed.workflows.places.profile_hiding import Hiding, is_cut, is_small, small_figure
from seedbed.workflows.places.profile_table import FigureTable, Row, latest_period

Verdict: TypeAlias = Literal["higher", "lower", "similar", "not tested"]
Flags = NDArray[np.bool_]

CONFIDENCE = 0.998
LIMITS = {
    "proportion": "99.8 % control limits of a proportion around the comparator, which is taken as known",
    "rate": "99.8 % exact control limits of a rate around the comparator, which is taken as known",
}
MOSTLY = 0.995
ENOUGH = 0.2
"""Share of residents from which a larger area is compared with."""


@dataclass(frozen=True, slots=True)
class ComparedArea:
    """An area that the neighbourhood is compared with."""

    code: str
    name: str
    level: str
    level_name: str


@dataclass(frozen=True, slots=True)
class LargerArea:
    """The larger area of a level in which most residents live; ``exact``: it is just the neighbourhood."""

    code: str
    name: str
    level_name: str
    share: float
    exact: bool


@dataclass(frozen=True)
class Context:
    """All that one figure is made from."""

    pack: Pack
    neighbourhood: Neighbourhood
    table: FigureTable
    compared: list[ComparedArea]
    summed: Mapping[str, Mapping[tuple[str, str], Row]]
    larger: Mapping[str, LargerArea]
    hiding: Hiding


def compared_areas(pack: Pack, neighbourhood: Neighbourhood, asked: tuple[str, ...]) -> list[ComparedArea]:
    """Return the areas to compare with: those asked for, else the larger areas in which enough residents live.

    Of each level that is every area with at least ``ENOUGH`` of the residents, or else the one with most.

    Raises
    ------
    UsageError
        If a code asked for is not in the pack.
    """
    names = {level.id: level.name for level in pack.package.levels}
    if not asked:
        found = [
            ComparedArea(code, _name(pack, code), level, names[level])
            for level in _comparator_levels(pack)
            for code in _with_enough(parent_shares(neighbourhood, level))
        ]
        return list({area.code: area for area in found}.values())
    rows = {row["code"]: row for row in pack.areas.filter(pl.col("code").is_in(list(asked))).iter_rows(named=True)}
    unknown = [code for code in asked if code not in rows]
    if unknown:
        raise UsageError(
            f"There is no area {unknown[0]} to compare with.",
            f"The code is not one of the {len(pack.areas):,} areas of the pack {pack.name}.",
            "Check the code given to --compare, or leave --compare out.",
        )
    return [_compared(rows[code], names) for code in dict.fromkeys(asked)]


def _with_enough(shares: Mapping[str, float]) -> list[str]:
    """Return the areas with enough of the residents, most first; the first where none has."""
    return [code for code, share in shares.items() if share >= ENOUGH] or list(shares)[:1]


def left_out(pack: Pack, around: Sequence[SurroundingArea], compared: Sequence[ComparedArea]) -> str:
    """Say which larger areas were left out of the comparison because few of the residents live there."""
    known, levels = {area.code for area in compared}, _comparator_levels(pack)
    others = [area for area in around if area.level in levels and area.code not in known]
    if not others:
        return ""
    names = listed([f"{area.name} ({100 * area.share:.0f}% of residents)" for area in others])
    is_are = "is" if len(others) == 1 else "are"
    return (
        f"{names} {is_are} left out of the comparison: of each kind of larger area, those with at least "
        f"{100 * ENOUGH:.0f}% of residents are compared with, or else the one with most."
    )


def larger_areas(pack: Pack, neighbourhood: Neighbourhood) -> dict[str, LargerArea]:
    """Return for each larger level the area in which most residents live."""
    found = {}
    for level in pack.parent_levels:
        shares = parent_shares(neighbourhood, level.id)
        if not shares:
            continue
        code, share = next(iter(shares.items()))
        name = _name(pack, code)
        found[level.id] = LargerArea(code, name, level.name, share, _exact(pack, neighbourhood, level.id, code))
    return found


def parent_shares(neighbourhood: Neighbourhood, level: str) -> dict[str, float]:
    """Return the share of residents who live in each area of a larger level, most first."""
    if level not in neighbourhood.areas.columns:
        return {}
    total = float(neighbourhood.weights.sum())
    people = pl.DataFrame({"code": neighbourhood.areas[level], "people": neighbourhood.weights})
    grouped = (
        people.drop_nulls()
        .group_by("code")
        .agg(pl.col("people").sum())
        .sort("people", "code", descending=[True, False])
    )
    return {row["code"]: row["people"] / total for row in grouped.iter_rows(named=True) if row["people"] > 0}


def make_figure(context: Context, indicator: Indicator) -> ProfileFigure | None:
    """Make one figure of the profile, or None where the pack has none for this place."""
    if indicator.level == context.pack.small_level.id:
        return _own_figure(context, indicator)
    larger = context.larger.get(indicator.level)
    return None if larger is None else _larger_figure(context, indicator, larger)


def _own_figure(context: Context, indicator: Indicator) -> ProfileFigure | None:
    codes = context.neighbourhood.codes
    period = latest_period(context.table, indicator, codes)
    if period is None:
        return None
    measure = measure_of(indicator)
    figures = counted(measure, context.table.figures(indicator.id, codes, period))
    combined = combine(measure, figures, context.neighbourhood.fit.shares, context.neighbourhood.population)
    hidden = context.hiding.of(indicator.id, period)
    if is_cut(context.neighbourhood):
        combined = in_whole_people(measure, combined)
    inside = _inside(codes, spread_inside(measure, figures), hidden.inside)
    level = context.pack.small_level.name
    if combined.covered < MOSTLY:
        level += f"; known for areas with {100 * combined.covered:.0f} % of residents only"
    source = context.table.source(indicator.id, codes, period)
    shown = _blank(combined) if hidden.total else combined
    return _document(
        context, indicator, shown, period=period, level=level, source=source, inside=inside, hidden=hidden.total
    )


def _larger_figure(context: Context, indicator: Indicator, larger: LargerArea) -> ProfileFigure | None:
    """Show a figure that is published for larger areas only, as what it is: never shared out."""
    period = latest_period(context.table, indicator, [larger.code])
    row = None if period is None else context.table.row(indicator.id, larger.code, period)
    if row is None or period is None or row.value is None:
        return None
    figures = context.table.figures(indicator.id, [larger.code], period)
    combined = combine(measure_of(indicator), figures, np.ones(1), np.ones(1))
    if larger.exact:
        level = f"{larger.level_name} {larger.name}, which is exactly this neighbourhood"
    else:
        level = (
            f"Of the larger area {larger.name} ({larger.level_name}), in which {100 * larger.share:.0f} % of the "
            "residents live; not a figure of the neighbourhood"
        )
    small = indicator.kind == "proportion" and (
        context.hiding.beside(indicator.id, period, larger.code) or small_figure(measure_of(indicator), combined)
    )
    shown = _blank(combined) if small else combined
    made = _document(context, indicator, shown, period=period, level=level, source=row.source, inside=[], hidden=small)
    if larger.exact:
        return made
    others = [area for area in made.comparators if area.code != larger.code]
    untested = [area.model_copy(update={"beyond_chance": "not tested", "limits": ""}) for area in others]
    return made.model_copy(update={"larger_area": larger.name, "comparators": untested})


def _document(  # noqa: PLR0913 - one argument a part of the figure
    context: Context,
    indicator: Indicator,
    combined: Combined,
    *,
    period: str,
    level: str,
    source: str,
    inside: list[SmallAreaValue],
    hidden: bool,
) -> ProfileFigure:
    return ProfileFigure(
        indicator=indicator.id,
        name=indicator.name,
        topic=indicator.topic,
        kind=indicator.kind,
        unit=indicator.unit,
        strength=indicator.strength,
        high_is=indicator.high_is,
        value=known(combined.value),
        numerator=known(combined.numerator),
        denominator=known(combined.denominator),
        denominator_name=indicator.denominator_name,
        ci_low=known(combined.low),
        ci_high=known(combined.high),
        interval="none: hidden because the number is small" if hidden else combined.interval,
        suppressed=hidden,
        level=level,
        period=period,
        source=source or indicator.publisher,
        method=indicator.method,
        comparators=_comparators(context, indicator, combined, period, hidden=hidden),
        inside=inside,
    )


def _comparators(
    context: Context, indicator: Indicator, combined: Combined, period: str, *, hidden: bool
) -> list[Comparator]:
    found = []
    for area in context.compared:
        row = context.table.row(indicator.id, area.code, period)
        if row is None:
            row = context.summed.get(area.code, {}).get((indicator.id, period))
        if row is not None and row.value is not None:
            gives_away = _gives_away(context, indicator, area, row, period, total_hidden=hidden)
            found.append(_comparator(area, row, indicator, combined, hidden=gives_away))
    return found


def _gives_away(
    context: Context, indicator: Indicator, area: ComparedArea, row: Row, period: str, *, total_hidden: bool
) -> bool:
    """Say whether the figure of an area beside is small itself, or is one that is hidden in the profile."""
    if context.hiding.beside(indicator.id, period, area.code):
        return True
    if is_small(row.numerator, row.denominator, indicator.kind):
        return True
    return total_hidden and any(larger.code == area.code and larger.exact for larger in context.larger.values())


def _comparator(area: ComparedArea, row: Row, indicator: Indicator, combined: Combined, *, hidden: bool) -> Comparator:
    if hidden:
        return Comparator(code=area.code, name=area.name, level=area.level_name, value=None, suppressed=True)
    verdict = _verdict(indicator, combined, row)
    low, high = limits_of(measure_of(indicator), row)
    return Comparator(
        code=area.code,
        name=area.name,
        level=area.level_name,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        ci_low=low,
        ci_high=high,
        beyond_chance=verdict,
        limits=LIMITS[indicator.kind] if verdict != "not tested" else "",
    )


def limits_of(measure: Measure, row: Row) -> tuple[float | None, float | None]:
    """Return the limits of one area's figure: the publisher's, else worked out from its counts as the figure's own."""
    numbers = (row.value, row.numerator, row.denominator, row.ci_low, row.ci_high)
    one = Figures(*(np.array([math.nan if each is None else each]) for each in numbers))
    found = spread_inside(measure, one)
    return known(float(found.low[0])), known(float(found.high[0]))


def _verdict(indicator: Indicator, combined: Combined, row: Row) -> Verdict:
    counted = math.isfinite(combined.numerator) and math.isfinite(combined.denominator)
    if row.value is None or not counted or indicator.kind not in {"proportion", "rate"}:
        return "not tested"
    kind: Literal["proportion", "rate"] = "proportion" if indicator.kind == "proportion" else "rate"
    verdict = compare_with(combined.numerator, combined.denominator, row.value, kind, indicator.multiplier, CONFIDENCE)
    return cast("Verdict", str(verdict))


def _inside(codes: list[str], figures: Figures, hidden: Flags) -> list[SmallAreaValue]:
    if np.isnan(figures.value).all():
        return []
    columns = (figures.value, figures.numerator, figures.denominator, figures.low, figures.high)
    values = []
    for place, code in enumerate(codes):
        if hidden[place]:
            values.append(SmallAreaValue(code=code, value=None, suppressed=True))
            continue
        value, numerator, denominator, low, high = (known(float(column[place])) for column in columns)
        values.append(
            SmallAreaValue(
                code=code, value=value, numerator=numerator, denominator=denominator, ci_low=low, ci_high=high
            )
        )
    return values


def _blank(combined: Combined) -> Combined:
    nan = float("nan")
    return Combined(nan, nan, nan, nan, nan, combined.interval, combined.covered)


def known(number: float) -> float | None:
    """Return a number, or None for NaN."""
    return None if math.isnan(number) else number


def _comparator_levels(pack: Pack) -> list[str]:
    levels = [level.id for level in pack.parent_levels]
    named = [part.strip() for part in pack.package.roles.get("comparators", "").split(",") if part.strip()]
    if named:
        return [level for level in named if level in levels]
    first = pack.package.roles.get("local_authority", "")
    return levels[levels.index(first) :] if first in levels else levels


def _compared(row: dict[str, str], names: dict[str, str]) -> ComparedArea:
    return ComparedArea(row["code"], row["name"], row["level"], names.get(row["level"], row["level"]))


def _name(pack: Pack, code: str) -> str:
    found = pack.areas.filter(pl.col("code") == code)["name"]
    return str(found[0]) if len(found) else code


def _exact(pack: Pack, neighbourhood: Neighbourhood, level: str, code: str) -> bool:
    if (neighbourhood.fit.shares < 1).any():
        return False
    return set(pack.small_areas(code)["code"]) == set(neighbourhood.codes) if _has_area(pack, level, code) else False


def _has_area(pack: Pack, level: str, code: str) -> bool:
    return not pack.areas.filter((pl.col("code") == code) & (pl.col("level") == level)).is_empty()
