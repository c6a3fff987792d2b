"""How every command says how sure a number is, so that all read alike."""

from __future__ import annotations

from seedbed.reports.words import NOT_KNOWN, number

NO_INTERVAL = "no interval can be given"


def level_text(confidence: float) -> str:
    """Return "95%" of 0.95."""
    return f"{100 * confidence:g}%"


def limit_headings(confidence: float, of: str = "") -> tuple[str, str]:
    """Return the headings of the two columns of limits: "Lower 95% limit" and "Upper 95% limit", of something."""
    level = level_text(confidence)
    after = f", {of}" if of else ""
    return f"Lower {level} limit{after}", f"Upper {level} limit{after}"


def interval_words(low: float | None, high: float | None, decimals: int, confidence: float, unit: str = "") -> str:
    """Say an interval: "95% interval 0.44 to 0.61", or that there is none."""
    if low is None and high is None:
        return NO_INTERVAL
    ends = ("no lower limit" if low is None else number(low, decimals) + unit,
            "no upper limit" if high is None else number(high, decimals) + unit)  # fmt: skip
    return f"{level_text(confidence)} interval {ends[0]} to {ends[1]}"


def sure_text(
    value: float | None, limits: tuple[float | None, float | None], decimals: int, confidence: float, unit: str = ""
) -> str:
    """Say a number with its interval: "0.53 (95% interval 0.44 to 0.61)"."""
    if value is None:
        return NOT_KNOWN
    return f"{number(value, decimals)}{unit} ({interval_words(*limits, decimals, confidence, unit)})"


def drawn_note(drawn: int, of: int, what: str = "sets") -> tuple[str, ...]:
    """Say that not all are drawn, where that is so."""
    return (f"The first {drawn:,} of {of:,} {what} are drawn; the table has all.",) if of > drawn else ()


def whole(value: float | None) -> float | int | None:
    """Return a whole count as a whole number, so that it is shown without decimals."""
    return int(value) if value is not None and value == int(value) else value
