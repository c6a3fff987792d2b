"""``seedbed voices messages``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, progress_bar, say
from seedbed.cli.results import FILE, keeping_tables

if TYPE_CHECKING:
    from seedbed.reports.voices.messages_documents import MessagesDocument

KINDS = click.Choice(["chat", "e-mail", "sms"])
ROWS_SHOWN = 20
"""Of what was not taken, on a terminal."""


@click.command("messages")
@click.argument("file", type=FILE)
@click.option("--kind", type=KINDS, help="What the file holds, where its name does not say so.")
@click.option("--out", "files", type=FILE, help="Write the words to this .csv, one row a message.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
@keeping_tables
def messages_command(*, file: Path, kind: str | None, files: Path | None, as_json: bool) -> None:
    """Read messages that people sent in the ways they already use.

    FILE is a chat export (.txt or .zip), e-mails (.eml or .mbox) or text messages (.xml of an Android backup). The
    table has the words and the day of each, never who sent it; read it for names before you share it. Bring messages to
    a site on its own page: only there people are asked for consent.
    """
    from seedbed.workflows.voices.messages import messages

    with progress_bar() as progress:
        document = messages(file, kind or "", files, progress)
    if as_json:
        print_json(document)
        return
    show(document)


def show(document: MessagesDocument) -> None:
    """Say what was read."""
    click.echo(f"{document.file}: {document.messages:,} messages of {document.senders:,} senders.")
    if document.first_on:
        click.echo(f"From {document.first_on} to {document.last_on}.")
    for kind, many in document.attached.items():
        click.echo(f"With them, {kind}: {many:,}.")
    for each in document.not_taken[:ROWS_SHOWN]:
        say(f"Not taken, {each.where}: {each.reason}")
    if len(document.not_taken) > ROWS_SHOWN:
        say(f"Not taken: {len(document.not_taken):,} in all; --json lists them.")
    for note in document.notes:
        say(note)
    for path in document.files:
        say(f"Wrote {path}.")
