"""``seedbed voices paper``: print maps to draw on, and read photographs of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files as files_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seedbed.cli.output import print_json, progress_bar, say
from seedbed.cli.results import FILE
from seedbed.errors import BadInputError

if TYPE_CHECKING:
    from seedbed.reports.paper.documents import PaperReadDocument
    from seedbed.reports.paper.words import SheetWords

SIZES = click.Choice(["A4", "A3", "A2", "A1", "A0"], case_sensitive=False)
ON_CARDS = ("take_part", "quote", "photo", "drawing_credit", "card", "public_display")
"""What a consent card of paper asks, of all that can be asked."""
TOLD = ("introduction", "safety", "withdrawing")
UNSIGNED = "These sentences are in English: nobody has checked and signed them in your language yet."
HELP = {
    "boundary": "The line around the neighbourhood: GeoJSON, GeoPackage, KML, Shapefile, or a zip of one.",
    "osm": "An extract of OpenStreetMap that holds it (.osm.pbf or .osm).",
    "tiled": "Sheets of A4 that lie side by side and together are as large as --size.",
    "language": "Language of names on the map, as OpenStreetMap codes it; pages read in it too.",
    "theme": "A .toml file with the artists' colours and lines; refused where pens would not stand out.",
    "words": "A JSON file with texts of the sheets in your own words or language.",
    "pack": "The .json file that was written beside the PDF.",
    "crops": "A folder for pictures of each mark, of the consent card's number and of the words.",
}


@click.group("paper")
def paper() -> None:
    """Print maps, cards and cloths to draw on, and read photographs of them."""


@paper.command("print")
@click.option("--boundary", "--neighbourhood", "boundary", type=FILE, required=True, help=HELP["boundary"])
@click.option("--osm", type=FILE, required=True, help=HELP["osm"])
@click.option("--out", type=FILE, required=True, help="A .pdf for all of it, or a folder for one PDF a part.")
@click.option("--name", default="", help="What people call the neighbourhood.")
@click.option("--size", type=SIZES, default="A3", show_default=True, help="Paper of the map.")
@click.option("--tiled", is_flag=True, help=HELP["tiled"])
@click.option("--large-print", is_flag=True, help="Larger letters on maps and cards.")
@click.option("--theme", type=FILE, help=HELP["theme"])
@click.option("--language", default="en", show_default=True, help=HELP["language"])
@click.option("--words", type=FILE, help=HELP["words"])
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def print_command(*, words: Path | None, as_json: bool, **options: Any) -> None:
    """Print a pack: maps to draw on, cards for talking, a table cloth and consent cards.

    Beside the PDF stands a .json file: keep it, photographs of the sheets are read with it. Consent cards carry the
    English words that come with Seedbed, unless --words gives others; a translation belongs on a card only once
    somebody who speaks the language has signed it.
    """
    from seedbed.workflows.voices.paper import PrintAsked, print_pack

    asked = PrintAsked(words=_words(words, options["language"]), **options)
    with progress_bar() as progress:
        document = print_pack(asked, datetime.now(tz=UTC).astimezone().date(), progress)
    if as_json:
        print_json(document)
        return
    sheets = "1 map sheet" if len(document.sheets) == 1 else f"{len(document.sheets)} map sheets"
    click.echo(f"Pack {document.pack} of {document.place}: {sheets}.")
    for file in document.files:
        say(f"Wrote {file}.")
    for note in document.notes:
        say(note)
    if document.language != "en" and words is None:
        say(f"Names on the map are in '{document.language}'; all other words are English. Give --words for others.")
    if not options["name"]:
        say(f"The sheets are called '{document.place}', after the file of the line. Give --name for another name.")


def _words(path: Path | None, language: str) -> SheetWords:
    """Return the texts: those of a file over ours, with the English words of consent; sheets in others say so."""
    from seedbed.reports.paper.words import ENGLISH, read_words

    given = ENGLISH if path is None else read_words(path)
    if given.asked:
        return given
    said = json.loads(files_of("seedbed.web.consent").joinpath("wordings/en.json").read_text(encoding="utf-8"))
    told, asked = tuple(said[name] for name in TOLD), tuple(said[name] for name in ON_CARDS)
    foreign = path is not None and language.partition("-")[0] != "en"
    unsigned = given.unsigned or (UNSIGNED if foreign else "")
    return replace(given, told=told, asked=asked, asked_in="en", unsigned=unsigned)


@paper.command("read")
@click.argument("photographs", type=FILE, nargs=-1, required=True, metavar="PHOTO...")
@click.option("--pack", type=FILE, required=True, help=HELP["pack"])
@click.option("--out", type=FILE, help="Write the proposed marks to this .geojson file.")
@click.option("--crops", type=click.Path(path_type=Path, file_okay=False), help=HELP["crops"])
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
def read_command(
    *, photographs: tuple[Path, ...], pack: Path, out: Path | None, crops: Path | None, as_json: bool
) -> None:
    """Read photographs or scans of sheets that people drew on.

    PHOTO is a JPEG, a PNG or a PDF of scans, one sheet a picture. Pen marks in red, green and blue become proposed
    points, lines and areas with a picture of each; writing becomes a picture to be typed. Nothing is decided: a person
    looks at each. Where a picture could not be read, the others are, and the command ends with an error.
    """
    from seedbed.workflows.voices.paper import ReadAsked, read_photographs

    with progress_bar() as progress:
        document = read_photographs(ReadAsked(photographs, pack, out, crops), progress)
    if as_json:
        print_json(document)
    else:
        show_read(document)
    if document.refused:
        # What was read stays; whatever runs this must know that it was not all.
        raise SystemExit(BadInputError.exit_code)


def show_read(document: PaperReadDocument) -> None:
    """Say what was found on each photograph, and what was not read."""
    for each in document.photographs:
        click.echo(f"{each.name}: sheet {each.page}, {len(each.marks)} marks, places within {each.within_metres:g} m.")
        for mark in each.marks:
            click.echo(f"  {mark.number}. {mark.kind}, {mark.colour} ({mark.meaning}), sure {mark.sure:.0%}")
        for note in each.notes:
            say(f"- {note}")
    for refused in document.refused:
        say(f"Not read: {refused.name}. {refused.why} {refused.next}")
    for note in document.notes:
        say(note)
    if document.files:
        say(f"Wrote {document.files[0]}" + (f" and {len(document.files) - 1} more." if document.files[1:] else "."))
