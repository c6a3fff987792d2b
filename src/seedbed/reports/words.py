"""How numbers and comparisons are said."""

from __future__ import annotations

import math
from collections.abc import Sequence

from seedbed.reports.profile_documents import Comparator, ProfileFigure

HIDDEN = "hidden: small number"
"""What stands in place of a number that is suppressed."""

NO_LIMIT = "no limit"
NOT_KNOWN = "not known"

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

WHOLE_KINDS = frozenset({"count", "rank", "decile"})


def number(value: float | None, decimals: int = 1) -> str:
    """Print a number with commas between thousands and a real minus sign; one without end is no limit."""
    if value is None or math.isnan(value):
        return NOT_KNOWN
    if math.isinf(value):
        return NO_LIMIT
    text = f"{value:,.{decimals}f}"
    if not float(text.replace(",", "")):
        text = text.lstrip("-")
    return text.replace("-", "−")


def count(value: float | None) -> str:
    """Print a count of people or things: whole where it is whole, else with one decimal."""
    if value is None:
        return NOT_KNOWN
    return number(value, 0 if abs(value - round(value)) < 0.05 else 1)


def decimals_for(values: Sequence[float | None], kind: str = "") -> int:
    """Return how many decimals tell these values apart without claiming more than they hold: 0 to 3."""
    if kind in WHOLE_KINDS:
        return 0
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    for limit, decimals in ((1000.0, 0), (1.0, 1), (0.1, 2)):
        if largest >= limit:
            return decimals
    return 3 if largest else 1


def figure_decimals(figure: ProfileFigure) -> int:
    """Return the decimals that a figure and its comparators are printed with."""
    return decimals_for([figure.value, *(comparator.value for comparator in figure.comparators)], figure.kind)


def with_unit(text: str, unit: str) -> str:
    """Put the unit after a printed number: "18.2%", "12.4 per 1,000"."""
    if text in {NOT_KNOWN, HIDDEN} or not unit:
        return text
    return text + unit if unit.startswith("%") else f"{text} {unit}"


def value_text(value: float | None, unit: str, decimals: int, *, suppressed: bool = False) -> str:
    """Print a value with its unit, or say that it is hidden or not known."""
    return HIDDEN if suppressed else with_unit(number(value, decimals), unit)


def interval_text(low: float | None, high: float | None, decimals: int, unit: str = "") -> str:
    """Print an interval, "17.1% to 19.3%", or nothing where there is none."""
    if low is None or high is None:
        return ""
    short_unit = unit if unit.startswith("%") else ""
    return f"{number(low, decimals)}{short_unit} to {number(high, decimals)}{short_unit}"


def interval_method(figure: ProfileFigure) -> str:
    """Say by which method the interval was made, or why there is none, as a sentence."""
    reason = figure.interval.strip().rstrip(".")
    if reason.startswith("none"):
        return f"No interval{reason.removeprefix('none')}."
    if figure.ci_low is None:
        return f"{_capital(reason)}." if reason else "No interval."
    if "interval" in reason:
        return f"{_capital(reason)}."
    return f"95% interval: {reason}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def fraction_text(numerator: float | None, denominator: float | None, name: str) -> str:
    """Print "2,050 of 11,267 usual residents", or nothing where either is unknown."""
    if numerator is None or denominator is None:
        return ""
    return f"{count(numerator)} of {count(denominator)} {name}".strip()


def in_words(number: int) -> str:
    """Write a number up to twelve as a word."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence does: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def comparison_sentences(figure: ProfileFigure) -> list[str]:
    """Say how the figure stands beside its comparators, in words, strongest first."""
    if figure.suppressed or figure.value is None:
        return []
    sentences = [
        f"{verdict.capitalize()} than {listed(names)}, beyond what chance would give."
        for verdict in ("higher", "lower")
        if (names := _names(figure.comparators, verdict))
    ]
    if similar := _names(figure.comparators, "similar"):
        sentences.append(f"Similar to {listed(similar)}: the difference could be chance.")
    return sentences


def verdict_text(comparator: Comparator) -> str:
    """Say in a few words how the neighbourhood stands beside one comparator."""
    return {
        "higher": "higher",
        "lower": "lower",
        "similar": "similar",
        "not tested": "not tested",
    }[comparator.beyond_chance]


def meaning(figure: ProfileFigure) -> str:
    """Say what differs beyond chance for residents: ``need``, ``strength``, ``differs`` or ``similar``."""
    verdicts = {comparator.beyond_chance for comparator in figure.comparators} & {"higher", "lower"}
    if not verdicts or figure.suppressed:
        return "similar"
    if figure.high_is == "neither" or len(verdicts) == 2:
        return "differs"
    worse = "higher" if figure.high_is == "worse" else "lower"
    return "need" if worse in verdicts else "strength"


def decile_range(deciles: Sequence[int | None]) -> str:
    """Say the spread of deciles: "deciles 2 to 7", "decile 3"."""
    known = sorted(decile for decile in deciles if decile is not None)
    if not known:
        return "deciles not known"
    return f"decile {known[0]}" if known[0] == known[-1] else f"deciles {known[0]} to {known[-1]}"


def letter(index: int) -> str:
    """Return the key of the nth small area on maps and in tables: A to Z, then AA, AB and so on."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def short_comparison(figure: ProfileFigure) -> str:
    """Say in one short sentence how the figure stands beside all larger areas it was tested against."""
    tested = [area for area in figure.comparators if area.beyond_chance != "not tested"]
    verdicts = {area.beyond_chance for area in tested}
    if len(tested) > 2 and len(verdicts) == 1 and verdicts != {"similar"}:
        return f"{verdicts.pop().capitalize()} than {tested[0].name} and every larger area compared."
    return " ".join(comparison_sentences(figure)[:1])


def short_name(name: str) -> str:
    """Shorten the long official names of care systems for charts and table heads."""
    return name.replace("Integrated Care Board", "ICB").replace("integrated care board", "ICB")


def _names(comparators: Sequence[Comparator], verdict: str) -> list[str]:
    return [comparator.name for comparator in comparators if comparator.beyond_chance == verdict]
