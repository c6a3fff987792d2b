"""Indirectly standardised figures of the sets of a table."""

from __future__ import annotations

import numpy as np

from seedbed.analysis.equity.checks import checked_multiplier
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.indirect import (
    Limits,
    expected_events,
    indirectly_standardised_ratio,
)
from seedbed.formats.data_table import DataTable
from seedbed.formats.data_table_file import bad_table
from seedbed.workflows.equity.rate_bands import Bands, Reference, read_bands, reference_of
from seedbed.workflows.equity.rate_parts import (
    Found,
    RatesOptions,
    check_counts,
    counted,
    method_of_each,
    share_notes,
)

LIMITS: dict[str, Limits] = {"usual": "exact-then-byar", "byar": "byar", "exact": "exact"}


def indirect(table: DataTable, options: RatesOptions) -> Found:
    """Return the indirectly standardised rate (isr) or ratio (smr) of each set, with both kinds' parts beside it."""
    check_counts(table)
    for name in ("reference_numerator", "reference_denominator", "observed"):
        if table.has(name):
            table.check(table.numbers(name) < 0, name, "is below zero", "Counts are 0 or more; correct it.")
    bands = read_bands(table)
    reference = reference_of(bands)
    people = bands.numbers("denominator")
    if reference.counts.ndim > 1:
        people = np.where(bands.present(), people, 0.0)
    observed = _observed(bands)
    ratio = indirectly_standardised_ratio(
        observed,
        people,
        reference.counts,
        reference.populations,
        confidence=options.confidence,
        limits=LIMITS[options.method],
    )
    expected, crude = expected_events(people, reference.counts, reference.populations)
    return Found(
        bands.sets.names,
        _asked(ratio, crude, options),
        observed,
        people.sum(axis=1),
        method_of_each(ratio.method, observed, options.method),
        [*_notes(reference), *_without_expected(expected, people), *share_notes(table)],
        reference.name,
        tuple(bands.bands.names) if table.has("age_band") else (),
        {"expected": expected, "ratio": ratio.value, "ratio_low": ratio.low, "ratio_high": ratio.high},
        _rate(crude, options),
    )


def _asked(ratio: Estimates, crude: Floats, options: RatesOptions) -> Estimates:
    per = checked_multiplier(options.per()) * (crude if options.kind == "isr" else 1.0)
    return Estimates(ratio.value * per, ratio.low * per, ratio.high * per, ratio.method, ratio.confidence)


def _without_expected(expected: Floats, people: Floats) -> list[str]:
    """Say of how many sets no events can be expected, so that there is nothing to compare with."""
    unknown = int((np.isnan(expected) & np.isfinite(people.sum(axis=1))).sum())
    told = []
    if unknown:
        told.append(f"{counted(unknown)} no figure: people in an age band in which the reference has nobody.")
    if (expected == 0).any():
        told.append(
            f"{counted(int((expected == 0).sum()))} no figure: no events are expected at the reference's rates."
        )
    return told


def _rate(crude: Floats, options: RatesOptions) -> float | None:
    if crude.ndim or not np.isfinite(crude):
        return None
    return float(crude) * (options.per() if options.kind == "isr" else 1.0)


def _observed(bands: Bands) -> Floats:
    """Return each set's events: their total where the table gives it, else those of its age bands added up."""
    table = bands.table
    if not table.has("observed"):
        if not table.has("numerator"):
            raise bad_table(
                table.path, "there is no column 'numerator' or 'observed'", "Give events by age, or in all."
            )
        counts = np.where(bands.present(), bands.numbers("numerator"), 0.0)
        return np.asarray(counts.sum(axis=1), dtype=np.float64)
    whole = bands.numbers("observed")
    low, high = np.fmin.reduce(whole, axis=1), np.fmax.reduce(whole, axis=1)
    wrong = (low != high)[bands.sets.index] & np.isfinite(high)[bands.sets.index]
    table.check(wrong, "observed", "is not the same in all rows of its set", "Give a set's total once, or the same.")
    return np.asarray(high, dtype=np.float64)


def _notes(reference: Reference) -> list[str]:
    told = "Each set is compared with the reference, on its own ages; two sets are not to be compared with each other."
    notes = [told]
    if reference.name.startswith("all sets"):
        notes.append("The reference is all sets of the table together, because the table gives none.")
    if reference.blanks:
        bands = "1 age band" if reference.blanks == 1 else f"{reference.blanks:,} age bands"
        notes.append(
            f"The reference has people but an empty count of events in {bands}: it was taken for no events. If the "
            "count is unknown, leave the band out of the table, or ratios come out too high."
        )
    return notes
