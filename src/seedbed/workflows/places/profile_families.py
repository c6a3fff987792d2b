"""Families of counts: categories of one table in a neighbourhood's small areas, their totals and areas beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from seedbed.analysis.equity.disclosure.adding_up import Sum, sums_of
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.profile.describe import Measure, counted
from seedbed.sources.indicators import Indicator
from seedbed.workflows.places.profile_earlier import Category
from seedbed.workflows.places.profile_table import FigureTable, Row

COUNTED = ("proportion", "rate", "count")
"""Kinds of figures that rest on counts of people."""


def measure_of(indicator: Indicator) -> Measure:
    """Return what decides how the indicator is put together."""
    return Measure(indicator.kind, indicator.combine, indicator.multiplier)


@dataclass(frozen=True)
class Counts:
    """Counts of people by indicator, time and area.

    Parameters
    ----------
    table
        The figures of the pack.
    summed
        Figures of larger areas that were added up from small ones, by code, indicator and time.
    """

    table: FigureTable
    summed: Mapping[str, Mapping[tuple[str, str], Row]] = field(default_factory=dict)

    def of(self, members: Sequence[Indicator], codes: Sequence[str], period: str) -> tuple[Floats, Floats]:
        """Return counts by area and category, and the wholes that they share; NaN where not known."""
        counts = np.full((len(codes), len(members)), np.nan)
        wholes = np.full(len(codes), np.nan)
        for column, member in enumerate(members):
            figures = counted(measure_of(member), self.table.figures(member.id, list(codes), period))
            counts[:, column] = figures.numerator
            if member.kind == "proportion":
                wholes = np.where(np.isnan(figures.denominator), wholes, figures.denominator)
        for place, code in enumerate(codes):
            for column, member in enumerate(members):
                row = self.summed.get(code, {}).get((member.id, period))
                if row is not None and row.numerator is not None and np.isnan(counts[place, column]):
                    counts[place, column] = row.numerator
                    if member.kind == "proportion" and row.denominator is not None:
                        wholes[place] = row.denominator
        return counts, wholes

    def periods(self, indicator: str, codes: Iterable[str]) -> list[str]:
        """Return the times at which any of some areas has the indicator."""
        wanted = list(codes)
        added = {when for code in wanted for name, when in self.summed.get(code, {}) if name == indicator}
        return sorted({*self.table.periods(indicator, wanted), *added})


@dataclass(frozen=True)
class Members:
    """Indicators that are categories of one family at one time.

    Parameters
    ----------
    indicators, period
        The indicators and the time.
    areas
        Codes of the areas that have them.
    counts, wholes
        Shapes (areas, indicators) and (areas,); wholes are NaN where counts are no parts of anything.
    """

    indicators: tuple[Indicator, ...]
    period: str
    areas: tuple[str, ...]
    counts: Floats
    wholes: Floats

    @property
    def categories(self) -> tuple[Category, ...]:
        """Names of the categories."""
        return tuple((each.id, self.period) for each in self.indicators)

    @property
    def narrower(self) -> dict[int, tuple[int, ...]]:
        """Which categories are parts of which by their names: tenure.owned_outright of tenure.owned."""
        ids = [each.id for each in self.indicators]
        parts = {
            place: tuple(other for other, name in enumerate(ids) if name.startswith(f"{wide}_"))
            for place, wide in enumerate(ids)
        }
        return {place: found for place, found in parts.items() if len(found) > 1}


def members_of(counts: Counts, indicators: Iterable[Indicator], codes: Sequence[str]) -> list[Members]:
    """Return the families of some areas: proportions of one table with the same wholes; each other count by itself."""
    families: dict[tuple[str, str, bytes], list[Indicator]] = {}
    found = []
    for indicator in indicators:
        if indicator.kind not in COUNTED:
            continue
        for period in counts.periods(indicator.id, codes):
            numbers, wholes = counts.of([indicator], codes, period)
            known = np.isfinite(numbers[:, 0])
            if indicator.kind == "proportion" and np.isfinite(wholes).all() and known.all():
                key = (indicator.id.rsplit(".", 1)[0], period, wholes.tobytes())
                families.setdefault(key, []).append(indicator)
            elif known.any():
                areas = tuple(np.array(codes)[known].tolist())
                found.append(Members((indicator,), period, areas, numbers[known], wholes[known]))
    for (_, period, _), members in families.items():
        numbers, wholes = counts.of(members, codes, period)
        found.append(Members(tuple(members), period, tuple(codes), numbers, wholes))
    return found


def sums_in(counts: Counts, members: Members, others: Sequence[str]) -> list[Sum]:
    """Return which categories add up; other areas help to tell sums that hold everywhere from luck."""
    if len(members.indicators) < 2:
        return []
    numbers, wholes = counts.of(members.indicators, others, members.period)
    known = np.isfinite(numbers).all(axis=1) & np.isfinite(wholes)
    rows = np.vstack([members.counts, numbers[known]])
    return sums_of(rows, np.concatenate([members.wholes, wholes[known]]), members.narrower, areas=len(members.areas))
