"""``seedbed equity rates``: rates, proportions and means of the sets of a table, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seedbed.analysis.equity import rates as analysis
from seedbed.analysis.equity.exact_proportion import exact_proportion
from seedbed.analysis.equity.grouped_means import means_of_groups
from seedbed.errors import UsageError
from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.workflows.equity.document_rows import in_rows
from seedbed.workflows.equity.publishing import shown_rows, small_sets
from seedbed.workflows.equity.rate_bands import MOST_TIMES, events_of, read_bands, standard_of
from seedbed.workflows.equity.rate_parts import (
    Found,
    RatesOptions,
    added_up,
    check_counts,
    counted,
    method_of_each,
    or_none,
    refuse_unlike_rows,
    share_notes,
)
from seedbed.workflows.equity.rate_units import DEFAULT_METHOD, METHODS, method_words, unit_words
from seedbed.workflows.equity.rates_indirect import indirect
from seedbed.workflows.method_notes import method_notes

if TYPE_CHECKING:
    from seedbed.reports.equity.rates_documents import RatesDocument

COUNTS = {
    "crude": {"byar": analysis.byar, "exact": analysis.exact_poisson, DEFAULT_METHOD: analysis.crude_rate},
    "proportion": {"wilson": analysis.wilson, "exact": exact_proportion, DEFAULT_METHOD: analysis.wilson},
}
MISSING = "put 0 where there is none; leave it empty if it was suppressed"


def rates(path: Path, options: RatesOptions | None = None) -> RatesDocument:
    """Read a table and work out the figure of each set.

    Parameters
    ----------
    path
        For crude rates and proportions: ``set``, ``numerator``, ``denominator``; rows of the same set are added up. The
        set may be left out where nothing else in words tells rows apart: totals may stand among their own parts.
        Standardised: also ``age_band``, one row a set and band. dsr: ``standard_population`` (else the European
        Standard Population 2013) and, where people may have several events, ``squared_events`` or ``f1``, ``f2`` and so
        on (people with one event, two and so on). isr, smr: ``reference_numerator`` and ``reference_denominator`` (else
        all sets together). mean: ``set``, ``value``.
    options
        Kind, method, multiplier and confidence.

    Raises
    ------
    BadInputError
        If the table cannot be used; names the file and the row.
    UsageError
        If the method does not belong to the kind, or the multiplier or the confidence cannot be used.
    """
    options = options or RatesOptions()
    if options.method not in METHODS[options.kind]:
        raise UsageError(
            f"The method '{options.method}' is not one for {options.kind}.",
            f"For {options.kind} there are: {', '.join(METHODS[options.kind])}.",
            "Leave --method away for the usual one, or ask for one of these.",
        )
    table = read_data_table(path, _columns(options.kind))
    if options.kind in COUNTS:
        refuse_unlike_rows(table, _columns(options.kind))
    table, left_out = _for_publication(table, options.kind) if options.publish else (table, [])
    with method_notes() as warned:
        found = _finder(options.kind)(table, options)
    return _document(table, options, found, [*left_out, *warned])


def _for_publication(table: DataTable, kind: str) -> tuple[DataTable, list[str]]:
    """Return the rows that may be published: of means by how many were measured, else by how many were counted."""
    check_counts(table, proportion=kind == "proportion")
    sets = table.grouped("set")
    if kind == "mean":
        counts = np.bincount(sets.index, np.isfinite(table.numbers("value")), len(sets.names)).astype(np.float64)
        return shown_rows(table, sets, small_sets(counts))
    if not table.has("numerator"):
        counts = np.full(len(sets.names), -np.inf)
        np.fmax.at(counts, sets.index, table.numbers("observed"))
        return shown_rows(table, sets, small_sets(np.where(counts < 0, np.nan, counts)))
    counts, people = added_up(table, sets)
    return shown_rows(table, sets, small_sets(counts, people if kind == "proportion" else None))


def _columns(kind: str) -> list[Wanted]:
    every = [Wanted("set", "text", required=False, also=("area", "group"))]
    if kind == "mean":
        return [*every, Wanted("value", also=("values",))]
    parts = [
        Wanted("numerator", required=kind in COUNTS, also=("count", "events")),
        Wanted("denominator", also=("population", "people")),
    ]
    if kind in COUNTS:
        return [*every, *parts]
    every += [*parts, Wanted("age_band", "text", required=False)]
    if kind == "dsr":
        names = ("standard_population", "squared_events", *(f"f{times}" for times in range(1, MOST_TIMES + 1)))
        return every + [Wanted(name, required=False) for name in names]
    return [
        *every,
        Wanted("observed", required=False),
        Wanted(
            "reference_numerator", required=False, also=("reference_count", "reference_events", "refcount", "x_ref")
        ),
        Wanted(
            "reference_denominator",
            required=False,
            also=("reference_population", "reference_people", "refpop", "n_ref"),
        ),
    ]


def _finder(kind: str) -> Callable[[DataTable, RatesOptions], Found]:
    if kind in COUNTS:
        return _counts
    if kind == "mean":
        return _means
    return _direct if kind == "dsr" else indirect


def _counts(table: DataTable, options: RatesOptions) -> Found:
    check_counts(table, proportion=options.kind == "proportion")
    sets = table.grouped("set")
    numerator, denominator = added_up(table, sets)
    function = COUNTS[options.kind][options.method]
    estimates = function(numerator, denominator, options.per(), options.confidence)
    several = table.rows - len(sets.names)
    notes = [f"Rows of the same set were added up: {table.rows:,} rows, {len(sets.names):,} sets."] if several else []
    return Found(
        sets.names,
        estimates,
        numerator,
        denominator,
        method_of_each(estimates.method, numerator, options.method),
        notes + share_notes(table),
    )


def _direct(table: DataTable, options: RatesOptions) -> Found:
    check_counts(table)
    bands = read_bands(table)
    standard, name, notes = standard_of(bands)
    events, squared = events_of(table)
    counts, people = bands.laid_out(events), bands.numbers("denominator")
    if standard.ndim > 1:  # a set without a row for a band has no weight there either
        counts, people = (np.where(bands.present(), part, 0.0) for part in (counts, people))
    empty = int(((people == 0) & (standard > 0)).any(axis=1).sum())
    if empty:
        notes = [*notes, f"{counted(empty)} no figure: an age band of the standard without people; join age bands."]
    squares = None if squared is None else bands.laid_out(squared)
    estimates = analysis.directly_standardised(counts, people, standard, options.per(), options.confidence, squares)
    return Found(
        bands.sets.names,
        estimates,
        counts.sum(axis=1),
        people.sum(axis=1),
        [estimates.method] * len(counts),
        notes + share_notes(table) if squared is None else notes,
        name,
        tuple(bands.bands.names) if table.has("age_band") else (),
    )


def _means(table: DataTable, options: RatesOptions) -> Found:
    if options.multiplier not in {None, 1}:
        raise UsageError("A mean has no multiplier.", "It is in the unit of its values.", "Leave --multiplier away.")
    sets = table.grouped("set")
    answer = means_of_groups(table.numbers("value"), sets.index, len(sets.names), options.confidence)
    missing = int(np.isnan(table.numbers("value")).sum())
    notes = [f"Rows without a value were left out: {missing:,} of {table.rows:,}."] if missing else []
    whole = np.where(answer.count > 0, answer.means.value * answer.count, np.nan)
    names = [answer.means.method] * len(sets.names)
    more = {"standard_deviation": answer.deviation}
    return Found(sets.names, answer.means, whole, answer.count, names, notes, more=more)


def _document(table: DataTable, options: RatesOptions, found: Found, warned: list[str]) -> RatesDocument:
    from seedbed.reports.equity.rates_documents import RateOfSet, RatesDocument

    made = found.estimates
    columns = {"value": made.value, "ci_low": made.low, "ci_high": made.high}
    columns |= {"numerator": found.numerator, "denominator": found.denominator, **found.more}
    cells = {name: or_none(values) for name, values in columns.items()}
    return RatesDocument(
        file=table.path.name,
        confidence=options.confidence,
        kind=options.kind,
        multiplier=options.per(),
        unit=unit_words(options.kind, options.per()),
        method=method_words(options.kind, made.method),
        standard=found.standard,
        age_bands=list(found.bands),
        reference_rate=found.reference_rate,
        notes=[*warned, *found.notes, *_gaps(found)],
        sets=in_rows(
            RateOfSet, {"set": found.sets, "method": found.methods, "multiplier": repeat(options.per()), **cells}
        ),
    )


def _gaps(found: Found) -> list[str]:
    """Say of how many sets a number is missing, and why."""
    given, low = np.isfinite(found.estimates.value), np.isnan(found.estimates.low)
    high = np.isnan(found.estimates.high)
    reasons = {
        f"no figure: a numerator or denominator is missing ({MISSING})": np.isnan(found.numerator)
        | np.isnan(found.denominator),
        "no figure: a denominator of 0": found.denominator == 0,
        "a figure without an interval": given & low & high,
        "a figure without a lower limit": given & low & ~high,
    }
    return [f"{counted(int(why.sum()))} {reason}." for reason, why in reasons.items() if why.any()]
