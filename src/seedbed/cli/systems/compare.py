"""``seedbed systems compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from seedbed.cli.results import FILE, check_files, give, result_options

BY = click.Choice(["name", "identifier"])


@click.command("compare")
@click.argument("first", type=FILE)
@click.argument("second", type=FILE)
@click.option("--by", type=BY, default="name", show_default=True, help="What makes two factors the same.")
@result_options
def compare_command(
    first: Path, second: Path, by: Literal["name", "identifier"], files: tuple[Path, ...], *, as_json: bool
) -> None:
    """Put two system maps side by side: which factors and links they share, and where they contradict each other.

    FIRST and SECOND are files of maps: of residents and professionals, of two neighbourhoods, or of before and after.
    """
    from seedbed.reports.systems.compare_result import compare_result
    from seedbed.workflows.systems.compare import compare_maps

    check_files(files)
    document = compare_maps(first, second, by=by)
    give(document, lambda: compare_result(document), files, as_json=as_json)
