"""What was drawn on a generated sheet, and how much of it a reading found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon, box, shape
from shapely.geometry.base import BaseGeometry

from seedbed.formats.paper.pack import PrintedSheet
from seedbed.formats.paper.reading import SheetReading
from seedbed.formats.paper.squaring import Squared

Spots = NDArray[np.float64]

NEAR = 3.0
"""Millimetres that a point may be off."""
BESIDE = 2.0
"""Millimetres that a line may be off, on average."""
COVERED = 0.8
OVERLAP = 0.7
"""Of an area and the proposed one: intersection over union."""
SQUARED = 2.0
"""Millimetres: the bar of squaring, at the worst of the places looked at."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark that somebody drew: its kind, pen and place on the sheet in millimetres."""

    kind: str
    colour: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Photographed:
    """A generated photograph.

    Parameters
    ----------
    truth
        For each pixel, which spot of the sheet it shows, millimetres; not a number beside the sheet.
    """

    pixels: NDArray[np.uint8]
    truth: NDArray[np.float32]
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a sheet was read.

    Parameters
    ----------
    worst
        Millimetres by which the squared sheet is off at the worst of the places looked at.
    missed, false
        Marks that were not found, and proposals where nothing like it was drawn.
    """

    worst: float
    found: int
    missed: tuple[Drawn, ...]
    false: tuple[str, ...]


def score(reading: SheetReading, sheet: PrintedSheet, photo: Photographed) -> Score:
    """Compare a reading with what was drawn."""
    worst = off_by(reading.squared, sheet, photo.truth)
    wanted = [each for each in photo.drawn if each.kind != "words"]
    words = [each.shape for each in photo.drawn if each.kind == "words"]
    left = [(mark.kind, mark.colour, _on_sheet(mark.geometry, sheet), box(*_rim(mark.box))) for mark in reading.marks]
    missed = []
    for each in wanted:
        hit = next(
            (mark for mark in left if mark[:2] == (each.kind, each.colour) and _alike(each.shape, mark[2])), None
        )
        if hit is None:
            missed.append(each)
        else:
            left.remove(hit)
    written = [kind == "words" and any(rim.intersects(each) for each in words) for kind, _, _, rim in left]
    false = [f"{kind} {colour}" for (kind, colour, _, _), right in zip(left, written, strict=True) if not right]
    return Score(worst, len(wanted) - len(missed), tuple(missed), tuple(false))


def off_by(squared: Squared, sheet: PrintedSheet, truth: NDArray[np.float32]) -> float:
    """Return by how many millimetres a squared sheet is off, at the worst of 12 × 12 places of its map."""
    frame = sheet.frame
    across = np.linspace(frame.left + 2, frame.left + frame.width - 2, 12)
    down = np.linspace(frame.top + 2, frame.top + frame.height - 2, 12)
    spots = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    seen = squared.seen_at(spots)
    rows, columns = truth.shape[:2]
    x, y = np.clip(seen[:, 0], 0, columns - 2), np.clip(seen[:, 1], 0, rows - 2)
    left, top = x.astype(int), y.astype(int)
    share_x, share_y = (x - left)[:, None], (y - top)[:, None]
    upper = truth[top, left] * (1 - share_x) + truth[top, left + 1] * share_x
    lower = truth[top + 1, left] * (1 - share_x) + truth[top + 1, left + 1] * share_x
    off = np.hypot(*(upper * (1 - share_y) + lower * share_y - spots).T)
    return float(np.max(np.where(np.isfinite(off), off, 0.0)))


def _rim(place: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, width, height = place
    return left, top, left + width, top + height


def _on_sheet(geometry: dict[str, object], sheet: PrintedSheet) -> BaseGeometry:
    def spots(places: Spots) -> Spots:
        return np.array([sheet.frame.to_mm(x, y) for x, y in places])

    return shapely.make_valid(shapely.transform(shape(geometry), spots))


def _alike(drawn: BaseGeometry, found: BaseGeometry) -> bool:
    if isinstance(drawn, Point):
        return bool(drawn.distance(found) <= NEAR)
    if isinstance(drawn, Polygon):
        drawn = drawn.buffer(0)
        return bool(drawn.intersection(found).area >= OVERLAP * drawn.union(found).area)
    assert isinstance(drawn, LineString)
    covered = drawn.intersection(found.buffer(BESIDE)).length / drawn.length
    back = found.intersection(drawn.buffer(BESIDE)).length / max(found.length, 1e-9)
    return bool(covered >= COVERED and back >= COVERED)


def apart(taken: Sequence[BaseGeometry], new: BaseGeometry, least: float = 9.0) -> bool:
    """Say whether a shape is far enough from others for a person to tell them apart."""
    return all(new.distance(each) >= least for each in taken)
