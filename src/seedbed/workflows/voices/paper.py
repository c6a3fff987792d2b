"""Print packs of paper to draw on, and read photographs of sheets that came back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError, UsageError, UserError
from seedbed.formats.boundaries import read_boundary
from seedbed.formats.files import check_can_write, write_whole
from seedbed.formats.osm_poster import read_poster
from seedbed.formats.paper.pack import PaperPack, PrintedSheet, read_pack, write_pack
from seedbed.formats.paper.photos import Photograph, Picture, open_photographs
from seedbed.formats.paper.reading import SheetReading, as_jpeg, read_sheet
from seedbed.reports.asset_map.files import paper_named
from seedbed.reports.paper.documents import (
    PaperMark,
    PaperPhotograph,
    PaperPrintDocument,
    PaperReadDocument,
    PaperSheet,
    RefusedPhotograph,
)
from seedbed.reports.paper.drawable import check_drawable
from seedbed.reports.paper.pack import DRAWN_ON, PackChoice, key_of, make_pack, seen_by
from seedbed.reports.paper.pdf import PARTS, pack_pdf
from seedbed.reports.paper.redraw import redraw
from seedbed.reports.paper.words import ENGLISH, SheetWords
from seedbed.reports.poster.theme import Theme, own_theme, read_theme
from seedbed.workflows.progress import Progress, silent

KEEP = "Keep {name}: without it photographs of these sheets cannot be read."
NO_CONSENT = "There are no consent cards: no words of consent were given."
PROPOSED = "Every mark is a proposal. Nothing is decided before a person has looked at it."


@dataclass(frozen=True, slots=True)
class PrintAsked:
    """What is to be printed.

    Parameters
    ----------
    boundary, osm
        The line around the neighbourhood, and an extract of OpenStreetMap that holds it.
    out
        A PDF, or a folder for one PDF a part.
    name
        What people call the neighbourhood; else as the file of its line says.
    theme
        A file with the colours and lines of the map; without one it is grey.
    """

    boundary: Path
    osm: Path
    out: Path
    name: str = ""
    size: str = "A3"
    tiled: bool = False
    large_print: bool = False
    language: str = "en"
    words: SheetWords = ENGLISH
    invented: bool = False
    theme: Path | None = None


def print_pack(asked: PrintAsked, today: date, progress: Progress = silent) -> PaperPrintDocument:
    """Make the PDF of a pack, and beside it the JSON file by which its sheets are read again.

    Raises
    ------
    UserError
        If a file cannot be read or written, the paper is not known, or pens would not stand out in the theme.
    """
    whole = asked.out.suffix.lower() == ".pdf"
    if whole:
        check_can_write(asked.out)
    elif asked.out.suffix or (asked.out.exists() and not asked.out.is_dir()):
        raise UsageError(f"Nothing was written to {asked.out}.", "It is no PDF.", "Give a .pdf or a folder.")
    boundary = read_boundary(asked.boundary)
    choice = PackChoice(
        place=asked.name or boundary.name,
        place_key=key_of(boundary.geometry),
        made_on=today,
        paper=paper_named(asked.size),
        tiled=asked.tiled,
        large_print=asked.large_print,
        language=asked.language,
        words=asked.words,
        invented=asked.invented,
        theme=_theme(asked.theme),
    )
    progress(0, 3, "Reading the map")
    shown = read_poster(asked.osm, bounds=seen_by(boundary.geometry, choice))
    progress(1, 3, "Drawing the sheets")
    pack = make_pack(shown, boundary.geometry, choice)
    progress(2, 3, "Laying out the pages")
    files = _written(asked, pack, whole=whole)
    notes = [*boundary.notes, KEEP.format(name=files[-1])] + ([] if asked.words.asked else [NO_CONSENT])
    return PaperPrintDocument(
        invented=asked.invented,
        pack=pack.pack,
        place=pack.place,
        size=pack.size,
        tiled=pack.tiled,
        language=pack.language,
        sheets=[_sheet(pack, each) for each in pack.sheets],
        files=files,
        notes=notes,
    )


def _theme(path: Path | None) -> Theme:
    if path is None:
        return own_theme(DRAWN_ON)
    theme = read_theme(path)
    check_drawable(theme, path.name)
    return theme


def _sheet(pack: PaperPack, sheet: PrintedSheet) -> PaperSheet:
    return PaperSheet(
        page=sheet.page, name=sheet.name, width=sheet.width, height=sheet.height, code=str(pack.code(sheet))
    )


def _written(asked: PrintAsked, pack: PaperPack, *, whole: bool) -> list[str]:
    files = []
    if whole:
        wanted = {asked.out: tuple(PARTS)}
    else:
        asked.out.mkdir(parents=True, exist_ok=True)
        parts = [part for part in PARTS if part != "consent" or asked.words.asked]
        wanted = {asked.out / f"{part}.pdf": (part,) for part in parts}
    for path, parts_of_it in wanted.items():
        with write_whole(path) as unfinished:
            unfinished.write_bytes(pack_pdf(pack, asked.words, parts_of_it, large_print=asked.large_print))
        files.append(str(path))
    kept = asked.out.with_suffix(".json") if whole else asked.out / "pack.json"
    write_pack(pack, kept)
    return [*files, str(kept)]


@dataclass(frozen=True, slots=True)
class ReadAsked:
    """What is to be read.

    Parameters
    ----------
    out
        A .geojson file for the marks; none where only the document is wanted.
    crops
        A folder for pictures of each mark.
    """

    photographs: tuple[Path, ...]
    pack: Path
    out: Path | None = None
    crops: Path | None = None


def read_photographs(asked: ReadAsked, progress: Progress = silent) -> PaperReadDocument:
    """Read photographs of sheets; one that cannot be read is named with the reason, and the others are read.

    Raises
    ------
    UserError
        If the pack cannot be read, nothing can be written, or no photograph could be read.
    """
    pack = read_pack(asked.pack)
    if asked.out is not None:
        check_can_write(asked.out)
        if asked.out.suffix.lower() not in {".geojson", ".json"}:
            raise UsageError(
                f"Nothing was written to {asked.out}.", "Marks are GeoJSON.", "End its name with .geojson."
            )
    draw = PagesDrawn()
    read: list[SheetReading] = []
    refused: list[tuple[str, UserError]] = []
    for done, path in enumerate(asked.photographs):
        progress(done, len(asked.photographs), f"Reading {path.name}")
        for photograph in _opened(path, refused):
            try:
                read.append(read_sheet(photograph, pack, draw))
            except BadInputError as error:
                refused.append((photograph.name, error))
    if not read and refused:
        raise refused[0][1]
    return _document(asked, pack, read, refused)


class PagesDrawn:
    """Draws printed pages again, each once: many photographs show the same page."""

    def __init__(self) -> None:
        self._pages: dict[tuple[int, float], Picture] = {}

    def __call__(self, sheet: PrintedSheet, per_millimetre: float) -> Picture:
        """Return a page as it was printed."""
        key = (sheet.page, per_millimetre)
        if key not in self._pages:
            self._pages.clear()
            self._pages[key] = redraw(sheet, per_millimetre)
        return self._pages[key]


def _opened(path: Path, refused: list[tuple[str, UserError]]) -> list[Photograph]:
    try:
        return open_photographs(path)
    except UserError as error:
        refused.append((path.name, error))
        return []


def _document(
    asked: ReadAsked, pack: PaperPack, read: Sequence[SheetReading], refused: Sequence[tuple[str, UserError]]
) -> PaperReadDocument:
    meanings = {pen.colour: pen.meaning for pen in pack.pens}
    files: list[str] = []
    photographs = [_photograph(each, number, meanings, asked.crops, files) for number, each in enumerate(read, 1)]
    if asked.out is not None:
        with write_whole(asked.out) as unfinished:
            unfinished.write_text(json.dumps(as_geojson(photographs), indent=1) + "\n", encoding="utf-8")
        files.insert(0, str(asked.out))
    return PaperReadDocument(
        pack=pack.pack,
        place=pack.place,
        photographs=photographs,
        refused=[RefusedPhotograph(name=name, what=e.what, why=e.why, next=e.next_step) for name, e in refused],
        files=files,
        notes=[PROPOSED],
    )


def _photograph(
    reading: SheetReading, number: int, meanings: Mapping[str, str], crops: Path | None, files: list[str]
) -> PaperPhotograph:
    stem = f"{number:03d}-{re.sub(r'[^A-Za-z0-9_-]+', '-', Path(reading.name).stem)[:40]}"

    def kept(name: str, picture: Picture) -> str:
        if crops is None or not picture.size:
            return ""
        crops.mkdir(parents=True, exist_ok=True)
        path = crops / f"{stem}-{name}.jpg"
        with write_whole(path) as unfinished:
            unfinished.write_bytes(as_jpeg(picture))
        files.append(str(path))
        return str(path)

    return PaperPhotograph(
        name=reading.name,
        page=reading.page,
        within_metres=reading.within,
        bent_millimetres=round(reading.squared.bent, 1),
        marks=[
            PaperMark(
                number=mark.number,
                kind=mark.kind,
                colour=mark.colour,
                meaning=meanings.get(mark.colour, ""),
                sure=mark.sure,
                geometry=mark.geometry,
                crop=kept(f"{mark.number:02d}", mark.picture),
            )
            for mark in reading.marks
        ],
        card=kept("card", reading.token),
        words=kept("words", reading.words),
        notes=list(reading.notes),
    )


def as_geojson(photographs: Sequence[PaperPhotograph]) -> dict[str, Any]:
    """Return the marks of photographs as GeoJSON; ``decided`` is false on each until a person says otherwise."""
    features = [
        {
            "type": "Feature",
            "geometry": mark.geometry,
            "properties": {
                "photograph": photograph.name,
                "page": photograph.page,
                "within_metres": photograph.within_metres,
                **mark.model_dump(exclude={"geometry"}),
                "decided": False,
            },
        }
        for photograph in photographs
        for mark in photograph.marks
    ]
    return {"type": "FeatureCollection", "features": features}
