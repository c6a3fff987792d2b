"""Which figures of a profile are hidden because a number is small, or because it would give a small one away."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.families import HiddenFamily, Sum, sums_of, suppress_family
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM, suppress_parts, suppress_small
from seedbed.analysis.profile.describe import Combined, Figures, Measure, combine, counted
from seedbed.sources.indicators import Indicator
from seedbed.workflows.places.profile_areas import Neighbourhood
from seedbed.workflows.places.profile_table import FigureTable, Row, latest_period

Flags = NDArray[np.bool_]

SUPPRESSION_RULE = (
    f"Counts of people or households from 1 to {DEFAULT_MINIMUM - 1} are hidden, and so are counts that leave so few "
    "out of the whole, and the next smallest where one hidden number could be worked out from the others, in the "
    "areas inside and among categories that add up."
)
CUT_RULE = (
    " Where a boundary cuts small areas, counts of the neighbourhood are rounded to whole people, and where the count "
    "of one small area is hidden, those of all are."
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of one figure is hidden: ``inside`` has the order of the small areas."""

    inside: Flags
    total: bool


def is_cut(neighbourhood: Neighbourhood) -> bool:
    """Say whether a boundary cuts small areas, so that counts are sums of shares."""
    return bool((neighbourhood.fit.shares < 1).any())


def rule_in_words(neighbourhood: Neighbourhood) -> str:
    """Return the rule as it is told to readers."""
    return SUPPRESSION_RULE + (CUT_RULE if is_cut(neighbourhood) else "")


def measure_of(indicator: Indicator) -> Measure:
    """Return what decides how the indicator is put together."""
    return Measure(indicator.kind, indicator.combine, indicator.multiplier)


def hidden_inside(
    table: FigureTable, neighbourhood: Neighbourhood, indicators: Iterable[Indicator], beside: Iterable[str]
) -> dict[str, Hidden]:
    """Decide for every figure of small areas what is hidden, families of categories together.

    Parameters
    ----------
    table
        The figures.
    neighbourhood
        Its areas and their shares.
    indicators
        The indicators that small areas have.
    beside
        Codes of areas compared with; they help to tell sums that hold everywhere from luck.
    """
    codes = neighbourhood.codes
    families: dict[tuple[object, ...], list[Indicator]] = {}
    found = {}
    for indicator in indicators:
        period = latest_period(table, indicator, codes)
        if period is None:
            continue
        figures = counted(measure_of(indicator), table.figures(indicator.id, codes, period))
        found[indicator.id] = _one_figure(measure_of(indicator), figures, neighbourhood)
        if indicator.kind == "proportion" and np.isfinite(figures.numerator + figures.denominator).all():
            key = (_family(indicator.id), period, figures.denominator.tobytes())
            families.setdefault(key, []).append(indicator)
    for (_, when, _), members in families.items():
        if len(members) > 1 and any(found[each.id].inside.any() for each in members):
            found |= _of_family(table, neighbourhood, members, str(when), list(beside), found)
    return found


def hidden_larger(table: FigureTable, indicators: Iterable[Indicator], area: str) -> set[str]:
    """Return the indicators whose figure of one larger area is hidden."""
    families: dict[tuple[object, ...], list[tuple[Indicator, Row]]] = {}
    for indicator in indicators:
        period = latest_period(table, indicator, [area])
        row = None if period is None else table.row(indicator.id, area, period)
        if row is None or indicator.kind != "proportion" or row.numerator is None or row.denominator is None:
            continue
        if row.numerator > row.denominator:
            continue
        families.setdefault((_family(indicator.id), period, row.denominator), []).append((indicator, row))
    hidden = set()
    for members in families.values():
        counts = np.array([[row.numerator for _, row in members]], dtype=np.float64)
        wholes = np.array([members[0][1].denominator], dtype=np.float64)
        small = suppress_small(counts, np.broadcast_to(wholes[:, None], counts.shape))
        if small.any():
            ids = [indicator.id for indicator, _ in members]
            start = HiddenFamily(small, np.zeros(len(ids), dtype=np.bool_))
            made = suppress_family(counts, start, sums_of(counts, wholes, _narrower(ids)), together=False)
            hidden |= {name for name, flag in zip(ids, made.inside[0], strict=True) if flag}
    return hidden


def is_small(numerator: float | None, denominator: float | None, kind: str) -> bool:
    """Say whether one count may not be shown by itself; complements count for proportions."""
    if kind not in {"proportion", "rate", "count"} or numerator is None or math.isnan(numerator):
        return False
    whole = kind == "proportion" and denominator is not None and not math.isnan(denominator)
    if whole and denominator is not None and numerator <= denominator:
        return bool(suppress_small(np.array([numerator]), np.array([denominator])).any())
    return bool(suppress_small(np.array([numerator])).any())


def small_figure(measure: Measure, combined: Combined) -> bool:
    """Say whether the figure of the neighbourhood rests on a small count."""
    return is_small(combined.numerator, combined.denominator, measure.kind)


def _one_figure(measure: Measure, figures: Figures, neighbourhood: Neighbourhood) -> Hidden:
    """Hide small areas' counts of one indicator, and its total."""
    if measure.kind not in {"proportion", "rate", "count"} or not np.isfinite(figures.numerator).any():
        return Hidden(np.zeros(len(figures.value), dtype=np.bool_), total=False)
    wholes = figures.denominator if measure.kind == "proportion" else None
    combined = combine(measure, figures, neighbourhood.fit.shares, neighbourhood.population)
    small = small_figure(measure, combined)
    if is_cut(neighbourhood):
        any_small = bool(suppress_small(figures.numerator, wholes).any())
        return Hidden(np.full(len(figures.value), any_small), total=small)
    parts = suppress_parts(figures.numerator, wholes)
    return Hidden(parts.hidden, total=bool(parts.total_hidden or small))


def _of_family(
    table: FigureTable,
    neighbourhood: Neighbourhood,
    members: list[Indicator],
    period: str,
    beside: list[str],
    found: dict[str, Hidden],
) -> dict[str, Hidden]:
    ids = [each.id for each in members]
    counts, wholes = _counts(table, ids, neighbourhood.codes, period)
    sums = _sums(table, ids, counts, wholes, period, beside)
    start = HiddenFamily(
        np.column_stack([found[name].inside for name in ids]), np.array([found[name].total for name in ids])
    )
    cut = is_cut(neighbourhood)
    made = suppress_family(counts, start, sums, together=not cut, cut=cut)
    return {name: Hidden(made.inside[:, place], total=bool(made.total[place])) for place, name in enumerate(ids)}


def _sums(
    table: FigureTable,
    ids: list[str],
    counts: NDArray[np.float64],
    wholes: NDArray[np.float64],
    period: str,
    beside: list[str],
) -> list[Sum]:
    others, all_others = _counts(table, ids, beside, period)
    known = np.isfinite(others).all(axis=1) & np.isfinite(all_others)
    rows, whole_rows = np.vstack([counts, others[known]]), np.concatenate([wholes, all_others[known]])
    return sums_of(rows, whole_rows, _narrower(ids), areas=len(counts))


def _counts(
    table: FigureTable, ids: list[str], codes: list[str], period: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return numerators by area and category, and the denominators they share."""
    figures = [table.figures(name, codes, period) for name in ids]
    return np.column_stack([each.numerator for each in figures]), figures[0].denominator


def _family(indicator: str) -> str:
    return indicator.rsplit(".", 1)[0]


def _narrower(ids: list[str]) -> dict[int, tuple[int, ...]]:
    """Return which categories are parts of which by their names: tenure.owned_outright of tenure.owned."""
    parts = {
        place: tuple(other for other, name in enumerate(ids) if name.startswith(f"{wide}_"))
        for place, wide in enumerate(ids)
    }
    return {place: found for place, found in parts.items() if len(found) > 1}
