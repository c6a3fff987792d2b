"""``seedbed equity suppress``: hide or round what could point to someone, and attack what is left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from seedbed.analysis.equity.disclosure.attack import Intervals, Mask
from seedbed.analysis.equity.disclosure.guard import PRIMARY, SHOWN, guard
from seedbed.analysis.equity.disclosure.protect import secret_prices
from seedbed.analysis.equity.disclosure.releases import audit
from seedbed.analysis.equity.disclosure.rounding import Method, round_release
from seedbed.analysis.equity.disclosure.rule import primary_cells
from seedbed.analysis.equity.disclosure.tables import LARGEST, TOTAL, Release, label, link
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM
from seedbed.errors import BadInputError, NotAllowedError, UsageError
from seedbed.reports.equity.suppress_documents import (
    SuppressAudit,
    SuppressCell,
    SuppressDocument,
    SuppressTable,
    SuppressTotals,
)
from seedbed.workflows.equity.suppress_tables import Asked, CountTable, as_published, read_counts, true_release

LEAVE_IT_OUT = "Leave that column out of this file: --by names the categories of the first table only."

Status = Literal["primary", "secondary", "no", "yes"]


@dataclass(frozen=True, slots=True)
class SuppressOptions:
    """What was asked for.

    Parameters
    ----------
    minimum
        The smallest count that may be shown.
    count, denominator
        Names of those columns.
    by
        Columns of categories; none for all.
    within
        "ward=district" where a column has levels.
    linked
        Tables that share margins with this one, protected together with it.
    published
        Tables as published before.
    rounding, base, seed
        How to round in place of hiding, if at all; the secret that random rounding and the choice of cells start from.
    zeros
        Whether noughts are small too.
    audit_only
        Whether to attack the table as it is.
    strict
        Whether an audit that is not passed is to end as an error.
    """

    minimum: int = DEFAULT_MINIMUM
    count: str = "count"
    denominator: str | None = None
    by: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    linked: tuple[Path, ...] = ()
    published: tuple[Path, ...] = ()
    rounding: Method | None = None
    base: int = 5
    seed: int | None = None
    zeros: bool = False
    audit_only: bool = False
    strict: bool = False


@dataclass(frozen=True)
class _Outcome:
    """What became of all cells together."""

    release: Release
    counts: Floats
    status: list[Status]
    found: Intervals
    unsafe: Mask
    audit: SuppressAudit
    everything: bool = False
    cheapest: bool = False


def suppress(path: Path, options: SuppressOptions) -> SuppressDocument:
    """Read a table of counts and return what may be shown of it.

    Parameters
    ----------
    path
        A column for each category and ``count``; rows that say "Total" are margins and are checked.
    options
        What was asked for.

    Raises
    ------
    BadInputError
        A table cannot be used, or tables contradict one another; no count is told.
    UsageError
        The options do not fit together.
    NotAllowedError
        Nothing safe can be published.
    """
    _check(options)
    tables = [_read(path, options, main=True), *(_read(each, options) for each in options.linked)]
    if options.audit_only:
        outcome, releases = _audited(tables, options)
    else:
        releases = [true_release(table) for table in tables]
        together = link(*releases)
        if together.size > LARGEST:
            raise BadInputError(
                "The table has too many cells.", f"With its margins they are {together.size:,}.", "Split it."
            )
        outcome = _rounded(together, options) if options.rounding else _guarded(together, options)
    return _document(tables, releases, outcome, options)


def refuse_unsafe(document: SuppressDocument) -> None:
    """Refuse what an audit found unsafe, for scripts that go by the exit code.

    Raises
    ------
    NotAllowedError
        A small count can be worked out.
    """
    if not document.audit.passed:
        raise NotAllowedError(
            "This audit was not passed.",
            f"{document.file}: {len(document.audit.unsafe):,} cells are or may be small and are known too closely.",
            "Look at the cells named above; --json lists all of them.",
        )


def _check(options: SuppressOptions) -> None:
    if options.strict and not options.audit_only:
        raise UsageError(
            "--strict is for an audit.",
            "A table that is not safe is never given out.",
            "Add --audit-only, or leave it.",
        )
    if options.audit_only and options.rounding:
        raise UsageError("--audit-only rounds nothing.", "It attacks a table as it is.", "Leave one of them out.")
    if options.rounding and options.published:
        raise UsageError(
            "Rounded tables cannot be set against earlier ones.",
            "What hiding left open and rounding leaves open are not the same.",
            "Hide small counts, or leave --published out.",
        )


def _read(path: Path, options: SuppressOptions, *, main: bool = False) -> CountTable:
    if main:
        return read_counts(path, Asked(options.by, options.count, options.denominator, options.within))
    denominators = (options.denominator,) if options.denominator else ()
    return read_counts(path, Asked((), options.count, None, options.within, denominators, LEAVE_IT_OUT))


def _guarded(release: Release, options: SuppressOptions) -> _Outcome:
    earlier = [as_published(_read(path, options)) for path in options.published]
    prices = None if options.seed is None else secret_prices(release, options.seed)
    made = guard(release, options.minimum, zeros=options.zeros, cost=prices, earlier=earlier)
    status: list[Status] = [
        "no" if reason == SHOWN else "primary" if reason == PRIMARY else "secondary" for reason in made.reasons
    ]
    hidden = made.hidden
    small = np.array([each == "primary" for each in status], dtype=np.bool_)
    told = _audit(made.found, hidden, small, _hiding_rule(options.minimum), made.cells_together)
    nothing = np.zeros(release.size, dtype=np.bool_)
    return _Outcome(release, made.counts, status, made.found, nothing, told, made.everything, made.exact)


def _rounded(release: Release, options: SuppressOptions) -> _Outcome:
    primary = primary_cells(release, options.minimum, zeros=options.zeros)
    made = round_release(release, primary, options.base, options.rounding or "random", options.seed or 0)
    status: list[Status] = [
        "no" if not gone else "primary" if small else "secondary"
        for gone, small in zip(made.hidden, primary, strict=True)
    ]
    told = _audit(made.found, made.hidden, primary, _rounding_rule(options.base), release.size)
    nothing = np.zeros(release.size, dtype=np.bool_)
    return _Outcome(release, made.counts, status, made.found, nothing, told)


def _audited(tables: list[CountTable], options: SuppressOptions) -> tuple[_Outcome, list[Release]]:
    published = [as_published(table) for table in tables]
    published += [as_published(_read(path, options)) for path in options.published]
    made = audit(*published, minimum=options.minimum, zeros=options.zeros)
    together = link(*(each.release for each in published))
    status: list[Status] = ["yes" if hidden else "no" for hidden in made.hidden]
    told = _audit(made.found, made.hidden, made.unsafe, _hiding_rule(options.minimum), together.size)
    unsafe = [label(key) for key, given in zip(together.keys, made.unsafe, strict=True) if given]
    told = told.model_copy(update={"passed": made.passed, "recovered": int(made.recovered.sum()), "unsafe": unsafe})
    outcome = _Outcome(together, together.counts, status, made.found, made.unsafe, told)
    return outcome, [each.release for each in published[: len(tables)]]


def _audit(found: Intervals, hidden: Mask, small: Mask, rule: str, cells: int) -> SuppressAudit:
    values = found.values[small]
    fewest = float(values.min(initial=np.inf))
    return SuppressAudit(
        passed=True,
        rule=rule,
        attacked=int(hidden.sum()),
        recovered=int((hidden & (found.width < 0.5)).sum()),
        fewest_values=int(fewest) if np.isfinite(fewest) else None,
        cells_together=cells,
    )


def _hiding_rule(minimum: int) -> str:
    return (
        f"Of every small count at least {minimum} whole values are left possible, one of them {minimum} or more, and "
        "neither end is the count itself (fewer only where a published denominator leaves fewer)."
    )


def _rounding_rule(base: int) -> str:
    return f"Of every small count at least {(base + 1) // 2} whole values are left possible."


def _document(
    tables: list[CountTable], releases: list[Release], outcome: _Outcome, options: SuppressOptions
) -> SuppressDocument:
    places = outcome.release.places()
    made = []
    for table, release in zip(tables, releases, strict=True):
        columns = list(table.columns)
        cells = [_cell(dict(key), columns, places[key], outcome) for key in release.keys]  # type: ignore[call-overload]
        made.append(SuppressTable(file=table.path.name, columns=columns, cells=cells))
    used = {places[key] for release in releases for key in release.keys}
    states = [outcome.status[place] for place in used]
    hidden = sum(state != "no" for state in states)
    primary = states.count("primary")
    return SuppressDocument(
        file=tables[0].path.name,
        columns=made[0].columns,
        minimum=options.minimum,
        rounding=options.rounding or "none",
        base=options.base if options.rounding else None,
        audit_only=options.audit_only,
        cells=made[0].cells,
        linked=made[1:],
        audit=outcome.audit,
        totals=SuppressTotals(
            cells=len(used),
            shown=len(used) - hidden,
            primary=primary,
            secondary=hidden - primary,
            everything=outcome.everything,
            cheapest=outcome.cheapest,
        ),
        notes=_notes(outcome, options) + _unused(tables[0], options),
    )


def _cell(key: dict[str, str], columns: list[str], place: int, outcome: _Outcome) -> SuppressCell:
    def known(value: float) -> float | None:
        return float(value) if np.isfinite(value) else None

    return SuppressCell(
        **{column: key.get(column, TOTAL) for column in columns},
        count=known(outcome.counts[place]),
        hidden=outcome.status[place],
        attack_low=known(outcome.found.low[place]),
        attack_high=known(outcome.found.high[place]),
        unsafe=bool(outcome.unsafe[place]),
    )


def _notes(outcome: _Outcome, options: SuppressOptions) -> list[str]:
    notes = []
    if outcome.everything:
        notes.append("Nothing but hiding every cell protects this table: publish fewer categories or larger areas.")
    if options.rounding == "random" and options.seed is None:
        notes.append(
            "Random rounding started from a number that everybody can look up. Give --seed a secret number, and the "
            "same one whenever these figures are published again."
        )
    if options.rounding and any(state != "no" for state in outcome.status):
        notes.append("Some counts are not shown even rounded: the others would give a small count away.")
    if options.audit_only and not outcome.audit.passed:
        notes.append(
            "What is public cannot be taken back. Before the next release, run the command on the true counts without "
            "--audit-only and name all that is public with --published: what it hid stays hidden, and a table that "
            "would give more away is refused."
        )
    if not options.audit_only:
        notes.append(
            "The published table should say that a count is hidden, not whether it was small: a JSON file "
            "tells both, and is for those who publish."
        )
    return notes


def _unused(table: CountTable, options: SuppressOptions) -> list[str]:
    """Say what was not looked at: shares in it could tell what is hidden."""
    if not table.unused:
        return []
    names = ", ".join(f"'{name}'" for name in table.unused)
    if options.audit_only:
        return [f"Not attacked, as --by does not name them: {names}. If they are public, they may tell hidden counts."]
    told = f"Left out of what is written, as --by does not name them: {names}."
    return [f"{told} Published beside it, they may tell hidden counts."]
