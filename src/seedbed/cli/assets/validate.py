"""``seedbed assets validate``: what is wrong with a list or a feed, record by record."""

from __future__ import annotations

import click

from seedbed.cli.assets.exchange_options import Options, reading_options
from seedbed.cli.assets.import_ import PRIVATE, SHOWN
from seedbed.cli.output import print_json, progress_bar, say
from seedbed.errors import BadInputError


@click.command("validate")
@click.argument("source", metavar="FILE|URL")
@reading_options
@click.option("--allow-private", is_flag=True, help=PRIVATE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def validate_command(*, source: str, options: Options, allow_private: bool, as_json: bool) -> None:
    """Check services of Open Referral UK against the standard; other lists as 'assets import' reads them.

    Leaves with exit code 3 if a record is refused.
    """
    from seedbed.workflows.assets.exchange import Asked
    from seedbed.workflows.assets.validating import validate

    with progress_bar() as progress:
        document = validate(Asked(source, options.wishes(), allow_private=allow_private), progress)
    if as_json:
        print_json(document)
    else:
        good = f"{document.accepted:,} of {document.records:,} records are good"
        click.echo(f"{document.source}, checked as {document.checked_as}: {good}.")
        for each in document.rejected[:SHOWN]:
            say(f"- {each.path}: {each.reason}")
        for each in document.warnings[:SHOWN]:
            say(f"- {each.path}: allowed, but {each.reason}")
        for note in document.notes:
            say(f"- {note}")
    if not document.valid:
        raise BadInputError(
            f"{document.source} is not as it should be.",
            f"{len(document.rejected):,} faults were found; the first: {document.rejected[0].path}: "
            f"{document.rejected[0].reason}.",
            "Correct these, or tell the publisher. With --json every fault is listed.",
        )
