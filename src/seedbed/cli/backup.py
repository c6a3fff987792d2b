"""``seedbed backup``: the whole site in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.backup_keys import secret_to_write, write_new_key
from seedbed.cli.output import print_json, progress_bar, say

if TYPE_CHECKING:
    from seedbed.reports.operations_documents import BackupDocument
    from seedbed.web.operations.backing_up import Made

FILE = click.Path(path_type=Path)
READ = click.Path(path_type=Path, exists=True, dir_okay=False)


def _make_key(context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    if path is None or context.resilient_parsing:
        return
    public = write_new_key(path)
    say(f"Wrote {path}, which opens backups: keep it away from the site, and copy it.")
    say(f"Wrote {public}, which makes them: seedbed backup FILE --recipient {public}")
    context.exit()


@click.command()
@click.argument("file", type=FILE)
@click.option("--encrypt", is_flag=True, help="Encrypt it; asks for a passphrase unless one of the next two is given.")
@click.option("--passphrase-file", type=READ, help="Encrypt it with the passphrase in the first line of this file.")
@click.option("--recipient", type=READ, help="Encrypt it for whoever holds the key of this .pub file; see --new-key.")
@click.option("--with-packs", is_flag=True, help="Data packs too, which can be downloaded or built again.")
@click.option("--force", is_flag=True, help="Replace a file of that name.")
@click.option(
    "--new-key", type=FILE, is_eager=True, expose_value=False, callback=_make_key, help="Only make a key and end."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def backup(
    file: Path, passphrase_file: Path | None, recipient: Path | None, *, as_json: bool, **switches: bool
) -> None:
    """Write the site on this computer to FILE: database, uploads and made files as of one moment, while it is used.

    Sessions and keys are not in it: keep secret-key, contact-keys and withdrawals.jsonl apart. The file gets its name
    once it was read again and found whole.
    """
    from seedbed.cli.thread.site import open_site

    secret = secret_to_write(encrypt=switches["encrypt"], passphrase_file=passphrase_file, recipient=recipient)
    open_site(or_else=" or DATABASE_URL")
    from seedbed.web.operations.backing_up import make_backup

    with progress_bar() as progress:
        made = make_backup(
            file, secret=secret, with_packs=switches["with_packs"], force=switches["force"], progress=progress
        )
    document = _document(made)
    _say(document, noted=_noted(made))
    if as_json:
        print_json(document)


def _noted(made: Made) -> bool:
    """Note the backup on the site; one whose tables are of an older release cannot."""
    from django.db import DatabaseError

    from seedbed.web.operations.actions import note_backup

    manifest = made.manifest
    try:
        note_backup(by=None, made_at=manifest.made_at, size=made.size, rows=manifest.rows(), encrypted=made.encrypted)
    except DatabaseError:
        return False
    return True


def _document(made: Made) -> BackupDocument:
    from django.conf import settings

    from seedbed.reports.operations_documents import BackupDocument, BackupHead
    from seedbed.web.operations.belongings import left_out

    manifest = made.manifest
    return BackupDocument(
        file=str(made.path),
        bytes=made.size,
        seconds=round(made.seconds, 3),
        made_at=manifest.made_at,
        encrypted=made.encrypted,
        rows=manifest.rows(),
        files=manifest.files(),
        head=BackupHead(**manifest.head.model_dump()) if manifest.head else None,
        left_out=left_out(settings.ENVIRONMENT.data_folder, with_packs=manifest.packs()),
    )


def _say(document: BackupDocument, *, noted: bool) -> None:
    told = "encrypted" if document.encrypted else "not encrypted: whoever has it can read it"
    say(f"Wrote {document.file}: {document.bytes / 1e6:,.1f} MB, {told}.")
    say(f"It holds {document.rows:,} rows and {document.files:,} files, and was read again and found whole.")
    if document.head:
        say(f"The end of its audit trail: {document.head.sequence} {document.head.hash}")
    if document.left_out:
        say(f"Left out of the data folder: {', '.join(document.left_out)}. Keep keys and withdrawals apart from it.")
    if not noted:
        say("That it was made could not be noted: the tables are of an older release, or the database is busy.")
