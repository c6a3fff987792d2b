"""A map written in another format, as a person reads it."""

from __future__ import annotations

from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.systems.convert_documents import ConvertDocument
from seedbed.reports.words import count


def convert_result(document: ConvertDocument) -> Result:
    """Return what a terminal shows of a map that was written."""
    told = [
        f"{document.file} holds {count(document.factors_on_map)} factors and {count(document.links_on_map)} links; "
        f"they were written to {document.written} as {document.format}."
    ]
    if document.lost:
        lost = ", ".join(f"{each.what} ({each.many:,})" for each in document.lost)
        told.append(f"This format does not hold all of it: {lost}.")
    else:
        told.append("Nothing that was read was lost.")
    refused = tuple((each.where, each.reason) for each in document.refused)
    tables = (ResultTable("What of the file is not on the map.", ("Where", "Why"), refused, 0),) if refused else ()
    return Result(
        title="A system map in another format",
        sentences=tuple(told),
        tables=tables,
        methods=("What is lost is found by reading the file that was written and comparing it with the map.",),
        notes=tuple(document.notes),
        file=document.file,
        invented=document.invented,
    )
