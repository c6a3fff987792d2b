"""Read heights of the ground: ESRI ASCII grids (as OS Terrain 50), alone or as a folder of tiles, and SRTM's .hgt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.climbing import HeightGrid, heights_at, with_climb
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.errors import BadInputError
from seedbed.formats.outlines import cannot_read, check_size

LARGEST_FILE = 2 * 1024**3
LARGEST_GRID = 400_000_000
"""Points of all tiles together; Great Britain every 50 metres has 364 million."""
DEGREES, BRITISH_GRID = "EPSG:4326", "EPSG:27700"
HGT_NAME = re.compile(r"^([NS])(\d{2})([EW])(\d{3})$", re.IGNORECASE)
HGT_SIDES = {1_201 * 1_201: 1_201, 3_601 * 3_601: 3_601}
HGT_UNKNOWN = -32_768
HEADER = re.compile(
    r"^\s*(ncols|nrows|xllcorner|xllcenter|yllcorner|yllcenter|cellsize|nodata_value)\s+(\S+)\s*$", re.IGNORECASE
)
NEXT = "Give an ESRI ASCII grid (.asc), a folder of them, or an SRTM tile (.hgt)."


@dataclass(frozen=True, slots=True)
class _Tile:
    metres: NDArray[np.float32]
    west: float
    south: float
    step: float


def read_heights(path: Path) -> HeightGrid:
    """Read heights.

    Parameters
    ----------
    path
        ``.asc``; a folder in which all ``.asc`` files, also of folders inside, are tiles of one grid; or ``.hgt``.
        Coordinates of an ``.asc`` are taken for degrees where all lie within 180, else for metres of the British
        National Grid.

    Raises
    ------
    BadInputError
        If a file cannot be read, is no grid, or tiles do not fit together.
    """
    if path.is_dir():
        files = sorted(path.rglob("*.asc"))
        if not files:
            raise cannot_read(path, "The folder holds no .asc file.", NEXT)
        return _together(path, [_read_asc(file) for file in files])
    check_size(path, LARGEST_FILE)
    if path.suffix.lower() == ".hgt":
        return _read_hgt(path)
    return _together(path, [_read_asc(path)])


def put_heights(network: WalkNetwork, grid: HeightGrid) -> WalkNetwork:
    """Return the network with the climb of its edges, from a grid.

    Raises
    ------
    BadInputError
        If no node lies on the grid.
    """
    east, north = network.longitude, network.latitude
    if grid.system != DEGREES:
        from pyproj import Transformer

        east, north = Transformer.from_crs(DEGREES, grid.system, always_xy=True).transform(east, north)
    heights = heights_at(grid, np.asarray(east), np.asarray(north))
    if not np.isfinite(heights).any():
        raise BadInputError(
            "The heights are of another place.",
            "None of the points of the streets lies on their grid.",
            "Give heights of the ground that the streets are on.",
        )
    return with_climb(network, heights)


def _read_asc(path: Path) -> _Tile:
    check_size(path, LARGEST_FILE)
    try:
        with path.open(encoding="ascii") as file:
            said, first = {}, ""
            for line in file:
                match = HEADER.match(line)
                if match is None:
                    first = line
                    break
                said[match[1].lower()] = _finite(match[2])
            values = np.array((first + file.read()).split(), dtype=np.float32)
    except ValueError as error:
        raise cannot_read(path, "It holds something that is no number.", NEXT) from error
    missing = [name for name in ("ncols", "nrows", "cellsize") if name not in said]
    corner = _corner(said)
    if missing or corner is None:
        why = f"Its head lacks {', '.join(missing) or 'where its corner is'}."
        raise cannot_read(path, f"It is no ESRI ASCII grid. {why}", NEXT)
    rows, columns, step = int(said["nrows"]), int(said["ncols"]), said["cellsize"]
    if rows < 1 or columns < 1 or step <= 0 or len(values) != rows * columns:
        why = f"Its head speaks of {rows:,} rows of {columns:,} heights, and it holds {len(values):,}."
        raise cannot_read(path, why, "Download it again.")
    metres = values.reshape(rows, columns)
    metres[metres == np.float32(said.get("nodata_value", -9999.0))] = np.nan
    return _Tile(metres, *corner, step)


def _finite(said: str) -> float:
    number = float(said)
    if not np.isfinite(number):
        raise ValueError(said)
    return number


def _corner(said: dict[str, float]) -> tuple[float, float] | None:
    """Return where the middle of the south-west cell is."""
    half = said.get("cellsize", 0.0) / 2
    if "xllcenter" in said and "yllcenter" in said:
        return said["xllcenter"], said["yllcenter"]
    if "xllcorner" in said and "yllcorner" in said:
        return said["xllcorner"] + half, said["yllcorner"] + half
    return None


def _together(path: Path, tiles: list[_Tile]) -> HeightGrid:
    step = tiles[0].step
    west, south = min(tile.west for tile in tiles), min(tile.south for tile in tiles)
    places = [((tile.west - west) / step, (tile.south - south) / step) for tile in tiles]
    if any(tile.step != step for tile in tiles) or any(abs(at - round(at)) > 1e-3 for place in places for at in place):
        raise cannot_read(path, "Its tiles are not of one grid.", "Give tiles of one product.")
    columns = max(round(x) + tile.metres.shape[1] for (x, _), tile in zip(places, tiles, strict=True))
    rows = max(round(y) + tile.metres.shape[0] for (_, y), tile in zip(places, tiles, strict=True))
    if rows * columns > LARGEST_GRID:
        why = f"Together its tiles span {rows:,} by {columns:,} points, more than {LARGEST_GRID:,}."
        raise cannot_read(path, why, "Give the tiles of your area alone.")
    metres = np.full((rows, columns), np.nan, dtype=np.float32)
    for (x, y), tile in zip(places, tiles, strict=True):
        bottom, left = rows - round(y), round(x)
        metres[bottom - tile.metres.shape[0] : bottom, left : left + tile.metres.shape[1]] = tile.metres
    north = south + (rows - 1) * step
    in_degrees = max(abs(west), abs(west + (columns - 1) * step)) <= 180 and max(abs(south), abs(north)) <= 90
    return HeightGrid(metres, west, north, step, step, DEGREES if in_degrees else BRITISH_GRID)


def _read_hgt(path: Path) -> HeightGrid:
    match = HGT_NAME.match(path.stem)
    if match is None:
        raise cannot_read(
            path, "Its name does not say where it is, as N51W004.hgt does.", "Keep the name it came with."
        )
    read = np.fromfile(path, dtype=">i2")
    if len(read) not in HGT_SIDES:
        why = f"It holds {len(read):,} heights; a tile has 1,201 or 3,601 rows of as many."
        raise cannot_read(path, why, "Download it again.")
    side = HGT_SIDES[len(read)]
    metres = read.reshape(side, side).astype(np.float32)
    metres[metres == HGT_UNKNOWN] = np.nan
    south = int(match[2]) * (1 if match[1].upper() == "N" else -1)
    west = int(match[4]) * (1 if match[3].upper() == "E" else -1)
    step = 1 / (side - 1)
    return HeightGrid(metres, float(west), float(south + 1), step, step, DEGREES)
