"""Many places on a map: which stand alone on a tile and which stand together, for any zoom, without waiting.

Places are sorted along Morton's curve (G. M. Morton 1966, "A computer oriented geodetic data base"), on which every
square of every tiling is one run. A tile is then found by two searches, and the places of its squares by where the run
changes: whoever asks for a tile pays for what is on it. Places of one square of a tile are shown together, at their
mean.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.errors import UsageError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Codes = NDArray[np.uint64]
Booleans = NDArray[np.bool_]

LEVELS = 28
"""Halvings of the world on each axis: the smallest square is 15 cm wide at the equator."""
LAST_ZOOM = 18
"""The nearest tiles that are made; a map shows these larger when it comes nearer."""
HALVINGS, LAST_HALVINGS = 3, 6
"""Halvings of a tile into squares: eight by eight, 64 pixels each; of the nearest tiles 64 by 64, of eight pixels."""
EXTENT = 4096
"""Units across a tile, as vector tiles count them."""
NORTHMOST = 85.0511287798066
"""The latitude at which Web Mercator's square ends, degrees."""
ALONE = -1
"""Stands for the number of a place where there are several."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Places sorted along Morton's curve.

    Parameters
    ----------
    code
        Where each stands on the curve, rising.
    x, y
        Place on Web Mercator's square, 0 to 1 from the north-west corner.
    number
        Which of the places that were given each is.
    """

    code: Codes
    x: Floats
    y: Floats
    number: Integers


@dataclass(frozen=True, slots=True)
class Marks:
    """What a tile shows: one mark a square that holds anything.

    Parameters
    ----------
    x, y
        Place on the tile, 0 to `EXTENT` from its north-west corner.
    count
        How many places it stands for.
    number
        Which place it is; `ALONE` where it stands for several.
    """

    x: Integers
    y: Integers
    count: Integers
    number: Integers


def pins_at(longitude: ArrayLike, latitude: ArrayLike) -> Pins:
    """Sort places for `marks_on`.

    Parameters
    ----------
    longitude, latitude
        Degrees of WGS84. Beyond Web Mercator's square (85 degrees north or south) they stand at its edge.

    Raises
    ------
    UsageError
        If one has no place, or the two differ in length.
    """
    east, north = np.asarray(longitude, np.float64), np.asarray(latitude, np.float64)
    if east.shape != north.shape or not (np.isfinite(east).all() and np.isfinite(north).all()):
        raise UsageError(
            "These places cannot be put on a map.",
            "Each needs one longitude and one latitude.",
            "Leave out what has no place.",
        )
    x, y = on_square(east, north)
    code = _interleaved(_steps(x)) | (_interleaved(_steps(y)) << np.uint64(1))
    order = np.argsort(code, kind="stable")
    return Pins(code[order], x[order], y[order], order)


def on_square(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Return places on Web Mercator's square, 0 to 1 from the north-west corner; degrees in."""
    north = np.radians(np.clip(latitude, -NORTHMOST, NORTHMOST))
    return np.clip(longitude / 360 + 0.5, 0, 1), 0.5 - np.log(np.tan(np.pi / 4 + north / 2)) / (2 * np.pi)


def marks_on(pins: Pins, zoom: int, x: int, y: int, *, chosen: Booleans | None = None) -> Marks:
    """Return what one tile shows.

    Parameters
    ----------
    zoom, x, y
        The tile, counted as web maps count: zoom 0 is the world, x runs eastwards and y southwards.
    chosen
        Which of the places that were given count, in the order in which they were given; all without it.

    Raises
    ------
    UsageError
        If there is no such tile.
    """
    _check(zoom, x, y)
    first = int(_interleaved(np.array([x], np.uint64))[0]) | int(_interleaved(np.array([y], np.uint64))[0]) << 1
    below = 2 * (LEVELS - zoom)
    start, end = np.searchsorted(pins.code, np.array([first << below, (first + 1) << below], np.uint64))
    halvings = HALVINGS if zoom < LAST_ZOOM else LAST_HALVINGS
    run = slice(int(start), int(end)) if chosen is None else start + np.flatnonzero(chosen[pins.number[start:end]])
    return _together(pins, run, 2 * (LEVELS - zoom - halvings), (zoom, x, y))


def _together(pins: Pins, run: slice | Integers, shift: int, tile: tuple[int, int, int]) -> Marks:
    """Put the places of each square together; a square is where the codes agree above ``shift`` bits."""
    squares = pins.code[run] >> np.uint64(shift)
    if not squares.size:
        none = np.zeros(0, np.int64)
        return Marks(none, none, none, none)
    heads = np.flatnonzero(np.concatenate([[True], squares[1:] != squares[:-1]]))
    count = np.diff(np.append(heads, squares.size))
    zoom, across, down = tile
    x, y = (np.add.reduceat(each[run], heads) / count * 2**zoom for each in (pins.x, pins.y))
    number = np.where(count == 1, pins.number[run][heads], ALONE)
    return Marks(_units(x - across), _units(y - down), count, number)


def _units(part: Floats) -> Integers:
    return np.clip(np.rint(part * EXTENT), 0, EXTENT).astype(np.int64)


def _steps(part: Floats) -> Codes:
    whole: Floats = np.minimum(part * 2**LEVELS, 2**LEVELS - 1)
    return whole.astype(np.uint64)


def _interleaved(values: Codes) -> Codes:
    """Put a nought before each binary digit, so that two numbers can be put between one another."""
    spread: Codes = values.astype(np.uint64)
    for step, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread |= spread << np.uint64(step)
        spread &= np.uint64(mask)
    return spread


def _check(zoom: int, x: int, y: int) -> None:
    if 0 <= zoom <= LAST_ZOOM and 0 <= x < 2**zoom and 0 <= y < 2**zoom:
        return
    raise UsageError(
        f"There is no tile {zoom}/{x}/{y}.",
        f"Zooms run from 0 to {LAST_ZOOM}, and a zoom has as many tiles across as two to its power.",
        "Ask for a tile of the world.",
    )
