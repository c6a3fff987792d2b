"""``seedbed restore``: a site from the file of a backup."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.backup_keys import secret_to_read
from seedbed.cli.output import print_json, progress_bar, say

if TYPE_CHECKING:
    from seedbed.reports.operations_documents import RestoreDocument
    from seedbed.web.operations.manifest import Manifest
    from seedbed.web.operations.restoring import Restored

READ = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("file", type=READ)
@click.option("--into", type=click.Path(path_type=Path), help="Data folder of the site; without it SEEDBED_HOME.")
@click.option("--passphrase-file", type=READ, help="The passphrase it was encrypted with, in the first line.")
@click.option("--key-file", type=READ, help="The key of the recipient it was encrypted for.")
@click.option("--check", is_flag=True, help="Only read it from beginning to end, and say whether it is whole.")
@click.option(
    "--without-withdrawals",
    is_flag=True,
    help="Restore though the list of withdrawals is lost: words that were taken back since the backup show again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def restore(
    file: Path,
    into: Path | None,
    passphrase_file: Path | None,
    key_file: Path | None,
    *,
    as_json: bool,
    **switches: bool,
) -> None:
    """Make a site of FILE, which 'seedbed backup' wrote; with DATABASE_URL, in that empty database.

    All of it is checked first. A site that is there is never overwritten: the new one is built out of sight, brought up
    to this release, and takes its place when it is whole. What was taken back since the backup is taken back again.
    """
    from seedbed.web.config.processes import check_installed

    check_installed()
    home = _stage(into)
    import django

    django.setup()
    from seedbed.web.operations.restoring import check_backup
    from seedbed.web.operations.restoring import restore as make_site

    key = secret_to_read(file, passphrase_file, key_file)
    with progress_bar() as progress:
        if switches["check"]:
            document = _document(file, check_backup(file, key, progress))
        else:
            done = make_site(file, home, key=key, any_withdrawals=switches["without_withdrawals"], progress=progress)
            document = _document(file, done.manifest, home, done)
    if as_json:
        print_json(document)
    _say(document)


def _stage(into: Path | None) -> Path:
    """Have Django work where the site is built, never where one is; return where it belongs."""
    from seedbed.web.config.environment import read_environment

    if into is not None:
        os.environ["SEEDBED_HOME"] = os.fspath(into)
    environment = read_environment(os.environ)
    from seedbed.web.operations.stage import OPTIONS, staging_in

    home = environment.data_folder.absolute()
    os.environ |= {
        "SEEDBED_HOME": os.fspath(staging_in(home)),
        # Signs nothing here; without it one would be made and kept where the site is built.
        "SEEDBED_SECRET_KEY": secrets.token_urlsafe(48),
        "SEEDBED_WITHDRAWALS": os.fspath(environment.withdrawals.absolute()),
        "PGOPTIONS": OPTIONS,
    }
    os.environ["DJANGO_SETTINGS_MODULE"] = "seedbed.web.config.settings"
    return home


def _document(
    file: Path, manifest: Manifest, home: Path | None = None, done: Restored | None = None
) -> RestoreDocument:
    from seedbed.reports.operations_documents import BackupHead, RestoreDocument

    return RestoreDocument(
        file=str(file),
        checked_only=done is None,
        home=str(home) if home else None,
        made_at=manifest.made_at,
        made_by=manifest.seedbed,
        rows={name: table.rows for name, table in manifest.tables.items()},
        files=manifest.files(),
        head=BackupHead(**manifest.head.model_dump()) if manifest.head else None,
        brought_forward=done.brought_forward if done else [],
        withdrawals=done.withdrawals if done else 0,
        audit_entries=done.audit_entries if done else 0,
        seconds=round(done.seconds, 3) if done else 0,
    )


def _say(document: RestoreDocument) -> None:
    rows, moment = sum(document.rows.values()), f"{document.made_at:%d %B %Y, %H:%M} UTC"
    if document.checked_only:
        say(f"The backup is whole: {rows:,} rows and {document.files:,} files of {moment}.")
        return
    say(f"Restored to {document.home}: {rows:,} rows and {document.files:,} files of {moment}.")
    say(f"The audit trail is whole: {document.audit_entries:,} entries.")
    if document.brought_forward:
        say(f"Its tables were brought up to this release: {len(document.brought_forward)} changes.")
    say(f"Taken back, erased or ended again, since it was so after the backup: {document.withdrawals:,}.")
    say("Everybody signs in anew. Look at the roles: what was given after the backup is not known.")
    say("Start it with 'seedbed serve', then see 'seedbed doctor'.")
