"""``seedbed assets convert``: a list of assets from one form to another."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.assets.exchange_options import Options, reading_options
from seedbed.cli.assets.import_ import show_import
from seedbed.cli.output import print_json, progress_bar
from seedbed.cli.results import FILE


@click.command("convert")
@click.argument("source", metavar="IN")
@click.argument("target", type=FILE, metavar="OUT")
@reading_options
@click.option("--refused", type=FILE, help="Write the refused records and their reasons to this CSV file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def convert(*, source: str, target: Path, options: Options, refused: Path | None, as_json: bool) -> None:
    """Turn the list of assets IN into the form that the ending of OUT says.

    OUT ends in .json (Open Referral UK), .geojson, .gpkg, .csv, .xlsx or .entities.csv (a list for ODK on phones). What
    is written reads back the same; a field that a form does not have travels with it all the same.
    """
    from seedbed.workflows.assets.exchange import Asked, import_assets

    with progress_bar() as progress:
        document = import_assets(Asked(source, options.wishes()), [target], refused, progress)
    if as_json:
        print_json(document)
        return
    show_import(document)
