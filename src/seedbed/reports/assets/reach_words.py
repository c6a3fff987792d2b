"""How the answer on reach says shares, times and groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from seedbed.reports.assets.reach_documents import (
    NOT_REACHED,
    ReachDocument,
    ReachEquity,
    ReachGroup,
    ReachIndex,
    ReachMissing,
)
from seedbed.reports.results.words import interval_words
from seedbed.reports.words import count, listed, number

EVERYONE = "Everyone"
ALIKE = 1e-9
"""Shares that differ by less are the same."""
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


def _after(
    mark: str,
    limits: Callable[[float | None, float | None, float], str],
    low: float | None,
    high: float | None,
    confidence: float,
) -> str:
    """Return limits with a mark before them; nothing where there are none, which the answer says once."""
    return "" if low is None and high is None else f"{mark}{limits(low, high, confidence)}"


NAMED = 8
"""Areas without people counted that a sentence names; the table has all."""


def missing_sentence(document: ReachDocument) -> str:
    """Say how many people of this place are not counted, of how many, and where they live."""
    if not document.missing:
        return ""
    lost = sum(each.people for each in document.missing)
    whole = document.people + lost
    here = "of this place" if any(each.name for each in document.missing) else "on and near the map"
    whose = f"in {document.inside}" if document.inside else here
    told = (
        f"Not counted are {count(round(lost))} of the {count(round(whole))} {document.counted} {whose} "
        f"({per_cent(lost / whole)}); shares are of the {count(round(document.people))} who are."
    )
    return " ".join([told, *_where_missing(document.missing)])


def _where_missing(missing: Sequence[ReachMissing]) -> list[str]:
    """Say of each reason how many people it took, and name the areas with most of them."""
    told = []
    for why in dict.fromkeys(each.why for each in missing):
        rows = [each for each in missing if each.why == why]
        many = count(round(sum(each.people for each in rows)))
        names = [f"{each.name or each.area} ({count(round(each.people))})" for each in rows[:NAMED]]
        names += [f"{count(len(rows) - NAMED)} more areas"] if len(rows) > NAMED else []
        told.append(f"{many} live {why}: {listed(names)}.")
    return told


def counted_sentence(document: ReachDocument) -> str:
    """Say whose reach was looked at, where it is not everybody's on the map."""
    if not document.inside:
        return ""
    return (
        f"Counted are the {count(round(document.people))} {document.counted} in {document.inside}, in {document.areas} "
        f"small area{'s' if document.areas > 1 else ''}. Places beyond its line count as well, where they are listed."
    )


def everyone_sentence(each: ReachEquity, name: str, document: ReachDocument) -> str:
    """Say how many of all people are beyond reach."""
    group = each.groups[0]
    whole = f"{count(round(group.people))} {document.counted}{f' in {document.inside}' if document.inside else ''}"
    beyond = None if group.beyond is None else round(group.beyond * group.people)
    limits = _after("; ", share_limits, group.beyond_low, group.beyond_high, document.confidence)
    far = f"{count(beyond)} of {whole} ({per_cent(group.beyond)}{limits}) are more than {each.minutes:g} minutes away"
    if group.median_seconds is None:
        return f"{name}: {far} {document.travel}. For half of all there is none within reach."
    return f"{name}: {far} {document.travel}. Half of all have {minutes_text(group.median_seconds)} or less."


def group_sentences(some: Sequence[ReachEquity], confidence: float) -> list[str]:
    """Say of each comparison how its groups differ, and once of all that do not."""
    alike: dict[float, list[ReachEquity]] = {}
    for each in some:
        if (share := _alike(each)) is not None:
            alike.setdefault(round(share, 9), []).append(each)
    told = [group_sentence(each, confidence) for each in some if _alike(each) is None]
    return [*told, *(_alike_sentence(these, share) for share, these in alike.items())]


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


def _alike_sentence(some: Sequence[ReachEquity], share: float) -> str:
    """Say of which groups the same share is beyond, so that they cannot be told apart."""
    names = listed([each.name for each in some])
    beyond = f"beyond {some[0].minutes:g} minutes"
    if share in (0.0, 1.0):
        who = "nobody of any group is" if share == 0 else "everybody of every group is"
        return f"{names}: {who} {beyond}, so groups cannot be told apart."
    return f"{names}, {beyond}: {per_cent(share)} of every group, as they live alike."


def _alike(each: ReachEquity) -> float | None:
    """Return the share of every group that is beyond, where it is the same; None where groups differ."""
    shares = [group.beyond for group in each.groups if group.beyond is not None]
    return shares[0] if len(shares) > 1 and max(shares) - min(shares) < ALIKE else None


def _gap_sentence(group: ReachGroup, last: ReachGroup, confidence: float) -> str:
    if group.gap is None:
        return ""
    more = "more" if group.gap > 0 else "fewer"
    limits = _after("", point_limits, group.gap_low, group.gap_high, confidence)
    told = f"{group.group}: {points(group.gap)} {more} than {last.group}"
    return f"{told} ({limits}){_sure(group.gap_low, group.gap_high)}." if limits else f"{told}."


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
    if slope.low is None and slope.high is None:
        return f"Slope index {number(100 * value, 1)} points."
    sure = _sure(slope.low, slope.high) or f": the {who} disadvantaged are beyond reach more often"
    return f"Slope index {number(100 * value, 1)} points ({limits}){sure}."
