"""Numbers as the library prints them."""

from __future__ import annotations

from typing import Any

from django import template

from seedbed.reports import words

register = template.Library()


@register.filter
def number(value: float | None, decimals: int = 1) -> str:
    """Print a number with so many decimals; a dash where it is not known."""
    return words.number(value, decimals)


@register.filter
def whole(value: float | None) -> str:
    """Print a count of people or things, with commas."""
    return words.count(None if value is None else round(value))


@register.filter
def per_cent(value: float | None, decimals: int = 0) -> str:
    """Print a share from 0 to 1 as a percentage."""
    return "–" if value is None else f"{words.number(100 * value, decimals)}%"


@register.filter
def value_of(figure: dict[str, Any]) -> str:
    """Print a kept figure with its unit and interval: "12.3% (11.0% to 13.6%)"."""
    if figure.get("suppressed"):
        return words.HIDDEN
    known = [figure.get(name) for name in ("value", "ci_low", "ci_high")]
    decimals = words.decimals_for([each for each in known if each is not None])
    shown = words.value_text(figure["value"], figure.get("unit", ""), decimals)
    interval = words.interval_text(figure.get("ci_low"), figure.get("ci_high"), decimals, figure.get("unit", ""))
    return f"{shown} ({interval})" if interval else shown


@register.filter
def beside(comparator: dict[str, Any], figure: dict[str, Any]) -> str:
    """Print the same figure of a larger area."""
    return value_of({**comparator, "unit": figure.get("unit", "")})


@register.filter
def of_key(mapping: dict[str, Any], key: str) -> Any:
    """Return what a mapping holds under a key, or None."""
    return mapping.get(key)
