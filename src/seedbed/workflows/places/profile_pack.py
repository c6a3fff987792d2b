"""Which installed pack a place is profiled from."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from seedbed.errors import MissingDataError, UsageError
from seedbed.formats.boundaries import read_boundary
from seedbed.sources.packs import Pack
from seedbed.sources.store import GET_DATA, installed_packs, named_pack, pack_holding_all
from seedbed.workflows.places.profile import Place

DEGREES_AROUND = 0.3
"""A small area's centre can lie this far from its edge in open country."""


def choose_pack(place: Place, directory: Path, name: str = "") -> Pack:
    """Return the pack to profile a place from.

    Parameters
    ----------
    place
        What to profile.
    directory
        Where packs are installed.
    name
        Name of an installed pack, or a folder that holds one; empty finds the pack that covers the place.

    Raises
    ------
    MissingDataError
        If no installed pack fits.
    UsageError
        If several do.
    BadInputError
        If the boundary file is bad.
    """
    if name:
        return named_pack(name, directory)
    if place.codes:
        return pack_holding_all(list(place.codes), directory)
    packs = installed_packs(directory)
    if not packs:
        raise MissingDataError("No pack is installed.", f"There is none in {directory}.", GET_DATA)
    if len(packs) == 1:
        return packs[0]
    real = [pack for pack in packs if not pack.package.invented]
    fitting = [pack for pack in packs if _covers(pack, place)] or real[:1] or packs[:1]
    if len(fitting) > 1:
        names = " and ".join(pack.name for pack in fitting)
        raise UsageError("Several packs cover this place.", f"They are {names}.", "Say which one with --pack.")
    return fitting[0]


def demo_place(name: str, directory: Path) -> tuple[Pack, Place]:
    """Return a neighbourhood of the invented town; the town's pack is built the first time, in a second or two.

    Raises
    ------
    UsageError
        If there is no invented neighbourhood of that name.
    """
    from seedbed.demo.names import neighbourhood_codes, neighbourhood_title
    from seedbed.demo.town import PACK_NAME, build_town_pack

    place = Place(codes=tuple(neighbourhood_codes(name)), name=neighbourhood_title(name))
    found = [pack for pack in installed_packs(directory) if pack.name == PACK_NAME]
    return (found[0] if found else build_town_pack(directory / "packs" / PACK_NAME)), place


def _covers(pack: Pack, place: Place) -> bool:
    """Say whether the place may lie in a pack, by the box around its areas' centres."""
    if place.boundary is None:
        return bool(pack.resources("postcodes")) and not pack.package.invented
    west, south, east, north = read_boundary(place.boundary, repair=place.repair).geometry.bounds
    columns = ("longitude", "latitude")
    ends = [getattr(pl.col(name), end)().alias(f"{name}_{end}") for name in columns for end in ("min", "max")]
    box = pack.scan("areas").select(ends).collect().row(0)
    if any(part is None for part in box):
        return True
    around = DEGREES_AROUND
    return bool(
        west <= box[1] + around and east >= box[0] - around and south <= box[3] + around and north >= box[2] - around
    )
