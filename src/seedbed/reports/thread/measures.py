"""The measures of a thread as a page shows them: sentences, chart, table, and the method with its denominator."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.analysis.equity.completeness import WaitingTimes, share_with_limits, waiting_times
from seedbed.analysis.equity.estimates import Estimates
from seedbed.reports.charts import BarRow, DotRow, bar_chart, dot_chart
from seedbed.thread.measures import Answers, Completeness, StageOrigins

Cell = str | int

Picture = tuple[str, str]
"""Caption and SVG."""


@dataclass(frozen=True, slots=True)
class Section:
    """One measure.

    Parameters
    ----------
    id, heading
        Its name in addresses, and for people.
    sentences
        What it says.
    pictures
        Its charts, each with its caption and the SVG; none where there is nothing to draw.
    caption, columns, rows
        The same as a table.
    method
        What counts, of how many, and how the interval was worked out.
    words_in
        How many columns, from the first on, hold words; the others hold figures.
    """

    id: str
    heading: str
    sentences: tuple[str, ...]
    pictures: tuple[Picture, ...]
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    method: str
    words_in: int = 1


def completeness_section(found: Completeness) -> Section:
    """Return how much of the thread holds from end to end."""
    shares = [
        ("Contributions with a decision", found.decided, found.contributions),
        ("Actions on residents' words", found.with_voice, found.actions),
        ("Actions on a figure", found.with_figure, found.actions),
        ("Actions on both", found.with_both, found.actions),
    ]
    limits = [share_with_limits(part, whole) for _, part, whole in shares]
    named = list(zip(shares, limits, strict=True))
    dots = [_share_dot(name, estimate) for (name, _, whole), estimate in named if whole]
    rows = tuple((name, part, whole, *_percents(estimate)) for (name, part, whole), estimate in named)
    return Section(
        "completeness",
        "Completeness",
        (
            f"{found.decided:,} of {found.contributions:,} contributions reached a decision."
            if found.contributions
            else "There are no contributions yet.",
            f"{found.with_both:,} of {found.actions:,} actions rest on residents' words and on a figure."
            if found.actions
            else "There are no actions yet.",
        ),
        _pictures("How much of the thread holds from end to end", dots, "per cent, with 95% interval"),
        "Completeness",
        ("What", "Of them", "All", "Per cent", "95% interval"),
        rows,
        "A contribution reached a decision if one lies downstream of it on the thread, whatever its outcome: a decline "
        "with its reason is an answer. An action rests on what lies upstream of it. Wilson's interval; the exact one "
        "where fewer than eight are in the part or outside it.",
    )


def _pictures(caption: str, dots: Sequence[DotRow], unit: str, *, whole: bool = False) -> tuple[Picture, ...]:
    return ((caption, dot_chart(caption, dots, unit, whole=whole)),) if dots else ()


def _share_dot(name: str, share: Estimates) -> DotRow:
    value, low, high = (100 * float(each) for each in (share.value, share.low, share.high))
    return DotRow(name, value, low, high, f"{value:.0f}%")


def _percents(share: Estimates) -> tuple[str, str]:
    if math.isnan(float(share.value)):
        return "–", "–"
    return f"{100 * float(share.value):.1f}", f"{100 * float(share.low):.1f} to {100 * float(share.high):.1f}"


def feedback_section(found: Answers) -> Section:
    """Return how long people wait to hear back, and who is still waiting."""
    times = waiting_times(list(found.answered.values()), list(found.waiting.values()))
    names = ("A quarter were answered by", "Half were answered by", "Three quarters were answered by")
    values = list(zip(names, times.quarters.value, times.quarters.low, times.quarters.high, strict=True))
    dots = [
        DotRow(name, float(value), _known(low), _known(high), f"{value:.0f} days")
        for name, value, low, high in values
        if not math.isnan(value)
    ]
    rows = tuple((name, _days(value), f"{_days(low)} to {_days(high)}") for name, value, low, high in values)
    return Section(
        "time-to-feedback",
        "Time to feedback",
        _feedback_sentences(times),
        _pictures("Days from saying to hearing back", dots, "days, with 95% interval", whole=True),
        "Days from saying to hearing back",
        ("Of all contributions", "Days", "95% interval"),
        rows,
        f"From the day something was said to the first reply to it, to its theme or its event, or downstream of it, up "
        f"to {found.as_of.day} {found.as_of:%B %Y}. {_all_of(times)} Who still waits counts "
        "as waiting (Kaplan-Meier; limits by Brookmeyer and Crowley). The interval takes contributions as independent: "
        "where one reply answers many at once, it is too close.",
    )


def _feedback_sentences(times: WaitingTimes) -> tuple[str, ...]:
    median = float(times.quarters.value[1])
    told = [
        "Fewer than half have been answered."
        if math.isnan(median)
        else f"Half of all contributions were answered within {median:.0f} days."
    ]
    told.append(f"{times.waiting:,} of {times.contributions:,} still wait for an answer.")
    if times.few:
        told.append("There are too few for the intervals to hold as often as they say.")
    return tuple(told) if times.contributions else ("Nothing was said here yet.",)


def _all_of(times: WaitingTimes) -> str:
    return f"Of {times.contributions:,} contributions." if times.contributions else "There are no contributions yet."


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _days(value: float) -> str:
    return "not reached" if math.isnan(value) else f"{value:.0f}"


def origins_section(found: Sequence[StageOrigins]) -> Section:
    """Return where what stands at each stage comes from."""
    behind = "Share with residents' words, or with figures, behind it"
    bars = [
        BarRow(
            row.stage.words.capitalize(),
            100 * row.resident / row.items,
            f"{row.resident:,} of {row.items:,}",
            100 * row.data / row.items,
        )
        for row in found
        if row.items
    ]
    rows = tuple(
        (row.stage.words.capitalize(), row.items, row.resident, row.professional, row.data, row.none) for row in found
    )
    return Section(
        "origin-mix",
        "Origin mix",
        ("Whose words and which figures stand behind what there is at each stage.",),
        ((behind, bar_chart(behind, bars, "Figures and findings", here="Residents")),) if bars else (),
        "Items at each stage by origin",
        ("Stage", "Items", "Residents", "Professionals", "Figures and findings", "None of these"),
        rows,
        "An item counts under every origin that lies upstream of it, so the columns may add up to more than all items. "
        "Heard are voices, figures and findings; funded are actions with a pledge; delivered are actions delivered; "
        "benefited are observations judged improved. A full count, so there is no interval.",
    )
