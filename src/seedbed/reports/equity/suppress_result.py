"""A protected table as a page, a CSV that can be published, and words."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.equity.suppress_chart import COLUMNS, ROWS, suppress_chart
from seedbed.reports.equity.suppress_documents import SuppressCell, SuppressDocument
from seedbed.reports.results.result import Cell, Result, ResultTable

HIDDEN = "hidden"
NAMED = 10
"""Cells that are named in a sentence; the document has all."""
ROUNDED = {
    "conventional": "rounded to the nearest {base}",
    "random": "rounded at random to a multiple of {base} nearby",
    "controlled": "rounded to multiples of {base} that add up",
}


def suppress_result(document: SuppressDocument) -> Result:
    """Return what the command shows; nothing in it tells why a cell is hidden."""
    notes = list(document.notes)
    if len(document.cells) > ROWS * COLUMNS:
        notes.append("The chart shows part of the table; the table below it and a CSV file hold more.")
    tables = [_table(document.file, document.columns, document.cells)]
    tables += [_table(each.file, each.columns, each.cells) for each in document.linked]
    title = "Attack on a published table" if document.audit_only else "A table that points to nobody"
    return Result(
        title,
        (*_sentences(document), _categories(document)),
        (*tables, _attacked(document)),
        (suppress_chart(_caption(document.file), document.columns, document.cells),),
        _methods(document),
        tuple(notes),
        document.file,
        document.invented,
    )


def _caption(file: str) -> str:
    return f"People counted, {file}."


def _table(file: str, columns: Sequence[str], cells: Sequence[SuppressCell]) -> ResultTable:
    rows = tuple((*(cell.category(column) for column in columns), _count(cell)) for cell in cells)
    return ResultTable(_caption(file), (*columns, "count"), rows, 1)


def _count(cell: SuppressCell) -> Cell:
    if cell.count is None:
        return HIDDEN
    return int(cell.count) if cell.count == int(cell.count) else cell.count


def _attacked(document: SuppressDocument) -> ResultTable:
    rows = tuple(
        (
            ", ".join(cell.category(column) for column in document.columns),
            cell.attack_low,
            "no bound" if cell.attack_high is None else cell.attack_high,
        )
        for cell in document.cells
        if cell.count is None or cell.attack_low != cell.attack_high
    )
    caption = "What anybody can work out of the counts that are not shown as they are."
    return ResultTable(caption, ("Cell", "Smallest possible", "Largest possible"), rows, 1)


def audit_verdict(document: SuppressDocument) -> str:
    """Say in one line whether what is published is safe."""
    unsafe = len(document.audit.unsafe)
    if document.audit.passed:
        return f"Nobody can work out a count below {document.minimum} from this table."
    cells = "1 count that is or may be" if unsafe == 1 else f"{unsafe:,} counts that are or may be"
    return f"Not safe: what is published here gives away {cells} below {document.minimum}."


def _named(unsafe: Sequence[str]) -> tuple[str, ...]:
    if not unsafe:
        return ()
    more = f"; and {len(unsafe) - NAMED:,} more" if len(unsafe) > NAMED else ""
    return (f"Known too closely: {'; '.join(unsafe[:NAMED])}{more}.",)


def _sentences(document: SuppressDocument) -> tuple[str, ...]:
    totals, audit = document.totals, document.audit
    hidden = totals.cells - totals.shown
    if document.audit_only:
        return (
            audit_verdict(document),
            *_named(audit.unsafe),
            f"Of {totals.cells:,} cells {hidden:,} are not shown; {audit.recovered:,} of them can be worked out.",
        )
    if document.rounding != "none":
        how = ROUNDED[document.rounding].format(base=document.base)
        return (f"Counts are {how}; {hidden:,} of {totals.cells:,} cells are not shown at all.", _passed(document))
    if not hidden:
        return (f"No count is small: all {totals.cells:,} cells may be shown.",)
    return (f"{hidden:,} of {totals.cells:,} cells are hidden, margins counted.", _passed(document))


def _categories(document: SuppressDocument) -> str:
    linked = (f"in {each.file}: {', '.join(each.columns)}" for each in document.linked)
    return f"Columns taken as categories: {'; '.join((', '.join(document.columns), *linked))}."


def _passed(document: SuppressDocument) -> str:
    return f"The attack on what is shown failed, as it should. {document.audit.rule}"


def _methods(document: SuppressDocument) -> tuple[str, ...]:
    together = f"{document.audit.cells_together:,} cells were attacked together."
    attack = (
        "The attack finds the smallest and largest value of each count that fits all counts shown and all sums, by "
        f"flows in networks or linear programmes (Gusfield 1988; Fischetti and Salazar 2001). {together}"
    )
    if document.audit_only:
        return (attack,)
    if document.rounding != "none":
        return (f"Counts are of people, {ROUNDED[document.rounding].format(base=document.base)}.", attack)
    least = "no cheaper choice exists" if document.totals.cheapest else "found by search, then thinned out"
    return (
        f"Counts from 1 to {document.minimum - 1} are hidden, and so is what would give them away: cells with as few "
        f"people in them as possible ({least}; Fischetti and Salazar 2001, Castro 2002).",
        attack,
    )
