"""Read one photographed sheet: find it, square it, compare it with the printed page, and propose what the marks are.

Nothing is decided here: every mark is a proposal with a picture of it, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from seedbed.errors import BadInputError
from seedbed.formats.paper.corners import check_code, find_corners, read_code, sheet_of
from seedbed.formats.paper.frame import SheetFrame
from seedbed.formats.paper.marks import Box, Stroke, strokes_in
from seedbed.formats.paper.pack import PaperPack, PrintedSheet
from seedbed.formats.paper.pens import ink, masks
from seedbed.formats.paper.photos import Photograph, Picture
from seedbed.formats.paper.squaring import Squared, bend, flat, plane, resolution

Draw = Callable[[PrintedSheet, float], Picture]
"""Draws a printed page again, at some pixels a millimetre."""

UNLIKE = 0.65
"""Below this the page is not the one that was printed: right ones reach 0.84 and more, wrong ones 0.55."""
ROUGH = 2.0
"""Millimetres within which a sheet is to be squared."""
AROUND = 8.0
"""Millimetres around a mark that its picture shows."""
CODE_AT = 10.0
INSIDE = 1.0
"""Millimetres from the map's edge at which print and paper's end are no marks."""
UNREAD_CODE = "The square code could not be read; the sheet is known by its corners."
BENT_NOT_SEEN = "Too little of the printed map was recognised to even out bends in the paper."


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that is proposed.

    Parameters
    ----------
    number
        On this sheet, from 1.
    geometry
        GeoJSON, longitude and latitude; of words, the middle of where they stand.
    sure
        0 to 1; a rule of thumb from how clear the form, how strong the ink and how well the sheet was squared.
    """

    number: int
    kind: str
    colour: str
    geometry: dict[str, Any]
    box: Box
    sure: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What one photograph showed.

    Parameters
    ----------
    within
        Metres on the ground within which places are thought to be known.
    token, words
        Pictures of the boxes that people fill in by hand.
    """

    name: str
    pack: str
    page: int
    squared: Squared
    marks: tuple[Mark, ...]
    within: float
    notes: tuple[str, ...]
    token: Picture
    words: Picture


def read_sheet(photograph: Photograph, pack: PaperPack, draw: Draw) -> SheetReading:
    """Read a photographed sheet of a pack.

    Parameters
    ----------
    draw
        Draws a printed page again.

    Raises
    ------
    BadInputError
        If its corners are not found, two sheets are in it, it is of another pack, page or neighbourhood, or the page is
        not the one that was printed.
    """
    corners = find_corners(photograph)
    sheet = sheet_of(photograph, corners, pack)
    to_pixels = plane(photograph, corners, sheet)
    left, top, width, height = sheet.code_box
    near = Squared(flat(photograph, to_pixels, sheet, CODE_AT), CODE_AT)
    code = read_code(near.crop((left - 3, top - 3, width + 6, height + 6)))
    check_code(photograph, code, sheet, pack)
    printed = draw(sheet, resolution(sheet))
    squared = bend(photograph, corners, to_pixels, sheet, printed)
    if squared.alike < UNLIKE:
        raise BadInputError(
            f"{photograph.name} was not read.",
            "What is printed on it does not look like the page of the pack.",
            "Give the pack that it was printed with, or take the photograph again, sharper.",
        )
    notes = [note for note, holds in ((UNREAD_CODE, code is None), (BENT_NOT_SEEN, _not_bent(squared))) if holds]
    return SheetReading(
        name=photograph.name,
        pack=pack.pack,
        page=sheet.page,
        squared=squared,
        marks=tuple(_marks(squared, printed, sheet)),
        within=round(sheet.frame.metres(1.0 if _not_bent(squared) else max(2 * squared.unsure, 0.5)), 1),
        notes=tuple(notes),
        token=squared.crop(sheet.token_box),
        words=squared.crop(sheet.words_box),
    )


def _not_bent(squared: Squared) -> bool:
    return bool(np.isnan(squared.unsure))


def _marks(squared: Squared, printed: Picture, sheet: PrintedSheet) -> list[Mark]:
    taken = ink(squared, printed)
    amount = taken.max(axis=2)
    inside = _inside(sheet.frame, squared)
    found = []
    for colour, mask in masks(taken).items():
        for stroke in strokes_in(mask & inside, colour, squared.per_millimetre):
            strength = float(np.median(_part(amount, mask, stroke.box, squared.per_millimetre)))
            found.append((stroke, strength))
    found.sort(key=lambda each: (round(each[0].box[1] / 20), each[0].box[0]))
    return [_mark(number, each, strength, squared, sheet) for number, (each, strength) in enumerate(found, 1)]


def _part(amount: Any, mask: Any, box: Box, scale: float) -> Any:
    left, top, right, bottom = (round(each * scale) for each in (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    here = (slice(top, bottom + 1), slice(left, right + 1))
    return amount[here][mask[here]]


def _inside(frame: SheetFrame, squared: Squared) -> Any:
    """Return the part of the sheet on which marks are looked for: the map."""
    kept = np.zeros(squared.pixels.shape[:2], np.bool_)
    scale = squared.per_millimetre
    left, top = round((frame.left + INSIDE) * scale), round((frame.top + INSIDE) * scale)
    right, bottom = frame.left + frame.width - INSIDE, frame.top + frame.height - INSIDE
    kept[top : round(bottom * scale), left : round(right * scale)] = True
    return kept


def _mark(number: int, stroke: Stroke, strength: float, squared: Squared, sheet: PrintedSheet) -> Mark:
    left, top, width, height = stroke.box
    around = (left - AROUND, top - AROUND, width + 2 * AROUND, height + 2 * AROUND)
    squareness = 0.7 if _not_bent(squared) else 1.0 - 0.5 * min(squared.unsure / ROUGH, 1.0)
    sure = stroke.sure * min(0.5 + 0.5 * strength, 1.0) * squareness
    return Mark(
        number,
        stroke.kind,
        stroke.colour,
        _geometry(stroke, sheet.frame),
        stroke.box,
        round(sure, 2),
        squared.crop(around),
    )


def _geometry(stroke: Stroke, frame: SheetFrame) -> dict[str, Any]:
    places = [[round(each, 7) for each in frame.to_degrees(x, y)] for x, y in stroke.spots]
    if stroke.kind == "area":
        return {"type": "Polygon", "coordinates": [[*places, places[0]]]}
    if stroke.kind == "line":
        return {"type": "LineString", "coordinates": places}
    if stroke.kind == "words":
        left, top, width, height = stroke.box
        return {
            "type": "Point",
            "coordinates": [round(each, 7) for each in frame.to_degrees(left + width / 2, top + height / 2)],
        }
    return {"type": "Point", "coordinates": places[0]}


def as_jpeg(picture: Picture, quality: int = 88) -> bytes:
    """Return a picture as JPEG, without anything a camera adds."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise BadInputError("The picture could not be written.", "It is empty.", "Take the photograph again.")
    return bytes(data)
