"""``seedbed equity life-expectancy``: years of life ahead, by set and age, from a table of deaths and people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.life_tables import ENGLAND, LifeTableRules, health_expectancy, life_expectancy
from seedbed.errors import UsageError
from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.formats.data_table_file import bad_table
from seedbed.workflows.equity.document_rows import without_collection
from seedbed.workflows.equity.publishing import shown_rows, small_bands
from seedbed.workflows.method_notes import method_notes

if TYPE_CHECKING:
    from seedbed.reports.equity.life_expectancy_documents import LifeExpectancyDocument, LifeExpectancyRow

OWN = frozenset({"set", "age_start", "deaths", "population", "mortality_rate"})
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Bands:
    """A table laid out by set and age band; ``place`` is each cell's row of the table, shape (sets, bands)."""

    sets: list[str]
    ages: Floats
    place: NDArray[np.intp]


def life_expectancies(
    path: Path,
    quality: str | None = None,
    rules: LifeTableRules = ENGLAND,
    confidence: float = 0.95,
    *,
    publish: bool = False,
) -> LifeExpectancyDocument:
    """Read a table and work out years of life ahead.

    Parameters
    ----------
    path
        Columns ``set`` (optional), ``age_start``, ``population`` and ``deaths`` or ``mortality_rate``.
    quality
        A further column to weight years by, 0 to 1; its standard errors are read from the column of the same name with
        ``_se``, if there is one.
    rules
        How deaths lie within the first and the last band.
    confidence
        Two-sided coverage of the limits.
    publish
        Whether to leave out sets with a small number of deaths in a band, and those that would give one away.

    Raises
    ------
    BadInputError
        If the table cannot be used: see `read_data_table`; also a band is given twice or is missing in a set, or there
        are more deaths than people.
    UsageError
        If the quality column is one of the table's own.
    """
    table = _table(path, quality)
    table, left_out = _for_publication(table) if publish else (table, [])
    bands = _bands(table)
    counts = _deaths(table)[bands.place], table.numbers("population")[bands.place]
    with method_notes() as notes:
        plain = life_expectancy(*counts, bands.ages, rules, confidence)
        weighted = None if quality is None else _weighted(table, bands, counts, quality, (rules, confidence))
    return _document(bands, plain, weighted, [*left_out, *notes], (table, quality, rules))


def _for_publication(table: DataTable) -> tuple[DataTable, list[str]]:
    sets = table.grouped("set")
    _bands(table)
    ages = [f"{age:g}" for age in table.numbers("age_start")]
    return shown_rows(table, sets, small_bands(_deaths(table), sets, ages))


def _table(path: Path, quality: str | None) -> DataTable:
    if quality is not None and quality.strip().casefold() in OWN:
        raise UsageError(
            f"The column '{quality}' cannot be the quality.",
            "It already has a meaning in this table.",
            "Name the column that holds the share in good health or the quality of life.",
        )
    wanted = [
        Wanted("set", "text", required=False, also=("area", "group")),
        Wanted("age_start", also=("startage", "start_age")),
        Wanted("population", also=("pops", "person_years")),
        Wanted("deaths", required=False),
        Wanted("mortality_rate", required=False),
    ]
    if quality is not None:
        wanted += [Wanted(quality), Wanted(f"{quality}_se", required=False)]
    table = read_data_table(path, wanted)
    if table.has("deaths") == table.has("mortality_rate"):
        told = "both columns 'deaths' and 'mortality_rate'" if table.has("deaths") else "no column 'deaths'"
        raise bad_table(path, f"there is {told}", "Give the column 'deaths', or else 'mortality_rate'.")
    for name in ("age_start", "population", "deaths", "mortality_rate"):
        table.check(table.numbers(name) < 0, name, "is below zero", "Correct it, or leave it empty.")
    return table


def _deaths(table: DataTable) -> Floats:
    people = table.numbers("population")
    if table.has("deaths"):
        next_step = "Give person-years (people times years observed) as population, and the deaths of the same years."
        table.check(table.numbers("deaths") > people, "deaths", "is more than the population of its row", next_step)
        return table.numbers("deaths")
    rate = table.numbers("mortality_rate")
    table.check(
        rate > 1, "mortality_rate", "is above 1", "Give deaths a person and year, not per 1,000 or per 100,000."
    )
    return rate * people


def _bands(table: DataTable) -> Bands:
    """Lay the table out by set and age, refusing bands that are missing or given twice."""
    age = table.numbers("age_start")
    table.check(np.isnan(age), "age_start", "is missing", "Give the first age of each band in years.")
    of = table.grouped("set")
    ages = np.unique(age)
    if ages.size < 2:
        raise bad_table(table.path, "there is only one age band", "Give two bands or more, the last one open.")
    order = np.lexsort((age, of.index))
    index, sorted_age = of.index[order], age[order]
    twice = np.zeros(table.rows, dtype=bool)
    twice[order[1:]] = (index[1:] == index[:-1]) & (sorted_age[1:] == sorted_age[:-1])
    table.check(twice, "age_start", "stands twice in its set", "Give each set one row an age band.")
    held = np.bincount(index, minlength=len(of.names))
    if (held != ages.size).any():
        raise _missing(table, of.names, index, sorted_age, ages)
    return Bands(of.names, ages, order.reshape(-1, ages.size))


def _missing(table: DataTable, names: list[str], index: NDArray[np.intp], age: Floats, ages: Floats) -> Exception:
    held = np.bincount(index, minlength=len(names))
    short = np.flatnonzero(held < ages.size)
    lacking = np.setdiff1d(ages, age[index == short[0]])
    told = ", ".join(f"{each:g}" for each in lacking[:MOST_NAMED]) + (
        " and others" if lacking.size > MOST_NAMED else ""
    )
    return bad_table(
        table.path,
        f"the set '{names[short[0]]}' has no row for the age {told} ({short.size:,} such sets in all)",
        "Give every set the same age bands, with a nought where nobody died.",
    )


def _weighted(
    table: DataTable,
    bands: Bands,
    counts: tuple[Floats, Floats],
    quality: str,
    choices: tuple[LifeTableRules, float],
) -> Estimates:
    share = table.numbers(quality)
    next_step = "Give it as a share of 0 to 1: 0.886, not 88.6."
    table.check((share < 0) | (share > 1), quality, "is outside 0 to 1", next_step)
    error = None
    if table.has(f"{quality}_se"):
        table.check(table.numbers(f"{quality}_se") < 0, f"{quality}_se", "is below zero", "Give a standard error.")
        error = table.numbers(f"{quality}_se")[bands.place]
    return health_expectancy(*counts, bands.ages, share[bands.place], error, *choices)


def _document(
    bands: Bands,
    plain: Estimates,
    weighted: Estimates | None,
    notes: list[str],
    asked: tuple[DataTable, str | None, LifeTableRules],
) -> LifeExpectancyDocument:
    from seedbed.reports.equity.life_expectancy_documents import LifeExpectancyDocument

    table, quality, rules = asked
    has_error = quality is not None and table.has(f"{quality}_se")
    if quality is not None and not has_error:
        notes = [*notes, f"The limits of years weighted by '{quality}' hold the chance of deaths alone: the table has "
                 f"no column '{quality}_se' with standard errors."]  # fmt: skip
    # Millions of rows of our own making need no validation.
    return LifeExpectancyDocument.model_construct(
        file=table.path.name,
        confidence=plain.confidence,
        notes=notes,
        method=plain.method,
        infant_factor=rules.infant_factor,
        last_width=rules.last_width,
        quality=quality or "",
        quality_error=has_error,
        rows=_rows(bands, plain, weighted),
    )


def _rows(bands: Bands, plain: Estimates, weighted: Estimates | None) -> list[LifeExpectancyRow]:
    from seedbed.reports.equity.life_expectancy_documents import LifeExpectancyRow

    names = [name for name in bands.sets for _ in range(bands.ages.size)]
    ages = np.tile(bands.ages, len(bands.sets)).tolist()
    ends = [_or_none(each) for each in (plain.value, plain.low, plain.high)]
    if weighted is not None:
        ends += [_or_none(each) for each in (weighted.value, weighted.low, weighted.high)]
    with without_collection():
        return [LifeExpectancyRow(*cells) for cells in zip(names, ages, *ends, strict=True)]


def _or_none(values: Floats) -> list[float | None]:
    flat = values.ravel()
    if not np.isnan(flat).any():
        return list(flat.tolist())
    return [None if value != value else value for value in flat.tolist()]  # noqa: PLR0124 - NaN
