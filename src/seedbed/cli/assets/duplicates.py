"""``seedbed assets duplicates``: what may be told twice."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.assets.exchange_options import Options, reading_options
from seedbed.cli.output import print_json, progress_bar, say
from seedbed.cli.results import FILE

SHOWN = 20
BETWEEN = "Two records of one file are two things, as where each row is one pitch of a sports ground."


@click.command("duplicates")
@click.argument("sources", type=FILE, nargs=-1, required=True, metavar="FILE...")
@reading_options
@click.option("--between-files", is_flag=True, help=BETWEEN)
@click.option("--at-least", type=click.FloatRange(0, 1), help="Lowest score that is suggested.  [default: 0.5]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def duplicates_command(
    *, sources: tuple[Path, ...], options: Options, between_files: bool, at_least: float | None, as_json: bool
) -> None:
    """Suggest which assets of one or more files are the same, the surest first. A person decides."""
    from seedbed.workflows.assets.exchange import find_duplicates

    with progress_bar() as progress:
        progress(0, 1, "Comparing")
        document = find_duplicates(sources, options.wishes(), between_sources=between_files, at_least=at_least)
    if as_json:
        print_json(document)
        return
    click.echo(f"{document.suggested:,} pairs of {document.listings:,} assets may be the same.")
    for pair in document.pairs[:SHOWN]:
        one, other = pair.first, pair.second
        said = f"{one.name} ({one.source}) and {other.name} ({other.source})"
        click.echo(f"{pair.score:.2f}  {said}: {', '.join(pair.reasons)}")
    if document.suggested > SHOWN:
        say(f"And {document.suggested - SHOWN:,} more: --json lists them.")
    for note in document.notes:
        say(f"- {note}")
