"""Where people start from: a file, homes of the map, cells of a grid, small areas or postcodes of a pack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.errors import UsageError
from seedbed.formats.osm_buildings import read_homes
from seedbed.formats.points_table import PointsTable
from seedbed.workflows.assets.reach_origins import Origins, OriginsAsked, origins_of_points, read_file_of_origins
from seedbed.workflows.assets.reach_pack import origins_of_pack

CELLS = "cells of a grid"
FINEST, COARSEST = 12, 6
"""Resolutions of the grid: cells of about 10 to 3,700 metres a side."""


def read_origins(asked: OriginsAsked, network: WalkNetwork, streets: Path, directory: Path) -> Origins:
    """Read where people start from.

    Parameters
    ----------
    streets
        The map's own file, which holds the homes.
    directory
        Where packs are installed.

    Raises
    ------
    UserError
        If they cannot be read, or none lies on the map.
    """
    if asked.inside is not None and asked.origins not in {"oa", "postcodes"}:
        raise UsageError(
            "The people inside a line cannot be told.",
            f"Whether people starting from {asked.origins} live inside it is only known of a pack's areas.",
            "Start from --origins oa or postcodes, or give a file that holds the origins inside.",
        )
    if asked.origins == "buildings":
        homes, note = read_homes(streets)
        found = origins_of_points(homes, asked, "homes", network)
        return replace(found, notes=[note, *found.notes])
    if asked.origins == "h3":
        return origins_of_points(cells(network, asked.resolution), asked, CELLS, network)
    if asked.origins in {"oa", "postcodes"}:
        return origins_of_pack(asked, network, directory)
    return read_file_of_origins(asked, network)


def cells(network: WalkNetwork, resolution: int) -> PointsTable:
    """Return the middles of the H3 cells that a street runs through.

    Raises
    ------
    UsageError
        If the resolution is too fine or too coarse to walk.
    """
    import h3

    if not COARSEST <= resolution <= FINEST:
        raise UsageError(
            f"A grid of resolution {resolution} cannot be used.",
            "Its cells would be far larger or smaller than a walk.",
            f"Give {COARSEST} (3.7 km a side) to {FINEST} (10 m).",
        )
    places = zip(network.latitude.tolist(), network.longitude.tolist(), strict=True)
    codes = sorted({h3.latlng_to_cell(latitude, longitude, resolution) for latitude, longitude in places})
    middles = np.array([h3.cell_to_latlng(code) for code in codes])
    return PointsTable(Path("h3"), "cell", codes, middles[:, 1].copy(), middles[:, 0].copy())
