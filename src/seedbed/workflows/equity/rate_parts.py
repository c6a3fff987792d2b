"""What all kinds of figures share: what is asked for, what is found, and the checks of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.checks import ROUNDING
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.poisson_limits import BYAR, EXACT, FEWEST_FOR_BYAR
from seedbed.formats.data_table import DataTable, Grouping, Wanted
from seedbed.formats.data_table_file import bad_table
from seedbed.formats.data_table_headings import named
from seedbed.formats.data_table_others import other_texts_that_differ
from seedbed.workflows.equity.rate_units import DEFAULT_METHOD, default_multiplier

if TYPE_CHECKING:
    from seedbed.reports.equity.rates_documents import Kind


AGE = Wanted("age_band", "text", required=False, also=("ageband", "age", "age_group"))
"""Rows that differ by age only are added up: nobody has two ages."""


@dataclass(frozen=True, slots=True)
class RatesOptions:
    """What is asked for; ``multiplier`` None takes the kind's own: 100,000 for rates, 1 for others.

    ``publish`` leaves out sets with small counts, and those that would give them away.
    """

    kind: Kind = "crude"
    method: str = DEFAULT_METHOD
    multiplier: float | None = None
    confidence: float = 0.95
    publish: bool = False

    def per(self) -> float:
        """Return the multiplier."""
        return default_multiplier(self.kind) if self.multiplier is None else self.multiplier


@dataclass(frozen=True, slots=True)
class Found:
    """Figures of all sets, each array of shape (sets,), with what they were made of."""

    sets: list[str]
    estimates: Estimates
    numerator: Floats
    denominator: Floats
    methods: list[str]
    notes: list[str] = field(default_factory=list)
    standard: str = ""
    bands: tuple[str, ...] = ()
    more: dict[str, Floats] = field(default_factory=dict)
    reference_rate: float | None = None


def check_counts(table: DataTable, *, proportion: bool = False) -> None:
    """Refuse counts below zero and, in proportions, parts that are larger than their whole, by their row."""
    for name in ("numerator", "denominator"):
        if table.has(name):
            table.check(table.numbers(name) < 0, name, "is below zero", "Counts are 0 or more; correct it.")
    if proportion:
        part, whole = table.numbers("numerator"), table.numbers("denominator")
        over = (part > whole * (1 + ROUNDING)) & (whole > 0)
        table.check(over, "numerator", "is larger than its denominator", "Correct it, or ask for --kind crude.")


def refuse_unlike_rows(table: DataTable, columns: Sequence[Wanted]) -> None:
    """Refuse a table without sets whose rows differ in words: added up, people could be counted several times.

    Raises
    ------
    BadInputError
        Naming the columns that tell its rows apart.
    """
    if table.has("set") or table.rows == 1:
        return
    apart = other_texts_that_differ(table.path, [*columns, AGE])
    if not apart:
        return
    they = "this column differs" if len(apart) == 1 else "these columns differ"
    why = f"there is no column 'set', so all {table.rows:,} rows would be added up, but {they} between them: "
    raise bad_table(
        table.path,
        f"{why}{named(apart)}; people could be counted several times",
        "Add a column 'set' that says which rows belong together; or keep only the rows to be added up and give them "
        "all the same word there.",
    )


def method_of_each(name: str, events: Floats, asked: str) -> list[str]:
    """Return the method of each set's interval: of mixed methods the one that its events call for."""
    if asked != DEFAULT_METHOD or EXACT not in name:
        return [name] * events.size
    return [EXACT if few else BYAR for few in (events < FEWEST_FOR_BYAR).tolist()]


def share_notes(table: DataTable) -> list[str]:
    """Say where numerators look like shares or per cents and not like counts."""
    part, whole = table.numbers("numerator"), table.numbers("denominator")
    known = np.isfinite(part) & np.isfinite(whole)
    part, whole = part[known], whole[known]
    broken: NDArray[np.bool_] = part != np.round(part)
    if not part.size or broken.mean() < 0.5:
        return []
    if (part <= 1).all() and (whole > 1).any():
        return ["The numerators are all between 0 and 1. They were taken for counts of people or events, not shares."]
    if (whole == 1).all() or (whole == 100).all():
        told = f"Every denominator is {whole[0]:g} and most numerators are not whole."
        return [f"{told} They were taken for counts out of {whole[0]:g} people, not for shares or per cents."]
    return []


def counted(sets: int) -> str:
    """Say how many sets have something: "1 set has", "12 sets have"."""
    return "1 set has" if sets == 1 else f"{sets:,} sets have"


def added_up(table: DataTable, sets: Grouping) -> tuple[Floats, Floats]:
    """Return numerators and denominators added up by set; one that is missing makes its sum missing."""
    return (
        np.bincount(sets.index, table.numbers("numerator"), len(sets.names)).astype(np.float64),
        np.bincount(sets.index, table.numbers("denominator"), len(sets.names)).astype(np.float64),
    )


def or_none(values: Floats) -> list[float | None]:
    """Return numbers as a document holds them: None for what is not known."""
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN
