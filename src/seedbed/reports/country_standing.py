"""Which figures stand out against the country, and which lie far from it but cannot be tested."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.reports.profile_documents import Comparator, ProfileFigure
from seedbed.reports.words import figure_decimals, listed, meaning, value_text

FAR = 1.5
"""How many times the country's value is called far: half as much again, or two thirds for what is good."""

MOST_DEPRIVED_FIFTH = 2
"""The last decile of the most deprived fifth."""

NOT_TESTABLE = "Their publishers give no interval, so nobody can say whether chance alone would give such a difference."


def country_of(figure: ProfileFigure) -> Comparator | None:
    """Return the country among the areas a figure is compared with, or nothing."""
    return next((area for area in figure.comparators if area.level.lower() == "country"), None)


def stands_out(figure: ProfileFigure) -> str:
    """Say what a figure means beyond chance, ``need`` or ``strength`` only where it differs from the country.

    Where it is not compared with a country, it has to differ from every area it was tested against.

    Returns
    -------
    str
        ``need``, ``strength``, ``differs`` (from some areas only, or no direction is better) or ``similar``.
    """
    found = meaning(figure)
    if found not in {"need", "strength"}:
        return found
    country = country_of(figure)
    tested = [country] if country else [area for area in figure.comparators if area.beyond_chance != "not tested"]
    return found if all(area.beyond_chance in {"higher", "lower"} for area in tested) else "differs"


def standing_tag(figure: ProfileFigure) -> str:
    """Say in a few words how a figure stands out, or from which areas alone it differs."""
    found = stands_out(figure)
    if found in {"need", "strength"}:
        return f"Stands out: {found}"
    if found == "similar":
        return ""
    if meaning(figure) == "differs":
        return "Differs beyond chance"
    differing = [area for area in figure.comparators if area.beyond_chance in {"higher", "lower"}]
    return f"{differing[0].beyond_chance.capitalize()} than {listed([area.name for area in differing])} only"


def age_caution(figure: ProfileFigure) -> str:
    """Say that a crude figure of health is not adjusted for age; nothing for one age group or standardised figures."""
    crude = figure.topic == "health" and figure.kind in {"proportion", "rate"}
    told = " ".join((figure.name, figure.unit, figure.interval, figure.method)).lower()
    if not crude or "standardised" in told or " aged " in f" {figure.name.lower()} ":
        return ""
    return "Not adjusted for age."


@dataclass(frozen=True, slots=True)
class FarFigure:
    """A figure that lies far from the country's and has no interval to test it by."""

    figure: ProfileFigure
    fifth: int
    """Small areas inside that are among the most deprived fifth for it."""
    ratio: float
    """Times the country's value, turned so that more is worse; 0 where the scale has no true zero."""
    reason: str


def far_from_country(figures: Sequence[ProfileFigure], areas: int) -> list[FarFigure]:
    """Find needs far from the country among figures without an interval, the farthest first.

    A figure is far where most small areas inside are among the most deprived fifth for it, or where it is half as
    much again as the country's.

    Parameters
    ----------
    figures
        All figures of the profile, deciles among them.
    areas
        Small areas inside.
    """
    deciles = {_stem(figure): figure for figure in figures if figure.kind == "decile" and not figure.suppressed}
    found: dict[tuple[float | None, float | None], FarFigure] = {}
    for figure in figures:
        country = country_of(figure)
        if country is None or country.value is None or not _cannot_be_tested(figure, country):
            continue
        fifth = _in_fifth(deciles.get(_stem(figure)))
        ratio = _ratio(figure, country.value)
        worse = figure.value is not None and (figure.value > country.value) == (figure.high_is == "worse")
        if worse and (fifth > areas / 2 or ratio >= FAR):
            # The same number published under two names is told once.
            far = FarFigure(figure, fifth, ratio, _reason(figure, country, fifth, areas))
            found.setdefault((figure.value, country.value), far)
    return sorted(found.values(), key=lambda far: (far.fifth, far.ratio), reverse=True)


def _cannot_be_tested(figure: ProfileFigure, country: Comparator) -> bool:
    return (
        figure.value is not None
        and figure.ci_low is None
        and not (figure.suppressed or figure.larger_area or country.suppressed)
        and country.beyond_chance == "not tested"
        and figure.kind not in {"count", "rank", "decile"}
        and figure.high_is != "neither"
        and not figure.strength
    )


def _stem(figure: ProfileFigure) -> str:
    return figure.indicator.rsplit(".", 1)[0] if figure.indicator.count(".") > 1 else figure.indicator


def _in_fifth(deciles: ProfileFigure | None) -> int:
    if deciles is None:
        return 0
    return sum(area.value is not None and area.value <= MOST_DEPRIVED_FIFTH for area in deciles.inside)


def _ratio(figure: ProfileFigure, country: float) -> float:
    """Return times the country's value; a scale around 0 has no such thing."""
    if figure.value is None or figure.value <= 0 or country <= 0 or re.search(r"\b0 =|around 0\b", figure.unit):
        return 0.0
    return figure.value / country if figure.high_is == "worse" else country / figure.value


def _reason(figure: ProfileFigure, country: Comparator, fifth: int, areas: int) -> str:
    unit = "%" if figure.unit.startswith("%") else ""
    told = f"{country.name}: {value_text(country.value, unit, figure_decimals(figure))}."
    if fifth <= areas / 2:
        return told
    if areas == 1:
        return f"{told} The small area is among the most deprived fifth for it."
    many = "All" if fifth == areas else f"{fifth} of {areas}"
    return f"{told} {many} small areas inside are among the most deprived fifth for it."
