"""Tables with one row a set and age band, laid out as one row a set and one column a band."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.standard_populations import ESP_2013, band_start, european_standard
from seedbed.formats.data_table import DataTable, Grouping
from seedbed.formats.data_table_file import bad_table

EUROPEAN = "European Standard Population 2013"
MOST_BANDS = 200
MOST_TIMES = 50
"""Columns f1, f2 and so on say how many people had one event, two events and so on, up to this many."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Where each row of a table stands: its set, and its age band by name or, without names, by its place in the set.

    Parameters
    ----------
    table
        The table.
    sets
        Set of each row.
    bands
        Band of each row; names are "" where the table has none.
    """

    table: DataTable
    sets: Grouping
    bands: Grouping

    def laid_out(self, values: Floats) -> Floats:
        """Return values of rows as shape (sets, bands), NaN where there is no row."""
        whole = np.full((len(self.sets.names), len(self.bands.names)), np.nan)
        whole[self.sets.index, self.bands.index] = values
        return whole

    def numbers(self, name: str) -> Floats:
        """Return a column as shape (sets, bands)."""
        return self.laid_out(self.table.numbers(name))

    def present(self) -> NDArray[np.bool_]:
        """Say which sets have a row for which bands."""
        return ~np.isnan(self.laid_out(np.zeros(self.table.rows)))


def read_bands(table: DataTable) -> Bands:
    """Find each row's set and band.

    Raises
    ------
    BadInputError
        If a set has the same age band twice.
    """
    sets = table.grouped("set")
    if not table.has("age_band"):
        place = _place_in_set(sets)
        _refuse_too_many(table, int(place.max()) + 1)
        return Bands(table, sets, Grouping([""] * (int(place.max()) + 1), place))
    bands = table.grouped("age_band")
    _refuse_too_many(table, len(bands.names))
    cell = sets.index * len(bands.names) + bands.index
    if np.bincount(cell).max() > 1:
        again = np.ones(table.rows, dtype=np.bool_)
        again[np.unique(cell, return_index=True)[1]] = False
        next_step = "Name the sets in a column 'set', or add up rows of the same set and age band first."
        table.check(again, "age_band", "stands twice in the same set", next_step)
    return Bands(table, sets, bands)


def _refuse_too_many(table: DataTable, bands: int) -> None:
    if bands > MOST_BANDS:
        told = f"it has {bands:,} age bands in a set; no more than {MOST_BANDS} are standardised over"
        raise bad_table(table.path, told, "Name the sets in a column 'set' and the age bands in 'age_band'.")


def _place_in_set(sets: Grouping) -> NDArray[np.intp]:
    order = np.argsort(sets.index, kind="stable")
    sizes = np.bincount(sets.index, minlength=len(sets.names))
    place = np.empty_like(sets.index)
    place[order] = np.arange(sets.index.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return place


def standard_of(bands: Bands) -> tuple[Floats, str, list[str]]:
    """Return the standard population, what it is, and what to be careful about.

    Returns
    -------
    tuple
        People of the standard, shape (bands,), or (sets, bands) where sets have standards of their own; the name of the
        standard; notes.

    Raises
    ------
    BadInputError
        If the table gives none and the bands are not ones that the European Standard Population can be put to.
    """
    table = bands.table
    if not table.has("standard_population"):
        return _european(bands)
    given = table.numbers("standard_population")
    table.check(~(given >= 0), "standard_population", "is missing or below zero", "Give each age band its people.")
    weights = np.nan_to_num(bands.laid_out(given))
    none = (weights.sum(axis=1) == 0)[bands.sets.index]
    table.check(none, "standard_population", "is all there is in its set", "Give at least one age band people.")
    if (weights == weights[0]).all():
        return weights[0], "the table's own standard population", []
    other = (weights != weights[0]).any(axis=1)
    name = bands.sets.names[int(np.flatnonzero(other)[0])]
    note = (
        f"{int(other.sum()):,} of {other.size:,} sets are standardised to other people or age bands than the first "
        f"('{name}' is one): compare only sets with the same standard."
    )
    return weights, "the standard populations of the table, which differ between sets", [note]


def _european(bands: Bands) -> tuple[Floats, str, list[str]]:
    names = bands.bands.names
    people = european_standard(names)
    if people is not None:
        return np.array(people, dtype=np.float64), EUROPEAN, _gaps(bands)
    in_order = len(names) == len(ESP_2013) and not _tells_ages(names)
    if not in_order:
        raise bad_table(
            bands.table.path,
            f"there is no column 'standard_population', and its {len(names)} age bands are not ones that the "
            f"{EUROPEAN} can be put to",
            "Add the column 'standard_population', or name five-year bands from 0-4 to 90+ in the column 'age_band'.",
        )
    note = f"The 19 age bands were taken to be 0-4 to 90+ in this order, to which the {EUROPEAN} was put."
    return np.array(list(ESP_2013.values()), dtype=np.float64), EUROPEAN, [note, *_gaps(bands)]


def _tells_ages(names: list[str]) -> bool:
    """Say whether names tell ages rather than number the bands 1 to 19 or name them otherwise."""
    starts = [band_start(name) for name in names]
    return None not in starts and any(not name.strip().isdigit() for name in names)


def _gaps(bands: Bands) -> list[str]:
    lacking = ~bands.present().all(axis=1)
    if not lacking.any():
        return []
    name = bands.sets.names[int(np.flatnonzero(lacking)[0])]
    return [f"{int(lacking.sum()):,} sets lack a row for an age band and are given no figure ('{name}' is one)."]


def events_of(table: DataTable) -> tuple[Floats, Floats | None]:
    """Return each row's events and, where one person may have several, the sum of their squares, shape (rows,).

    Raises
    ------
    BadInputError
        If the columns f1, f2 and so on do not add up to the numerator, there is none of them, or squares are too small.
    """
    times = [number for number in range(1, MOST_TIMES + 1) if table.has(f"f{number}")]
    if times:
        people = {number: np.nan_to_num(table.numbers(f"f{number}")) for number in times}
        for number, column in people.items():
            table.check(column < 0, f"f{number}", "is below zero", "Give people with so many events, or nothing.")
        added = np.sum([number * people[number] for number in times], axis=0)
        squared = np.sum([number**2 * people[number] for number in times], axis=0)
        return _agreeing(table, added), np.asarray(squared, dtype=np.float64)
    if not table.has("numerator"):
        raise bad_table(table.path, "there is no column 'numerator'", "Name the column of events so.")
    if not table.has("squared_events"):
        return table.numbers("numerator"), None
    squares = table.numbers("squared_events")
    reason = "is less than the events themselves"
    table.check(squares < table.numbers("numerator"), "squared_events", reason, "Add up each person's events squared.")
    return table.numbers("numerator"), squares


def _agreeing(table: DataTable, added: Floats) -> Floats:
    if not table.has("numerator"):
        return np.asarray(added, dtype=np.float64)
    numerator = table.numbers("numerator")
    apart = np.abs(added - numerator) > 1e-6 * np.maximum(numerator, 1)
    table.check(apart, "numerator", "is not f1 + 2 f2 + 3 f3 and so on", "Correct whichever is wrong.")
    return numerator


@dataclass(frozen=True, slots=True)
class Reference:
    """Events and people that events are expected from: shape (bands,), or (sets, bands) where they differ."""

    counts: Floats
    populations: Floats
    name: str
    blanks: int = 0
    """Age bands with people of the reference but no count of its events, which was taken for none."""


def reference_of(bands: Bands) -> Reference:
    """Return the reference that the table gives or, where it gives none, all of its sets together.

    Raises
    ------
    BadInputError
        If only one of its two columns is there, or there is but one set to make it of.
    """
    table = bands.table
    given = [name for name in ("reference_numerator", "reference_denominator") if table.has(name)]
    if len(given) == 1:
        raise bad_table(table.path, f"of the reference only '{given[0]}' is there", "Give its events and its people.")
    if given:
        counts, people = (_common(bands.numbers(name)) for name in given)
        empty = np.isnan(np.fmin.reduce(bands.numbers("reference_numerator"), axis=0))
        blanks = int((empty & (np.atleast_2d(people) > 0).any(axis=0)).sum())
        return Reference(np.where(np.isnan(counts), 0, counts), people, "the reference of the table", blanks)
    if len(bands.sets.names) < 2 or not table.has("numerator"):
        raise bad_table(
            table.path,
            "there are no columns 'reference_numerator' and 'reference_denominator', nor several sets with events by "
            "age band to make a reference of",
            "Give each age band the events and people of the reference.",
        )
    counts, people = bands.numbers("numerator"), bands.numbers("denominator")
    known = np.isfinite(counts) & np.isfinite(people)
    return Reference(
        np.where(known, counts, 0).sum(axis=0), np.where(known, people, 0).sum(axis=0), "all sets of the table together"
    )


def _common(values: Floats) -> Floats:
    """Return one row where all sets that give a band give it the same number; rows are then free to leave it empty."""
    low, high = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
    return low if np.array_equal(low, high, equal_nan=True) else np.nan_to_num(values)
