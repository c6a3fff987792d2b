"""``seedbed thread`` on a thread that was written to a file."""

from __future__ import annotations

from pathlib import Path

from seedbed.errors import BadInputError, UsageError
from seedbed.reports.thread_documents import (
    ThreadGapsDocument,
    ThreadTraceDocument,
    first_of_each,
    gaps_document,
    trace_document,
)
from seedbed.thread.documents import thread_from_json
from seedbed.thread.identifiers import number_of
from seedbed.thread.loose_ends import loose_ends
from seedbed.thread.reading import columns_of
from seedbed.thread.thread import Thread
from seedbed.thread.tracing import Way


def read_thread(path: Path) -> Thread:
    """Read a thread from a file.

    Raises
    ------
    BadInputError
        If it cannot be read or is no such document.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInputError(
            f"The thread in {path} cannot be read.", "It is not text in UTF-8.", "Give the file as it was written."
        ) from error
    try:
        return thread_from_json(text)
    except BadInputError as error:
        raise BadInputError(f"The thread in {path} cannot be read.", error.why, error.next_step) from error


def trace_in_file(path: Path, bead: str, way: Way) -> ThreadTraceDocument:
    """Trace a bead, named as printed; errors as for `read_thread` and `Thread.trace`."""
    thread, start = read_thread(path), number_of(bead)
    page = thread.trace(start, way)
    return trace_document(page, thread.trace_counts(start, way), {number: thread.bead(number) for number in page.beads})


def gaps_in_file(path: Path, neighbourhood: str | None) -> ThreadGapsDocument:
    """List the loose ends of a neighbourhood, named by its number.

    Raises
    ------
    UsageError
        If there is no such neighbourhood, or several and none was named.
    """
    thread = read_thread(path)
    places = sorted(
        {(b.programme, b.neighbourhood) for b in thread.store.beads.values() if b.neighbourhood is not None}
    )
    wanted = [(programme, number) for programme, number in places if neighbourhood in {None, str(number)}]
    if len(wanted) != 1:
        raise UsageError(
            "Which neighbourhood is not clear." if wanted else "There is no such neighbourhood in the thread.",
            f"The file holds {', '.join(str(number) for _, number in places) or 'none'}.",
            "Give one of them to --neighbourhood.",
        )
    programme, number = wanted[0]
    columns = columns_of(thread, programme, number)
    found = loose_ends(columns)
    beads = {bead: thread.bead(bead) for bead in first_of_each(found)}
    return gaps_document(found, beads, str(number), len(columns.kinds))
