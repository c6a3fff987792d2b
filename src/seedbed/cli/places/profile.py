"""``seedbed places profile``: one neighbourhood, from open data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, progress_bar, say
from seedbed.errors import UsageError

if TYPE_CHECKING:
    from seedbed.reports.profile_documents import ProfileDocument
    from seedbed.sources.packs import Pack
    from seedbed.workflows.places.profile import Place

FILE = click.Path(path_type=Path)
RULES = click.Choice(["postcodes", "area", "centroid"])
HELP = {
    "lsoa": "Codes of small areas, with commas between them.",
    "boundary": "A drawn outline: GeoJSON, GeoPackage, KML, Shapefile, or a zip of one.",
    "postcodes": "A list of postcodes, one a line, or a CSV with a column named postcode.",
    "demo": "A neighbourhood of the invented town: tanners-row or kestrel-rise.",
    "compare": "Code of an area to compare with, of any level; may be given more than once. "
    "Without it: the larger areas around.",
    "name": "What people call the neighbourhood.",
    "pack": "Name of an installed pack, or the folder of one.",
    "convert": "The codes are of 2011: convert them by the publisher's lookup.",
    "rule": "How residents of areas the boundary cuts are shared out; without it, by postcodes if there are enough.",
    "repair": "Mend an outline that crosses itself instead of refusing it.",
    "published": "A profile published before, as --out FILE.json wrote it: nothing small can be worked out from both. "
    "May be given more than once.",
    "short": "Write --out in short, on two pages to hand round: .html, .docx or .pdf.",
    "out": "Write a file: .html, .docx, .pdf, .csv, .json or .py (a script that recomputes the figures). "
    "May be given more than once.",
}


@click.command()
@click.option("--lsoa", "codes", help=HELP["lsoa"])
@click.option("--boundary", type=FILE, help=HELP["boundary"])
@click.option("--postcodes", type=FILE, help=HELP["postcodes"])
@click.option("--demo", help=HELP["demo"])
@click.option("--compare", multiple=True, help=HELP["compare"])
@click.option("--name", default="", help=HELP["name"])
@click.option("--pack", "pack_name", default="", help=HELP["pack"])
@click.option("--convert-2011", is_flag=True, help=HELP["convert"])
@click.option("--rule", type=RULES, help=HELP["rule"])
@click.option("--repair", is_flag=True, help=HELP["repair"])
@click.option("--published", multiple=True, type=FILE, help=HELP["published"])
@click.option("--short", is_flag=True, help=HELP["short"])
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
@click.option("--out", "files", multiple=True, type=FILE, help=HELP["out"])
def profile(  # noqa: PLR0913 - one argument an option
    *,
    codes: str | None,
    boundary: Path | None,
    postcodes: Path | None,
    demo: str | None,
    compare: tuple[str, ...],
    name: str,
    pack_name: str,
    convert_2011: bool,
    rule: str | None,
    repair: bool,
    published: tuple[Path, ...],
    short: bool,
    as_json: bool,
    files: tuple[Path, ...],
) -> None:
    """Profile a neighbourhood: its people, strengths and needs, beside the larger areas around it."""
    from seedbed.reports.profile_files import check_profile_file, write_profile
    from seedbed.reports.profile_view import redacted
    from seedbed.sources.codes import tidy_codes
    from seedbed.workflows.places.profile import Place
    from seedbed.workflows.places.profile import profile as make_profile

    _check_one_of(codes, boundary, postcodes, demo)
    _check_short(files, short=short)
    for file in files:
        check_profile_file(file, short=short)
    if codes is not None and not tidy_codes(codes):
        raise UsageError("It is not clear what to profile.", "--lsoa is empty.", "Give at least one code.")
    place = Place(tuple(tidy_codes(codes or "")), boundary, postcodes, name, convert_2011, repair, rule)
    pack, place = _pack_and_place(place, demo, pack_name)
    with progress_bar() as progress:
        areas = tuple(tidy_codes(",".join(compare)))
        document = redacted(make_profile(pack, place, areas, progress, published))
        for file in files:
            progress(5, 5, f"Writing {file.name}")
            write_profile(document, file, pack.folder, short=short)
    for file in files:
        say(f"Wrote {file}.")
    if as_json:
        print_json(document)
    elif not files:
        _print_summary(document)


def _check_one_of(*given: object) -> None:
    number = sum(each is not None for each in given)
    if number != 1:
        raise UsageError(
            "It is not clear what to profile.",
            "Nothing was given." if number == 0 else f"{number} places were given.",
            "Give one of --lsoa, --boundary, --postcodes and --demo.",
        )


def _check_short(files: tuple[Path, ...], *, short: bool) -> None:
    if short and not files:
        raise UsageError(
            "There is nothing to write in short.",
            "--short is about the files that --out writes, and none is asked for.",
            "Add --out FILE.pdf (or .html, .docx), or leave --short out.",
        )


def _pack_and_place(place: Place, demo: str | None, pack_name: str) -> tuple[Pack, Place]:
    from dataclasses import replace

    from seedbed.sources.store import data_directory
    from seedbed.workflows.places.profile_pack import choose_pack, demo_place

    directory = data_directory(os.environ)
    if demo is None:
        return choose_pack(place, directory, pack_name), place
    pack, invented = demo_place(demo, directory)
    return pack, replace(invented, name=place.name or invented.name)


def _print_summary(document: ProfileDocument) -> None:
    """Print what a person reads first, on stdout."""
    click.echo(f"{document.name}: {document.population:,} residents")
    if document.invented:
        click.echo("Invented: the place, its people and every number are made up.")
    click.echo("")
    for sentence in document.pen_profile:
        click.echo(f"- {sentence.text}")
    click.echo("")
    click.echo("Small area  residents  share inside  deprivation decile (1 the most deprived)")
    for area in document.areas:
        decile = area.imd_decile if area.imd_decile is not None else "not known"
        click.echo(f"{area.code}   {area.population:>9,}  {area.share:>11.0%}  {decile}")
    click.echo("")
    click.echo(document.boundary_fit.explanation)
    for note in document.boundary_fit.notes:
        click.echo(f"Note: {note}")
    for note in document.suppression_notes:
        click.echo(f"Note: {note}")
    click.echo(f"{len(document.figures)} figures. {document.attribution}")
    say("For the whole profile: --out FILE.html (also .docx, .pdf, .csv), or --json.")
