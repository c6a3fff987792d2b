"""``seedbed equity funnel``: each set of a table beside what all have in common, with control limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.funnel import HIGHER, NOT_TESTED, SIMILAR, Funnel, Kind, funnel
from seedbed.formats.data_table import Wanted, read_data_table
from seedbed.workflows.equity.document_rows import in_rows
from seedbed.workflows.equity.rate_parts import added_up, check_counts, counted, or_none, share_notes
from seedbed.workflows.equity.rate_units import default_multiplier, unit_words
from seedbed.workflows.method_notes import method_notes

if TYPE_CHECKING:
    from seedbed.reports.equity.funnel_documents import FunnelDocument


@dataclass(frozen=True, slots=True)
class FunnelOptions:
    """What is asked for.

    Parameters
    ----------
    kind
        proportion or rate.
    multiplier
        Figures are per so many people; None takes 100 for proportions (per cent) and 100,000 for rates.
    baseline
        The figure to compare with, in the unit of the multiplier; None takes that of all sets together.
    """

    kind: Kind = "proportion"
    multiplier: float | None = None
    baseline: float | None = None

    def per(self) -> float:
        """Return the multiplier."""
        if self.multiplier is not None:
            return self.multiplier
        return 100.0 if self.kind == "proportion" else default_multiplier("crude")


def funnel_of_table(path: Path, options: FunnelOptions | None = None) -> FunnelDocument:
    """Read a table and compare each of its sets with the baseline.

    Parameters
    ----------
    path
        Columns ``set``, ``numerator``, ``denominator``; rows of the same set are added up.
    options
        Kind, multiplier and baseline.

    Raises
    ------
    BadInputError
        If the table cannot be used; names the file and the row.
    """
    options = options or FunnelOptions()
    table = read_data_table(
        path,
        [
            Wanted("set", "text", also=("area", "group")),
            Wanted("numerator", also=("count", "events")),
            Wanted("denominator", also=("population", "people")),
        ],
    )
    check_counts(table, proportion=options.kind == "proportion")
    sets = table.grouped("set")
    numerator, denominator = added_up(table, sets)
    with method_notes() as warned:
        found = funnel(numerator, denominator, options.kind, options.per(), options.baseline)
    untested = int((found.near_verdict == NOT_TESTED).sum())
    notes = [*warned, *share_notes(table)]
    if untested:
        notes.append(f"{counted(untested)} no figure, because a number is missing or the denominator is 0.")
    return _document(path, options, found, sets.names, (numerator, denominator, notes))


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
        unit=unit_words("proportion" if options.kind == "proportion" else "crude", options.per()),
        baseline=found.comparator,
        baseline_is="all sets together" if options.baseline is None else "given with --baseline",
        method=found.near.method,
        overdispersion=None if np.isnan(found.overdispersion) else found.overdispersion,
        notes=notes,
        sets=in_rows(FunnelSet, cells),
        limits=[FunnelLimits(**dict(zip(curve, point, strict=True))) for point in points],
    )


def _limits(near: Estimates, far: Estimates) -> dict[str, Floats]:
    return {"low_95": near.low, "high_95": near.high, "low_998": far.low, "high_998": far.high}
