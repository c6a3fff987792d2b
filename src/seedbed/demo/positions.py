"""From metres around the invented town's middle to longitude and latitude, grid metres and postcodes."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pyproj import Transformer

from seedbed.demo import lie_of_the_land as land
from seedbed.demo import names
from seedbed.demo.areas import TownAreas

Floats = NDArray[np.float64]
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters that end a postcode in the United Kingdom; no postcode there begins with ZZ1, ZZ2 or ZZ3."""


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(land.GRID, "EPSG:4326", always_xy=True)


def degrees(points: Floats) -> Floats:
    """Turn metres from the town's middle, shape (n, 2), into longitude and latitude (EPSG:4326), to about 0.1 m."""
    given = np.asarray(points, dtype=np.float64)
    longitude, latitude = _to_degrees().transform(*(given + _middle()).T)
    return np.round(np.column_stack([longitude, latitude]), 6)


def grid_metres(points: Floats) -> Floats:
    """Turn metres from the town's middle, shape (n, 2), into whole easting and northing of the pack's grid."""
    return np.round(points + _middle())


def _middle() -> Floats:
    return np.array([land.MIDDLE_EASTING, land.MIDDLE_NORTHING])


def postcode_of_block(areas: TownAreas) -> list[str]:
    """Return an invented postcode for each street block, such as ``ZZ1 1AA``, the first figure by district."""
    districts = areas.parents["district"][areas.block_area]
    seen: dict[int, int] = {}
    codes = []
    for district in districts.tolist():
        number = seen.get(district, 0)
        seen[district] = number + 1
        sector, rest = divmod(number, len(LETTERS) ** 2)
        codes.append(f"ZZ{district} {sector}{LETTERS[rest // len(LETTERS)]}{LETTERS[rest % len(LETTERS)]}")
    return codes


def postcodes_table(areas: TownAreas) -> pl.DataFrame:
    """Return the postcodes of all blocks where people live."""
    lived_in = areas.blocks.residents > 0
    grid = grid_metres(areas.blocks.centres[lived_in])
    postcodes = [code.replace(" ", "") for code in postcode_of_block(areas)]
    return pl.DataFrame(
        {
            "postcode": np.array(postcodes)[lived_in],
            "easting": grid[:, 0],
            "northing": grid[:, 1],
            "area": [names.code("small_area", int(place) + 1) for place in areas.block_area[lived_in]],
        }
    ).sort("postcode")
