"""What changed over time, in plain sentences: only what changed beyond chance, or is counted area by area."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seedbed.reports.clauses import AGES, EVERYONE, HOMES
from seedbed.reports.profile_documents import ProfileFigure, Sentence, TrendPoint
from seedbed.reports.words import figure_decimals, in_words, value_text

HERE = "neighbourhood"
MOST = 2


def changes(figures: Sequence[ProfileFigure], decile: Sequence[str]) -> list[Sentence]:
    """Tell which of the figures changed, and which small areas moved between tenths of deprivation.

    Parameters
    ----------
    figures
        All figures of the profile.
    decile
        The id of the indicator whose values are the small areas' deciles, or nothing.
    """
    own = [figure for figure in figures if not figure.larger_area and not figure.suppressed]
    told = [sentence for figure in own if (sentence := _changed(figure)) is not None]
    moved = [sentence for figure in own if figure.indicator in decile and (sentence := _moved(figure)) is not None]
    return [*told[:MOST], *moved]


def _changed(figure: ProfileFigure) -> Sentence | None:
    """Tell the first and the last time where their intervals lie apart."""
    points = sorted((point for point in figure.trend if point.area == HERE), key=lambda point: point.period)
    if len(points) < 2 or figure.kind not in {"proportion", "rate"}:
        return None
    first, last = points[0], points[-1]
    verb = _apart(first, last)
    if not verb:
        return None
    decimals = figure_decimals(figure)
    before, after = (value_text(point.value, figure.unit, decimals) for point in (first, last))
    text = f"{_subject(figure)} {verb} from {before} in {first.period} to {after} in {last.period}."
    return Sentence(text=text, indicators=[figure.indicator])


def _subject(figure: ProfileFigure) -> str:
    """Say what rose or fell: "The share of people who walk", "Visits to the library"."""
    counts = figure.unit.startswith("%") and re.match(rf"({EVERYONE}|{HOMES}|{AGES})\b", figure.name, re.IGNORECASE)
    return f"The share of {figure.name[0].lower()}{figure.name[1:]}" if counts else figure.name


def _apart(first: TrendPoint, last: TrendPoint) -> str:
    """Say whether the figure rose or fell; nothing where the intervals meet or are not known."""
    if None in (first.ci_low, first.ci_high, last.ci_low, last.ci_high):
        return ""
    if (last.ci_low or 0.0) > (first.ci_high or 0.0):
        return "rose"
    return "fell" if (last.ci_high or 0.0) < (first.ci_low or 0.0) else ""


def _moved(figure: ProfileFigure) -> Sentence | None:
    """Count the small areas that moved to a more or less deprived tenth since the edition before.

    Areas whose borders changed are left out: their earlier tenth was that of other ground.
    """
    times = sorted({point.period for point in figure.trend})
    if len(times) < 2:
        return None
    before, now = times[-2], times[-1]
    values = {(point.area, point.period): point.value for point in figure.trend if not point.note}
    areas = {area for area, period in values if period == now and (area, before) in values}
    steps = [(values[area, now] or 0.0) - (values[area, before] or 0.0) for area in areas]
    less, more = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    if not steps or not less + more:
        return None
    text = f"Between {before} and {now}, {_moves(len(steps), less, more)}."
    return Sentence(text=text, indicators=[figure.indicator])


def _moves(areas: int, less: int, more: int) -> str:
    if areas == 1:
        return (
            f"the one small area whose borders stayed the same moved to a {'less' if less else 'more'} deprived tenth"
        )
    return (
        f"of the {in_words(areas)} small areas whose borders stayed the same, {_how_many(less)} moved to a less "
        f"deprived tenth nationally, {_how_many(more)} to a more deprived one and "
        f"{_how_many(areas - less - more)} stayed"
    )


def _how_many(number: int) -> str:
    return in_words(number) if number else "none"
