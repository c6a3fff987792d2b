"""How the answer on reach says shares, times and groups."""

from __future__ import annotations

from seedbed.reports.assets.reach_documents import NOT_REACHED, ReachDocument, ReachEquity, ReachGroup, ReachIndex
from seedbed.reports.results.words import interval_words
from seedbed.reports.words import count, number

EVERYONE = "Everyone"
SLOPE = "Slope index of inequality"


def per_cent(share: float | None) -> str:
    """Return "62.5%" of 0.625."""
    return "not known" if share is None else f"{number(100 * share, 1)}%"


def points(share: float) -> str:
    """Return "3.5 points" of 0.035 or -0.035."""
    return f"{number(100 * abs(share), 1)} points"


def minutes_text(seconds: float | None) -> str:
    """Return "8.4 minutes", or that nothing is within reach."""
    return NOT_REACHED if seconds is None else f"{number(seconds / 60, 1)} minutes"


def share_limits(low: float | None, high: float | None, confidence: float) -> str:
    """Say the limits of a share in per cent."""
    return interval_words(_hundred(low), _hundred(high), 1, confidence, "%")


def point_limits(low: float | None, high: float | None, confidence: float) -> str:
    """Say the limits of a difference of shares in points."""
    return interval_words(_hundred(low), _hundred(high), 1, confidence)


def _hundred(share: float | None) -> float | None:
    return None if share is None else 100 * share


def everyone_sentence(each: ReachEquity, name: str, document: ReachDocument) -> str:
    """Say how many of all people are beyond reach."""
    group = each.groups[0]
    whole = f"{count(round(group.people))} {document.counted}"
    beyond = None if group.beyond is None else round(group.beyond * group.people)
    limits = share_limits(group.beyond_low, group.beyond_high, document.confidence)
    far = f"{count(beyond)} of {whole} ({per_cent(group.beyond)}; {limits}) are more than {each.minutes:g} minutes away"
    if group.median_seconds is None:
        return f"{name}: {far} {document.travel}. For half of all there is none within reach."
    return f"{name}: {far} {document.travel}. Half of all have {minutes_text(group.median_seconds)} or less."


def group_sentence(each: ReachEquity, confidence: float) -> str:
    """Say how groups differ in who is beyond reach."""
    known = [group for group in each.groups if group.beyond is not None]
    if len(known) < 2:
        return f"{each.name}: fewer than two groups live here, so there is nothing to compare."
    if each.ordered:
        return _ordered_sentence(each, known, confidence)
    last = known[-1]
    widest = max(known[:-1], key=lambda group: abs(group.gap or 0.0))
    of = "" if each.counted == "people" else f" ({each.counted})"
    shares = ", ".join(f"{group.group} {per_cent(group.beyond)}" for group in known)
    told = _gap_sentence(widest, last, confidence)
    return f"{each.name}{of}, beyond {each.minutes:g} minutes: {shares}. {told}".strip()


def _gap_sentence(group: ReachGroup, last: ReachGroup, confidence: float) -> str:
    if group.gap is None:
        return ""
    more = "more" if group.gap > 0 else "fewer"
    limits = point_limits(group.gap_low, group.gap_high, confidence)
    return (
        f"{group.group}: {points(group.gap)} {more} than {last.group} ({limits}){_sure(group.gap_low, group.gap_high)}."
    )


def _sure(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return ", which could be chance" if low <= 0 <= high else ""


def _ordered_sentence(each: ReachEquity, known: list[ReachGroup], confidence: float) -> str:
    first, last = known[0], known[-1]
    of = "" if each.counted == "people" else f" ({each.counted})"
    told = (
        f"{each.name}{of}, beyond {each.minutes:g} minutes: from {per_cent(first.beyond)} of {first.group} to "
        f"{per_cent(last.beyond)} of {last.group}."
    )
    slope = next((index for index in each.indices if index.measure == SLOPE), None)
    return told if slope is None or slope.value is None else f"{told} {_slope_sentence(slope, confidence)}"


def _slope_sentence(slope: ReachIndex, confidence: float) -> str:
    value = slope.value or 0.0
    who = "least" if value > 0 else "most"
    limits = point_limits(slope.low, slope.high, confidence)
    sure = _sure(slope.low, slope.high) or f": the {who} disadvantaged are beyond reach more often"
    return f"Slope index {number(100 * value, 1)} points ({limits}){sure}."
