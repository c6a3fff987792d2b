"""``seedbed data fetch``: publishers' files, where there is a network."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.output import print_json, progress_bar, say


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option(
    "--to",
    "folder",
    default="downloads",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the files.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def fetch(names: tuple[str, ...], folder: Path, *, as_json: bool) -> None:
    """Fetch publishers' files by NAME, or 'all'.

    Names: iod-2025, iod-2019, census-ts001 and other Census tables, fingertips-ID-AREATYPE (such as
    fingertips-91547-502). A file that is still good is not fetched again.
    """
    from seedbed.workflows.data.fetch import fetch_files

    with progress_bar() as progress:
        document = fetch_files(names, folder, progress=progress)
    if as_json:
        print_json(document)
        return
    for file in document.files:
        say(f"{file.title}: {file.bytes:,} bytes in {file.path}{'' if file.fetched_now else ' (still good)'}")
    say("Next: get the lookups and boundaries by hand ('seedbed data sources' says where), then 'seedbed data build'.")
