"""Origins that are no file: homes of the map, cells of a grid, small areas and postcodes of a pack."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from seedbed.analysis.assets.network import Floats, WalkNetwork
from seedbed.errors import BadInputError, MissingDataError, UsageError
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.osm_buildings import read_homes
from seedbed.formats.points_table import PointsTable
from seedbed.sources.packs import Pack
from seedbed.sources.store import GET_DATA, installed_packs, named_pack
from seedbed.workflows.assets.reach_groups import GroupsAsked, people_by_group
from seedbed.workflows.assets.reach_origins import (
    MARGIN,
    Origins,
    OriginsAsked,
    origins_of_points,
    read_file_of_origins,
)

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
    if asked.origins == "buildings":
        homes, note = read_homes(streets)
        found = origins_of_points(homes, asked, "homes", network)
        return replace(found, notes=[note, *found.notes])
    if asked.origins == "h3":
        return origins_of_points(cells(network, asked.resolution), asked, CELLS, network)
    if asked.origins in {"oa", "postcodes"}:
        return _of_pack(asked, network, directory)
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


def _of_pack(asked: OriginsAsked, network: WalkNetwork, directory: Path) -> Origins:
    pack = _pack(asked.pack, directory)
    areas = _areas_here(pack, network)
    codes = areas["code"].to_list()
    figures, wholes = _figures(pack, codes, asked.groups)
    people = np.nan_to_num(_numbers(areas["population"]))
    groups = tuple(people_by_group(each, figures, people, wholes) for each in asked.groups)
    own = Origins(
        "small areas",
        codes,
        _numbers(areas["longitude"]),
        _numbers(areas["latitude"]),
        np.arange(len(codes), dtype=np.intp),
        people,
        people,
        groups,
        invented=pack.package.invented,
    )
    return own if asked.origins == "oa" else _postcodes(pack, own)


def _pack(name: str, directory: Path) -> Pack:
    if name:
        return named_pack(name, directory)
    packs = installed_packs(directory)
    if not packs:
        raise MissingDataError("No pack is installed.", f"There is none in {directory}.", GET_DATA)
    real = [pack for pack in packs if not pack.package.invented]
    if len(packs) == 1 or len(real) == 1:
        return (real or packs)[0]
    names = " and ".join(pack.name for pack in packs)
    raise UsageError("Several packs are installed.", f"They are {names}.", "Say which one with --pack.")


def _areas_here(pack: Pack, network: WalkNetwork) -> pl.DataFrame:
    areas = pack.small_areas()
    inside = [
        pl.col(name).is_between(float(nodes.min()) - MARGIN, float(nodes.max()) + MARGIN)
        for name, nodes in (("longitude", network.longitude), ("latitude", network.latitude))
    ]
    here = areas.filter(inside)
    if here.is_empty():
        raise BadInputError(
            "No origin lies on the map.",
            f"None of the {len(areas):,} small areas of the pack {pack.name} lies within the streets that were read.",
            "Give a map of a place that the pack covers, or a file of origins.",
        )
    return here


def _figures(
    pack: Pack, codes: list[str], asked: tuple[GroupsAsked, ...]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Return the latest numerators (of scores and ranks the values) of the indicators asked for, and denominators."""
    named = {column for each in asked for column in each.columns}
    unknown = named - set(pack.indicators)
    if unknown:
        raise BadInputError(
            "The groups cannot be told.",
            f"The pack {pack.name} has no indicator '{min(unknown)}'.",
            "Name indicators of the pack: its table 'indicators' lists them.",
        )
    table = pack.figures(codes, named).with_columns(pl.col("period").cast(pl.String)).collect()
    latest = table.filter(pl.col("period") == pl.col("period").max().over("indicator"))
    place = {code: row for row, code in enumerate(codes)}
    columns: dict[str, Floats] = {}
    wholes: dict[str, Floats] = {}
    for (name,), rows in latest.group_by("indicator"):
        indicator = pack.indicators[str(name)]
        counts = indicator.kind in {"proportion", "rate", "count"} and rows["numerator"].null_count() < len(rows)
        at = [place[code] for code in rows["area"]]
        for target, source in ((columns, "numerator" if counts else "value"), (wholes, "denominator")):
            values = np.full(len(codes), np.nan)
            values[at] = _numbers(rows[source])
            target[plain_heading(str(name))] = values
    return columns, wholes


def _numbers(series: pl.Series) -> Floats:
    return np.asarray(series.cast(pl.Float64).fill_null(np.nan).to_numpy(), dtype=np.float64)


def _postcodes(pack: Pack, own: Origins) -> Origins:
    """Return the postcodes of small areas; an area's people are shared out evenly among its postcodes."""
    from pyproj import Transformer

    table = pack.scan("postcodes").filter(pl.col("area").is_in(own.codes)).collect()
    if table.is_empty():
        raise MissingDataError(
            "There are no postcodes here.",
            f"The pack {pack.name} has none in the {len(own):,} small areas on the map.",
            "Use another pack, or --origins oa.",
        )
    turn = Transformer.from_crs(pack.package.grid, "EPSG:4326", always_xy=True)
    longitude, latitude = turn.transform(_numbers(table["easting"]), _numbers(table["northing"]))
    place = {code: row for row, code in enumerate(own.codes)}
    return replace(
        own,
        kind="postcodes",
        codes=table["postcode"].to_list(),
        longitude=np.asarray(longitude),
        latitude=np.asarray(latitude),
        area=np.array([place[code] for code in table["area"]], dtype=np.intp),
    )
