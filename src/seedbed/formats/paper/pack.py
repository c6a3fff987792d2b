"""A pack that was printed, as a small JSON file: which sheets, where the map lies on each, and the drawing itself."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError
from seedbed.formats.files import write_whole
from seedbed.formats.paper.codes import FAMILIES, SheetCode, family_of, signs_of
from seedbed.formats.paper.frame import SheetFrame

SCHEMA = "seedbed/paper-pack/1"
LARGEST = 64 * 1024**2
"""Bytes of a pack's file, and of one drawing in it."""
DIGITS = 10
"""Decimals of the numbers that the check is made over."""
AGAIN = "Use the .json file that was written beside the PDF when it was printed."


@dataclass(frozen=True, slots=True)
class Pen:
    """A colour of pen and what it stands for."""

    colour: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """One sheet with a map.

    Parameters
    ----------
    page
        Of the map sheets, from 1.
    width, height
        Of the paper, millimetres.
    marker
        Side of a corner marker, millimetres.
    corners
        Left top corner of each marker: top left, top right, bottom right, bottom left.
    code_box, token_box, words_box
        Left, top, width and height of the square code and of what people fill in; millimetres.
    drawing
        The page as it was printed: SVG, one unit a millimetre.
    """

    page: int
    name: str
    width: float
    height: float
    frame: SheetFrame
    marker: float
    corners: tuple[tuple[float, float], ...]
    code_box: tuple[float, float, float, float]
    token_box: tuple[float, float, float, float]
    words_box: tuple[float, float, float, float]
    drawing: str


@dataclass(frozen=True, slots=True)
class PaperPack:
    """What was printed together.

    Parameters
    ----------
    pack
        Six signs, on every sheet.
    place_key
        What tells the neighbourhood from others: its code, or a digest of its line.
    place
        What people call it.
    """

    pack: str
    place_key: str
    place: str
    made_on: str
    size: str
    tiled: bool
    language: str
    pens: tuple[Pen, ...]
    sheets: tuple[PrintedSheet, ...]
    attribution: str = ""
    question: str = ""

    def code(self, sheet: PrintedSheet) -> SheetCode:
        """Return what the square code of a sheet holds."""
        return sheet_code(self.pack, self.place_key, sheet.page, sheet.frame)

    def of_family(self, family: int) -> PrintedSheet | None:
        """Return the sheet whose corners have a set of markers."""
        return next((sheet for sheet in self.sheets if family_of(self.pack, sheet.page) == family), None)


def sheet_code(pack: str, place_key: str, page: int, frame: SheetFrame) -> SheetCode:
    """Return the code of a sheet, with its check over what the sheet is and where its map lies."""
    numbers = [f"{value:.{DIGITS}f}" for value in asdict(frame).values()]
    return SheetCode(pack, page, signs_of(place_key, many=4), signs_of(pack, page, place_key, *numbers))


def write_pack(pack: PaperPack, path: Path) -> None:
    """Write a pack as JSON; drawings are packed, so that a sheet takes some ten kilobytes."""
    with write_whole(path) as unfinished:
        unfinished.write_text(json.dumps(pack_as_json(pack), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def pack_as_json(pack: PaperPack) -> dict[str, Any]:
    """Return a pack as its file holds it."""
    document: dict[str, Any] = {"schema": SCHEMA, **asdict(pack)}
    for sheet in document["sheets"]:
        sheet["drawing"] = base64.b64encode(zlib.compress(sheet["drawing"].encode(), 9)).decode()
    document = json.loads(json.dumps(document))
    return {**document, "digest": _digest(document)}


def read_pack(path: Path) -> PaperPack:
    """Read the file of a pack.

    Raises
    ------
    BadInputError
        If there is none, it is no pack, or it is damaged or was changed.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _bad(path.name, f"It has more than {LARGEST // 1024**2} MB.")
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _bad(path.name, f"It could not be opened ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        raise _bad(path.name, "It is not JSON in UTF-8, or is cut short.") from error
    return pack_from_json(document, path.name)


def pack_from_json(document: object, name: str = "The pack") -> PaperPack:
    """Return the pack that a document holds.

    Raises
    ------
    BadInputError
        If it is no pack, or it is damaged or was changed.
    """
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise _bad(name, f"It does not say that it is a pack ({SCHEMA}).")
    kept = {key: value for key, value in document.items() if key != "digest"}
    if document.get("digest") != _digest(kept):
        raise _bad(name, "It is damaged or was changed after printing: its digest is another.")
    try:
        return _pack(kept)
    except (KeyError, TypeError, ValueError, zlib.error) as error:
        raise _bad(name, f"A part of it is missing or cannot be read ({error}).") from error


def _pack(document: Mapping[str, Any]) -> PaperPack:
    fields = {key: value for key, value in document.items() if key not in {"schema", "pens", "sheets"}}
    if not 0 < len(document["sheets"]) <= FAMILIES:
        raise ValueError(f"{len(document['sheets'])} sheets")
    pens = tuple(Pen(**each) for each in document["pens"])
    return PaperPack(**fields, pens=pens, sheets=tuple(map(_sheet, document["sheets"])))


def _sheet(given: Mapping[str, Any]) -> PrintedSheet:
    boxes = {name: _four(given[name]) for name in ("code_box", "token_box", "words_box")}
    made = {
        "frame": SheetFrame(**given["frame"]),
        "corners": tuple((float(x), float(y)) for x, y in given["corners"]),
        "drawing": _unpacked(given["drawing"]),
    }
    return PrintedSheet(**{**given, **boxes, **made})


def _four(given: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, width, height = map(float, given)
    return left, top, width, height


def _unpacked(packed: str) -> str:
    opened = zlib.decompressobj()
    text = opened.decompress(base64.b64decode(packed, validate=True), LARGEST)
    if opened.unconsumed_tail:
        raise ValueError("a drawing too large")
    return text.decode()


def _digest(document: Mapping[str, Any]) -> str:
    return sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _bad(name: str, why: str) -> BadInputError:
    return BadInputError(f"{name} cannot be used as a pack of paper.", why, AGAIN)
