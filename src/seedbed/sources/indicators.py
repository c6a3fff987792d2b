"""The catalogue of indicators: what a figure is, in words and rules."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import polars as pl

Kind = Literal["proportion", "rate", "count", "mean", "score", "rank", "decile"]
Direction = Literal["worse", "better", "neither"]
Combine = Literal["sum", "population_mean", "none"]

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Indicator:
    """What one indicator measures and how figures of several areas are put together.

    Parameters
    ----------
    id
        Stable dotted name, such as ``iod2025.imd.score``.
    name
        What a person reads, such as "Residents who are disabled under the Equality Act".
    topic
        One of ``TOPICS``: the chapter of the profile.
    kind
        What sort of number the value is; decides the interval.
    unit
        Unit of ``value`` as printed: "%", "per 1,000", "people", "points".
    multiplier
        ``value = multiplier * numerator / denominator`` for proportions and rates; 1 otherwise.
    high_is
        Whether a higher value is worse, better or neither for residents.
    strength
        True where the figure describes something people have to build on.
    denominator_name
        What the denominator counts: "usual residents", "households".
    combine
        ``sum``: add numerators and denominators. ``population_mean``: mean weighted by population
        (of scores; no interval). ``none``: never put together across areas.
    level
        The area level at which the figure is published.
    period
        Latest period, as printed.
    publisher, licence, url
        Where it comes from.
    method
        How the publisher made it, or how it was derived here.
    """

    id: str
    name: str
    topic: str
    kind: Kind
    unit: str
    multiplier: float
    high_is: Direction
    strength: bool
    denominator_name: str
    combine: Combine
    level: str
    period: str
    publisher: str
    licence: str
    url: str
    method: str


TOPICS: dict[str, str] = {
    "people": "Who lives here",
    "strengths": "Strengths and assets",
    "homes": "Homes",
    "work": "Work, money and learning",
    "health": "Health and care",
    "safety": "Safety and surroundings",
    "deprivation": "Deprivation",
}


def indicators_to_table(indicators: list[Indicator]) -> pl.DataFrame:
    """Turn indicators into a table, one row each, in the order given."""
    import polars as pl

    return pl.DataFrame([asdict(indicator) for indicator in indicators], infer_schema_length=None)


def indicators_from_table(table: pl.DataFrame) -> dict[str, Indicator]:
    """Read the indicators back, keyed by id, in the table's order."""
    names = [field.name for field in fields(Indicator)]
    return {row["id"]: Indicator(**{name: row[name] for name in names}) for row in table.iter_rows(named=True)}
