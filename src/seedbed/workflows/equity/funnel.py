"""``seedbed equity funnel``: each set of a table beside what all have in common, with control limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.funnel import HIGHER, NOT_TESTED, SIMILAR, Funnel, Kind, funnel, people_behind
from seedbed.analysis.equity.rates import FEWEST_TO_STANDARDISE
from seedbed.formats.data_table import DataTable, Grouping, Wanted, read_data_table
from seedbed.formats.data_table_file import bad_table
from seedbed.workflows.equity.document_rows import in_rows
from seedbed.workflows.equity.publishing import shown_rows, small_sets
from seedbed.workflows.equity.rate_parts import added_up, check_counts, counted, or_none, share_notes
from seedbed.workflows.equity.rate_units import default_multiplier, unit_words
from seedbed.workflows.method_notes import method_notes

if TYPE_CHECKING:
    from seedbed.reports.equity.funnel_documents import FunnelDocument, FunnelKind

DENOMINATORS: Final[dict[str, str]] = {
    "proportion": "people",
    "rate": "people or person-years",
    "ratio": "events expected",
    "dsr": "people among whom the events would give the standardised rate",
}
UNITS: Final = {"proportion": "proportion", "rate": "crude", "ratio": "smr", "dsr": "dsr"}
OF_STANDARDISED = (
    "Limits of directly standardised rates count the chance of all events together, as Fingertips does. Where ages "
    "differ much from the standard's, a rate varies more, and more sets lie outside by chance."
)


@dataclass(frozen=True, slots=True)
class FunnelOptions:
    """What is asked for.

    Parameters
    ----------
    kind
        proportion, rate, ratio (observed over expected events) or dsr (directly standardised rate).
    multiplier
        Figures are per so many people; None takes 100 for proportions (per cent) and ratios, and 100,000 for rates.
    baseline
        The figure to compare with, in the unit of the multiplier; None takes that of all sets together, and for ratios
        that of the reference: as many events as expected.
    publish
        Whether to leave out sets with small counts, and those that would give them away.
    """

    kind: FunnelKind = "proportion"
    multiplier: float | None = None
    baseline: float | None = None
    publish: bool = False

    def per(self) -> float:
        """Return the multiplier."""
        if self.multiplier is not None:
            return self.multiplier
        return 100.0 if self.kind in {"proportion", "ratio"} else default_multiplier("crude")

    def limits_of(self) -> Kind:
        """Return whose limits serve: a count's in all kinds but proportions."""
        return "proportion" if self.kind == "proportion" else "rate"


def funnel_of_table(path: Path, options: FunnelOptions | None = None) -> FunnelDocument:
    """Read a table and compare each of its sets with the baseline.

    Parameters
    ----------
    path
        Columns ``set``, ``numerator``, ``denominator`` (of ratios ``expected``); rows of the same set are added up. Of
        directly standardised rates ``set``, ``numerator`` and ``rate``, one row a set.
    options
        Kind, multiplier and baseline.

    Raises
    ------
    BadInputError
        If the table cannot be used; names the file and the row.
    """
    options = options or FunnelOptions()
    table = read_data_table(path, _columns(options.kind))
    check_counts(table, proportion=options.kind == "proportion")
    table, left_out = _for_publication(table, options.kind) if options.publish else (table, [])
    sets = table.grouped("set")
    with method_notes() as warned:
        numerator, denominator, baseline, notes = _parts(table, sets, options)
        found = funnel(numerator, denominator, options.limits_of(), options.per(), baseline)
    untested = int((found.near_verdict == NOT_TESTED).sum())
    notes = [*left_out, *warned, *notes]
    if untested:
        few = (
            f"there are fewer than {FEWEST_TO_STANDARDISE} events" if options.kind == "dsr" else "the denominator is 0"
        )
        notes.append(f"{counted(untested)} no figure, because a number is missing or {few}.")
    return _document(path, options, found, sets.names, (numerator, denominator, notes))


def _for_publication(table: DataTable, kind: str) -> tuple[DataTable, list[str]]:
    sets = table.grouped("set")
    counts, people = added_up(table, sets)
    return shown_rows(table, sets, small_sets(counts, people if kind == "proportion" else None))


def _columns(kind: str) -> list[Wanted]:
    wanted = [Wanted("set", "text", also=("area", "group")), Wanted("numerator", also=("count", "events", "observed"))]
    if kind == "dsr":
        return [*wanted, Wanted("rate", also=("value", "dsr"))]
    own = ("expected",) if kind == "ratio" else ("population", "people")
    return [*wanted, Wanted("denominator", also=own)]


def _parts(table: DataTable, sets: Grouping, options: FunnelOptions) -> tuple[Floats, Floats, float | None, list[str]]:
    """Return numerators, denominators, the baseline (None for that of all sets together) and notes."""
    if options.kind != "dsr":
        numerator, denominator = added_up(table, sets)
        as_expected = options.per() if options.kind == "ratio" else None
        baseline = options.baseline if options.baseline is not None else as_expected
        return numerator, denominator, baseline, share_notes(table)
    if len(sets.names) < table.rows:
        raise bad_table(table.path, "a set has several rows", "Give each set one row: rates cannot be added up.")
    table.check(table.numbers("rate") < 0, "rate", "is below zero", "Correct it, or leave it empty.")
    numerator, rate = table.numbers("numerator"), table.numbers("rate")
    people = people_behind(numerator, rate, options.per())
    baseline = options.baseline
    if baseline is None and np.isfinite(people).any():
        baseline = float(numerator[np.isfinite(people)].sum() / np.nansum(people) * options.per())
    tested = np.where(numerator >= FEWEST_TO_STANDARDISE, people, np.nan)
    return numerator, tested, baseline, [OF_STANDARDISED]


def verdict_words(near: str, far: str) -> str:
    """Say in words how a set stands."""
    if near in {SIMILAR, NOT_TESTED}:
        return "inside the limits: the difference could be chance" if near == SIMILAR else "not tested: no figure"
    limits = "95%" if far == SIMILAR else "99.8%"
    return f"{near} than the baseline, {'above' if near == HIGHER else 'below'} the {limits} limits"


def _document(
    path: Path,
    options: FunnelOptions,
    found: Funnel,
    names: list[str],
    rest: tuple[Floats, Floats, list[str]],
) -> FunnelDocument:
    from seedbed.reports.equity.funnel_documents import FunnelDocument, FunnelLimits, FunnelSet

    numerator, denominator, notes = rest
    columns = {"value": found.value, "numerator": numerator, "denominator": denominator}
    columns |= _limits(found.near, found.far)
    cells: dict[str, Sequence[object]] = {name: or_none(values) for name, values in columns.items()}
    near, far = found.near_verdict.tolist(), found.far_verdict.tolist()
    words = {pair: verdict_words(*pair) for pair in set(zip(near, far, strict=True))}
    cells |= {"set": names, "verdict_95": near, "verdict_998": far}
    cells["verdict"] = [words[pair] for pair in zip(near, far, strict=True)]
    curve = {"denominator": found.sizes} | _limits(found.near_curve, found.far_curve)
    points = zip(*(values.tolist() for values in curve.values()), strict=True)
    return FunnelDocument(
        file=path.name,
        kind=options.kind,
        multiplier=options.per(),
        unit=unit_words(UNITS[options.kind], options.per()),
        denominator_is=DENOMINATORS[options.kind],
        baseline=found.comparator,
        baseline_is=_baseline_words(options),
        method=found.near.method,
        overdispersion=None if np.isnan(found.overdispersion) else found.overdispersion,
        notes=notes,
        sets=in_rows(FunnelSet, cells),
        limits=[FunnelLimits(**dict(zip(curve, point, strict=True))) for point in points],
    )


def _baseline_words(options: FunnelOptions) -> str:
    if options.baseline is not None:
        return "given with --baseline"
    return "as many events as expected" if options.kind == "ratio" else "all sets together"


def _limits(near: Estimates, far: Estimates) -> dict[str, Floats]:
    return {"low_95": near.low, "high_95": near.high, "low_998": far.low, "high_998": far.high}
