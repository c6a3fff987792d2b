"""``seedbed voices messages``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, progress_bar
from seedbed.cli.results import FILE, keeping_tables
from seedbed.cli.voices.words_read import tell_the_rest

if TYPE_CHECKING:
    from seedbed.reports.voices.messages_documents import MessagesDocument

KINDS = click.Choice(["chat", "e-mail", "sms"])


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
    tell_the_rest(document)
