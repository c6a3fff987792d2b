"""The curve of a set as it is drawn, and the intervals that measures of people share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from seedbed.reports.documents import Part

CURVES_SHOWN = 40
"""Sets of which the curve is given, and drawn; every set has its numbers."""


@dataclass(slots=True)  # plain, as there may be millions
class OtherInterval:
    """An interval by another method, for comparison with other tools."""

    method: str
    standard_error: Annotated[float | None, Field(description="In the unit of the measure.")]
    ci_low: float | None
    ci_high: float | None


class CurveOfSet(Part):
    """A concentration or Lorenz curve: both lists begin at 0 and end at 1."""

    set: str
    people: list[float] = Field(description="Share of all people, the worst off (or those with least) first, 0 to 1.")
    amount: list[float] = Field(description="Share of the sum of values that these people have.")
