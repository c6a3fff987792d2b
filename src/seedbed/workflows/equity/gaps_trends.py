"""Changes over time of the sets of a table that differ only in their date."""

from __future__ import annotations

import re

import numpy as np
from scipy import special

from seedbed.analysis.equity.gaps.catalogue import MEASURES, PLACE, UNITS
from seedbed.analysis.equity.gaps.measures import CLOSED
from seedbed.analysis.equity.gaps.trends import Trend, trend
from seedbed.reports.equity.gaps_documents import GapTrend
from seedbed.workflows.equity.gaps_sets import Found

YEAR = re.compile(r"(1[89]\d\d|2[01]\d\d)(?:-(\d\d))?(?:-(\d\d))?(?![\d])")
RATIO = PLACE["r"]
FRACTION = PLACE["paf"]


def year_of(date: str) -> float:
    """Return the year of a date ("2019", "2019-07", "2019-07-01", "2018/19", "March 2019"); NaN where it has none.

    Months and days of ISO dates count as parts of the year.
    """
    found = YEAR.search(date)
    if found is None:
        return np.nan
    month = int(found[2]) if found[2] and 1 <= int(found[2]) <= 12 else 1
    day = int(found[3]) if found[3] and 1 <= int(found[3]) <= 31 else 1
    return int(found[1]) + (month - 1) / 12 + (day - 1) / 365.25


def trend_rows(found: Found, confidence: float, correlation: float) -> list[GapTrend]:
    """Return the changes of each series that has two dates or more, measure by measure.

    Parameters
    ----------
    found
        What was worked out.
    confidence
        Of the limits.
    correlation
        Between the estimates of two dates.
    """
    of_series: dict[str, list[int]] = {}
    years = [year_of(date) for date in found.heat.dates]
    for at, series in enumerate(found.heat.series):
        if not np.isnan(years[at]):
            of_series.setdefault(series, []).append(at)
    rows = []
    for series, sets in of_series.items():
        if len(sets) < 2:
            continue
        for place in found.places:
            changed = _trend(found, sets, place, (years, confidence, correlation))
            if changed is not None:
                rows.append(_row(series, place, changed, {years[at]: found.heat.dates[at] for at in sets}))
    return rows


def _trend(found: Found, sets: list[int], place: int, asked: tuple[list[float], float, float]) -> Trend | None:
    years, confidence, correlation = asked
    each = found.measured
    value = each.value[sets, place]
    low, high = each.low[sets, place], each.high[sets, place]
    picked = found.groups.rules[sets, 0] == 0
    if place not in CLOSED or (place in (2, 3) and picked.any()):
        # Limits around each value: chance lifts a measure of spread at both dates, and that cancels in the change.
        error = each.spread[sets, place] * ((100 + value) if place == FRACTION else 1.0)
        reach = float(special.ndtri(0.5 + confidence / 2)) * error
        low, high = value - reach, value + reach
    return trend(
        [years[at] for at in sets],
        value,
        low,
        high,
        ratio=place == RATIO,
        confidence=confidence,
        correlation=correlation,
    )


def _row(series: str, place: int, changed: Trend, dates: dict[float, str]) -> GapTrend:
    measure = MEASURES[place]
    limits = (changed.low, changed.high, changed.annual, changed.annual_low, changed.annual_high)
    low, high, annual, annual_low, annual_high = (None if np.isnan(number) else float(number) for number in limits)
    return GapTrend(
        series=series,
        measure=measure.key,
        name=measure.name,
        relative=measure.relative,
        unit=UNITS[measure.kind],
        first=dates[changed.first],
        last=dates[changed.last],
        change=float(changed.change),
        ci_low=low,
        ci_high=high,
        annual=annual,
        annual_low=annual_low,
        annual_high=annual_high,
        turned=changed.turned,
        verdict=changed.verdict,
    )
