"""``seedbed doctor``: whether an installation is well, and what to do where it is not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json
from seedbed.formats.plain_text import plain_line

if TYPE_CHECKING:
    from seedbed.reports.operations_documents import DoctorDocument

NOT_WELL = 3
"""Exit code where something is not well: that of input that is bad."""


@click.command()
@click.option("--strict", is_flag=True, help="A line 'warn' ends it with exit code 3 too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def doctor(*, strict: bool, as_json: bool) -> None:
    """Look whether the site on this computer is well: one line a thing, ok, warn or bad, with what to do.

    Ends with exit code 3 if a line is bad. Run it as the account that the site runs as, with the same settings.
    """
    from seedbed.cli.thread.site import open_site

    open_site(or_else=" or DATABASE_URL")
    from seedbed.web.config.doctor_lines import add_all

    add_all()
    document = _examined()
    if as_json:
        print_json(document)
    else:
        _print(document)
    if document.worst == "bad" or (strict and document.worst == "warn"):
        sys.stdout.flush()
        raise SystemExit(NOT_WELL)


def _examined() -> DoctorDocument:
    from seedbed import __version__
    from seedbed.reports.operations_documents import DoctorDocument, DoctorLine
    from seedbed.web.operations.doctor import examine, worst

    findings = examine(slow=True)
    lines = [
        DoctorLine(check=each.check, title=each.title, state=each.state.value, says=each.says, next_step=each.next_step)
        for each in findings
    ]
    return DoctorDocument(version=__version__, worst=worst(findings).value, lines=lines)


def _print(document: DoctorDocument) -> None:
    wide = max(len(line.title) for line in document.lines)
    for line in document.lines:
        click.echo(f"{line.state:4}  {line.title:{wide}}  {plain_line(line.says)}")
        if line.next_step:
            click.echo(f"{'':{wide + 8}}Next: {plain_line(line.next_step)}")
