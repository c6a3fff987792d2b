"""What the kinds of figures are called, which methods they have, and what they are per."""

from __future__ import annotations

from typing import Final

DEFAULT_METHOD: Final = "usual"
METHODS: Final[dict[str, tuple[str, ...]]] = {
    "crude": (DEFAULT_METHOD, "byar", "exact"),
    "proportion": (DEFAULT_METHOD, "wilson", "exact"),
    "dsr": (DEFAULT_METHOD, "dobson"),
    "isr": (DEFAULT_METHOD, "byar", "exact"),
    "smr": (DEFAULT_METHOD, "byar", "exact"),
    "mean": (DEFAULT_METHOD, "t"),
}
SOURCES: Final = {
    "Wilson": "Wilson's score interval (Journal of the American Statistical Association 22, 1927)",
    "exact (Clopper-Pearson)": "Clopper and Pearson's exact interval (Biometrika 26, 1934)",
    "Byar": "Byar's approximation to the Poisson limits (Breslow and Day, 1987)",
    "exact Poisson": "Garwood's exact Poisson limits (Biometrika 28, 1936)",
    "exact Poisson under 10 events, else Byar": (
        "Garwood's exact Poisson limits (Biometrika 28, 1936) under 10 events, Byar's approximation to them (Breslow "
        "and Day, 1987) from 10"
    ),
    "Dobson": "Dobson's limits (Dobson and others, Statistics in Medicine 10, 1991)",
    "Dobson, events not independent": (
        "Dobson's limits (Statistics in Medicine 10, 1991), widened because one person may have several events"
    ),
    "Student's t": "Student's t interval (Biometrika 6, 1908)",
}


def default_multiplier(kind: str) -> float:
    """Return what a figure is per where nobody says: 100,000 people for rates, 1 for shares, ratios and means."""
    return 100_000.0 if kind in {"crude", "dsr", "isr"} else 1.0


def unit_words(kind: str, multiplier: float) -> str:
    """Return the unit of a figure in words."""
    if kind == "mean":
        return "in the unit of the values"
    if kind == "smr":
        return f"observed over expected; {multiplier:,g} is as in the reference"
    if kind == "proportion" and multiplier in {1, 100}:
        return "per cent" if multiplier == 100 else "share from 0 to 1"
    return "per person" if multiplier == 1 else f"per {multiplier:,.12g} people"


def method_words(kind: str, method: str) -> str:
    """Return what a figure is and how its interval was made, in full."""
    name = {
        "crude": "Crude rate",
        "proportion": "Proportion",
        "dsr": "Directly standardised rate",
        "isr": "Indirectly standardised rate",
        "smr": "Indirectly standardised ratio (of deaths: the standardised mortality ratio)",
        "mean": "Mean",
    }[kind]
    return f"{name}; interval: {SOURCES.get(method, method)}"
