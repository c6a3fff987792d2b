"""``seedbed voices answers``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, progress_bar
from seedbed.cli.results import FILE, keeping_tables
from seedbed.cli.voices.words_read import tell_the_rest

if TYPE_CHECKING:
    from seedbed.reports.voices.answers_documents import AnswersDocument

MEANINGS = {
    "said_on": "the day",
    "prompt": "the question",
    "language": "the language",
    "latitude": "latitude",
    "longitude": "longitude",
}


@click.command("answers")
@click.argument("file", type=FILE)
@click.option("--words", multiple=True, metavar="HEADING", help="A column of what people said; give it for each one.")
@click.option("--said-on", metavar="HEADING", help='The column of the day; "" if there is none.')
@click.option("--prompt", metavar="HEADING", help="The column of the question that was asked.")
@click.option("--language", metavar="HEADING", help="The column of the language, as a code such as pl.")
@click.option("--latitude", metavar="HEADING", help="The column of the latitude, in degrees.")
@click.option("--longitude", metavar="HEADING", help="The column of the longitude, in degrees.")
@click.option("--out", "files", type=FILE, help="Write the words to this .csv, one row an answer.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
@keeping_tables
def answers_command(
    *, file: Path, words: tuple[str, ...], files: Path | None, as_json: bool, **meanings: str | None
) -> None:
    """Read a spreadsheet of what people said before, as in an old consultation.

    FILE is a .csv or .xlsx with a heading: a row for each answer, or a column a question. What columns mean is guessed
    by their headings; say it where the guess is wrong. Columns that tell who said it, such as names and ages, are not
    read. Bring answers to a site on its page of messages: there they wait for consent.
    """
    from seedbed.workflows.voices.answers import answers

    told = {name: heading for name, heading in meanings.items() if heading is not None}
    with progress_bar() as progress:
        document = answers(file, {**told, **({"words": words} if words else {})}, files, progress)
    if as_json:
        print_json(document)
        return
    show(document)


def show(document: AnswersDocument) -> None:
    """Say what was read."""
    columns = document.columns
    click.echo(f"{document.file}: {document.answers:,} answers, from {_named(columns.words)}.")
    for name, called in MEANINGS.items():
        heading = getattr(columns, name)
        click.echo(f"  {called}: {_named([heading]) if heading else 'no column'}")
    if document.first_on:
        click.echo(f"From {document.first_on} to {document.last_on}.")
    tell_the_rest(document)


def _named(headings: list[str]) -> str:
    from seedbed.formats.plain_text import plain_line

    return ", ".join(f"'{plain_line(each)}'" for each in headings)
