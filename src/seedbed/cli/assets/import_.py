"""``seedbed assets import``: a list of assets from a file or a feed, with every refused record named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.assets.exchange_options import Options, reading_options
from seedbed.cli.output import print_json, progress_bar, say
from seedbed.cli.results import FILE

if TYPE_CHECKING:
    from seedbed.reports.assets.exchange_documents import AssetsImportDocument
    from seedbed.sources.packs import Pack

SHOWN = 10
OUT = "Write a file: .json (Open Referral UK), .geojson, .gpkg, .csv, .xlsx or .entities.csv. Again for more."
PACK = "Place what has only a postcode, by this installed pack (its name or folder)."
ONTO = "The list that was given to phones; FILE is the entities that came back, and changes it."
PRIVATE = "Fetch from this computer or its network too: for a test server of your own."


@click.command("import")
@click.argument("source", metavar="FILE|URL")
@reading_options
@click.option("--pack", "pack_name", default="", help=PACK)
@click.option("--onto", type=FILE, help=ONTO)
@click.option("--allow-private", is_flag=True, help=PRIVATE)
@click.option("--out", "files", multiple=True, type=FILE, help=OUT)
@click.option("--refused", type=FILE, help="Write the refused records and their reasons to this CSV file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def import_command(  # noqa: PLR0913 - one argument an option
    *,
    source: str,
    options: Options,
    pack_name: str,
    onto: Path | None,
    allow_private: bool,
    files: tuple[Path, ...],
    refused: Path | None,
    as_json: bool,
) -> None:
    """Bring in a list of assets: Open Referral UK, HSDS, GeoJSON, GeoPackage, KML, Shapefile, CSV, XLSX, OpenStreetMap.

    FILE may be a folder or a zip too; URL a feed of Open Referral UK or a file. What cannot be used is refused record
    by record, with the reason; the rest is taken.
    """
    from seedbed.workflows.assets.exchange import Asked, import_assets

    asked = Asked(source, options.wishes(), allow_private=allow_private, pack=_pack(pack_name), onto=onto)
    with progress_bar() as progress:
        document = import_assets(asked, files, refused, progress)
    if as_json:
        print_json(document)
        return
    show_import(document)


def _pack(name: str) -> Pack | None:
    from seedbed.sources.packs import Pack
    from seedbed.sources.store import data_directory, installed_pack

    if not name:
        return None
    return Pack.open(Path(name)) if Path(name).is_dir() else installed_pack(name, data_directory(os.environ))


def show_import(document: AssetsImportDocument) -> None:
    """Say what was taken and what was refused."""
    click.echo(f"{document.source}: {document.accepted:,} of {document.records:,} records taken.")
    kinds = ", ".join(f"{each.assets:,} {each.name.lower()}" for each in document.kinds[:SHOWN])
    if kinds:
        click.echo(f"They are {kinds}. {document.placed:,} have a place.")
    for note in document.notes:
        say(f"- {note}")
    if document.refused:
        say(f"Refused: {document.refused:,}")
    for each in document.rejected[:SHOWN]:
        say(f"- {each.path}: {each.reason}")
    if document.refused > SHOWN:
        say(f"- and {document.refused - SHOWN:,} more; --refused FILE.csv writes all of them.")
    if any("no name" in each.reason for each in document.rejected):
        say("To take what has no name, call it after its kind: --name-by-kind.")
    for file in document.files:
        say(f"Wrote {file}.")
