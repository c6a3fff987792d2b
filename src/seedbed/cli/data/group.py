"""``seedbed data``: packs of open data."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.data.fetch import fetch
from seedbed.cli.output import print_json, progress_bar, say

if TYPE_CHECKING:
    from seedbed.reports.data_documents import DataInput, PackSummary, VerifiedPack

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")


@click.group()
def data() -> None:
    """Packs of open data: build, add, list, verify, sources, fetch."""


data.add_command(fetch)


def data_folder() -> Path:
    """Return where packs are kept, as the environment says."""
    from seedbed.sources.store import data_directory

    return data_directory(os.environ)


@data.group()
def build() -> None:
    """Make a pack from a folder of files."""


@build.command()
@click.option("--from", "folder", required=True, type=click.Path(path_type=Path), help="Folder that holds the files.")
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help="Folder for the pack.")
@as_json
def england(folder: Path, target: Path, *, as_json: bool) -> None:
    """Make England's pack from prepared tables or publishers' own files."""
    from seedbed.workflows.data import packs as workflow

    with progress_bar() as progress:
        document = workflow.build(folder, target, today=datetime.now(UTC).date(), progress=progress)
    if as_json:
        print_json(document)
        return
    say(f"Built {document.folder}: {document.small_areas:,} small areas, {document.areas:,} areas in all,")
    say(f"{document.indicators:,} indicators and {document.figures:,} figures from {len(document.used)} datasets.")
    for note in document.notes:
        say(f"- {note}")
    _say_left_out(document.left_out)
    say(f"Next: {document.next_step}")


def _say_left_out(left_out: list[DataInput]) -> None:
    if left_out:
        say("Left out, because the folder does not have it:")
    for each in left_out:
        say(f"- {each.title} ({each.files})")


@data.command()
@click.argument("folder", type=click.Path(path_type=Path))
@as_json
def add(folder: Path, *, as_json: bool) -> None:
    """Install the pack in FOLDER."""
    from seedbed.workflows.data import packs as workflow

    document = workflow.add(folder, data_folder())
    if as_json:
        print_json(document)
        return
    say(f"Added {document.pack.name} to {document.pack.folder}.")
    _say_whose()


@data.command(name="list")
@as_json
def list_packs(*, as_json: bool) -> None:
    """List the installed packs."""
    from seedbed.workflows.data import packs as workflow

    document = workflow.list_packs(data_folder())
    if as_json:
        print_json(document)
        return
    for pack in document.packs:
        _say_pack(pack)
    for broken in document.broken:
        say(f"{broken.folder} cannot be read: {broken.problem}")
    if not document.packs and not document.broken:
        say(f"No pack is installed in {Path(document.directory) / 'packs'}.")
        _say_whose()
        say("Next: seedbed data build england --from FOLDER --out DIR, then seedbed data add DIR")


def _say_whose() -> None:
    """Say whose packs these are where SEEDBED_HOME, which is one site's folder, might let people think otherwise."""
    home = os.environ.get("SEEDBED_HOME", "").strip()
    if home and not os.environ.get("SEEDBED_DATA_DIR", "").strip():
        say("All commands and sites of this account share that folder; SEEDBED_HOME does not move it.")
        say(f"To keep packs with the site alone, set SEEDBED_DATA_DIR to {home} too.")


def _say_pack(pack: PackSummary) -> None:
    invented = " (invented)" if pack.invented else ""
    say(f"{pack.name}{invented}: {pack.title}, {pack.version}")
    levels = ", ".join(f"{level.areas:,} {level.name if level.areas == 1 else level.plural}" for level in pack.levels)
    say(f"  {pack.population:,} residents; areas: {levels}")
    say(f"  {pack.indicators:,} indicators, {pack.figures:,} figures, {pack.bytes / 1e6:,.1f} MB in {pack.folder}")


@data.command()
@click.argument("pack", required=False)
@as_json
def verify(pack: str | None, *, as_json: bool) -> None:
    """Check PACK (its name or folder), or all installed packs: checksums, rows, columns, codes, figures."""
    from seedbed.workflows.data import packs as workflow

    with progress_bar() as progress:
        document = workflow.verify(pack, data_folder(), progress)
    if as_json:
        print_json(document)
    else:
        for each in document.packs:
            _say_verified(each)
    workflow.refuse_faults(document)


def _say_verified(pack: VerifiedPack) -> None:
    if pack.whole:
        say(f"{pack.name}: nothing wrong in {pack.files} files with {pack.rows:,} rows.")
    for fault in pack.faults:
        say(f"{pack.name}: {fault.file}: {fault.problem}")


@data.command()
@as_json
def sources(*, as_json: bool) -> None:
    """Say where each publisher's file is to be had."""
    from seedbed.workflows.data import packs as workflow

    document = workflow.sources()
    if as_json:
        print_json(document)
        return
    for source in document.sources:
        say(f"{source.title}{' (needed)' if source.required else ''}")
        say(f"  {source.publisher}, {source.licence}: {source.url}")
        say(f"  files: {' or '.join(source.files) or 'made from other files'}")
