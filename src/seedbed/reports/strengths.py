"""What there is to build on: one rule and one order for the pen profile and for every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from seedbed.reports.country_standing import stands_out
from seedbed.reports.profile_documents import ProfileFigure

Beside: TypeAlias = Literal["better", "similar", "mixed", "worse"]


def beside(figure: ProfileFigure) -> Beside:
    """Say how a figure that can be a strength stands beside its comparators.

    Beyond chance: ``better``, ``worse``, or ``mixed`` where it is both. Where nothing was tested, a figure that is
    worse than every comparator is ``worse``. All else is ``similar``.
    """
    good, bad = ("lower", "higher") if figure.high_is == "worse" else ("higher", "lower")
    verdicts = {area.beyond_chance for area in figure.comparators}
    if good in verdicts:
        return "mixed" if bad in verdicts else "better"
    if bad in verdicts:
        return "worse"
    return "worse" if verdicts == {"not tested"} and _worse_than_all(figure) else "similar"


def _worse_than_all(figure: ProfileFigure) -> bool:
    known = [area.value for area in figure.comparators if area.value is not None]
    if figure.value is None or not known:
        return False
    return figure.value > max(known) if figure.high_is == "worse" else figure.value < min(known)


def standing_out(figures: Iterable[ProfileFigure], kind: str) -> list[ProfileFigure]:
    """Return what differs beyond chance and matters to residents, the clearest first, one of each family.

    Parameters
    ----------
    figures
        All figures of the profile.
    kind
        ``strength`` or ``need``. Less deprivation than elsewhere is no strength to build on.
    """
    found = [
        figure
        for figure in figures
        if stands_out(figure) == kind and (kind == "need" or figure.strength or figure.topic != "deprivation")
    ]
    return one_of_each(sorted(found, key=clearness, reverse=True))


def clearness(figure: ProfileFigure) -> float:
    """Return how far a figure stands from the comparators it differs from, in half-widths of its interval."""
    if figure.value is None:
        return 0.0
    width = (figure.ci_high - figure.ci_low) / 2 if figure.ci_low is not None and figure.ci_high is not None else 0.0
    gaps = [
        abs(figure.value - area.value)
        for area in figure.comparators
        if area.value is not None and area.beyond_chance in {"higher", "lower"}
    ]
    return max(gaps, default=0.0) / width if width > 0 else 0.0


def family(indicator: str) -> str:
    """Return the indicators that share one whole with it, such as all of tenure, of which one is enough."""
    return indicator.rsplit(".", 1)[0] if indicator.count(".") > 1 else indicator


def one_of_each(figures: Sequence[ProfileFigure]) -> list[ProfileFigure]:
    """Keep the first figure of each family."""
    first: dict[str, ProfileFigure] = {}
    for figure in figures:
        first.setdefault(family(figure.indicator), figure)
    return list(first.values())
