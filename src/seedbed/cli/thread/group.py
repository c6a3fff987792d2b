"""``seedbed thread``: what became of a voice, what a decision rests on, and where the thread stops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, say
from seedbed.cli.thread.site import open_site
from seedbed.thread.tracing import Way

if TYPE_CHECKING:
    from seedbed.reports.thread_documents import BeadPart, ThreadGapsDocument, ThreadTraceDocument

file_option = click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A thread written to a file. Without it: the site on this computer.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")


@click.group()
def thread() -> None:
    """Follow the golden thread: trace a bead, list loose ends."""


@thread.command()
@click.argument("bead", metavar="ID")
@click.option("--back", is_flag=True, help="Back to the words and figures it rests on, instead of forward.")
@file_option
@json_option
def trace(bead: str, path: Path | None, *, back: bool, as_json: bool) -> None:
    """Trace the bead whose printed number is ID, such as 7K3-N: forward to the reply, or back to who said so."""
    way = Way.BACK if back else Way.FORWARD
    document = _trace_file(path, bead, way) if path else _trace_site(bead, way)
    if as_json:
        print_json(document)
    else:
        _say_trace(document)


@thread.command()
@click.option("--neighbourhood", metavar="NAME", help="As in its address; its number in a file. Needed with several.")
@file_option
@json_option
def gaps(neighbourhood: str | None, path: Path | None, *, as_json: bool) -> None:
    """List where the thread of a neighbourhood stops though it should go on."""
    document = _gaps_file(path, neighbourhood) if path else _gaps_site(neighbourhood)
    if as_json:
        print_json(document)
    else:
        _say_gaps(document)


def _trace_file(path: Path, bead: str, way: Way) -> ThreadTraceDocument:
    from seedbed.workflows.thread.from_file import trace_in_file

    return trace_in_file(path, bead, way)


def _trace_site(bead: str, way: Way) -> ThreadTraceDocument:
    open_site()
    from seedbed.web.golden_thread.documents import trace_in_database

    return trace_in_database(bead, way)


def _gaps_file(path: Path, neighbourhood: str | None) -> ThreadGapsDocument:
    from seedbed.workflows.thread.from_file import gaps_in_file

    return gaps_in_file(path, neighbourhood)


def _gaps_site(neighbourhood: str | None) -> ThreadGapsDocument:
    open_site()
    from seedbed.web.golden_thread.documents import gaps_in_database

    return gaps_in_database(neighbourhood)


def _say_trace(document: ThreadTraceDocument) -> None:
    if document.invented:
        say("Invented, for practice.")
    for distance, level in enumerate(document.levels):
        for bead in level.beads:
            say(f"{'  ' * distance}{_line(bead)}{_more(document, bead)}")
    whole = ", ".join(f"{number:,} {kind.replace('_', ' ')}" for kind, number in document.counts.items())
    say(f"In all, {document.way}: {whole or 'nothing'}.")
    if document.cut:
        say("Not everything is shown; the numbers in brackets say how many links each bead has.")


def _line(bead: BeadPart) -> str:
    return f"{bead.id} {bead.kind.replace('_', ' ')}: {bead.name}"


def _more(document: ThreadTraceDocument, bead: BeadPart) -> str:
    links = document.links_of.get(bead.id, 0)
    return f" ({links:,} links)" if links > 1 else ""


def _say_gaps(document: ThreadGapsDocument) -> None:
    if document.invented:
        say("Invented, for practice.")
    say(f"{document.neighbourhood}: {document.beads:,} beads.")
    for gap in document.gaps:
        if gap.count:
            say(f"{gap.count:,} {gap.means}. {gap.next_step}")
            for bead in gap.beads[:5]:
                say(f"    {_line(bead)}")
    if not any(gap.count for gap in document.gaps):
        say("No loose ends.")
