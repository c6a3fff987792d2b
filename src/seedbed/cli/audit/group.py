"""``seedbed audit``: the trail of who did what, and whether anybody has tampered with it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, progress_bar, say
from seedbed.cli.thread.site import open_site
from seedbed.errors import BadInputError, MissingDataError, UsageError

if TYPE_CHECKING:
    from seedbed.reports.audit_documents import AuditVerifyDocument
    from seedbed.web.people.audit_heads import Head


@click.group()
def audit() -> None:
    """The audit trail: verify that nobody has tampered with it."""


@audit.command()
@click.option(
    "--since-head",
    metavar="FILE|HASH",
    help="An end of the trail that was kept elsewhere: a file of such ends, or one hash. It must be in it still.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def verify(since_head: str | None, *, as_json: bool) -> None:
    """Read the whole audit trail of the site on this computer and find any change, gap, insertion or reordering.

    What the file audit-heads in the data folder keeps is checked too. Ends with exit code 3 where the trail is broken,
    and names the first broken entry.
    """
    given = [] if since_head is None else _given(since_head)
    open_site(or_else="")
    document = _verified(given)
    if as_json:
        print_json(document)
    elif document.whole:
        _say(document)
    if document.broken:
        raise BadInputError(
            "The audit trail is broken.",
            document.broken.problem,
            "Keep this database as it is, compare it with backups, and see 'Check the audit trail' in the docs.",
        )


def _given(since_head: str) -> list[str | Path]:
    if re.fullmatch(r"[0-9a-fA-F]{64}", since_head):
        return [since_head.lower()]
    if Path(since_head).is_file():
        return [Path(since_head)]
    raise UsageError(
        "This is no end of an audit trail.",
        f"'{since_head}' is neither a file nor a hash of 64 hexadecimal digits.",
        "Give a copy of the file audit-heads, or the hash that 'seedbed audit verify' once printed.",
    )


def _verified(given: list[str | Path]) -> AuditVerifyDocument:
    from django.db import DatabaseError

    from seedbed.web.config.environment import read_environment
    from seedbed.web.people.verifying import verify as verify_all

    kept = read_environment(os.environ).data_folder / "audit-heads"
    heads = _heads([*given, *([kept] if kept.is_file() else [])])
    try:
        with progress_bar() as progress:
            return verify_all(heads, progress)
    except DatabaseError as error:
        said = (str(error).strip().splitlines() or ["it gives no reason"])[0]
        raise MissingDataError(
            "The audit trail cannot be read.",
            f"The database says: {said}.",
            "See that it runs, and start the site once with 'seedbed serve' if it is of an older release.",
        ) from error


def _heads(given: list[str | Path]) -> list[Head]:
    from seedbed.web.people.audit_heads import Head, read_heads

    heads: list[Head] = []
    for each in given:
        heads += read_heads(each) if isinstance(each, Path) else [Head(hash=each)]
    return heads


def _say(document: AuditVerifyDocument) -> None:
    if document.head is None:
        say("The audit trail is empty.")
        return
    say(f"The audit trail is whole: {document.entries:,} entries, none changed, taken out, put in or moved.")
    say(f"Earlier ends of it that were kept, all in it: {document.heads_checked:,}.")
    say(f"Its end now: {document.head.sequence} {document.head.hash}")
    say("Keep this line on another computer; later, give the hash as --since-head.")
