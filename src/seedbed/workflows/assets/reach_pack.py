"""Small areas and postcodes of a pack as origins, with their people by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from seedbed.analysis.assets.network import Floats, WalkNetwork
from seedbed.errors import BadInputError, MissingDataError, UsageError
from seedbed.formats.data_table_headings import plain_heading
from seedbed.sources.packs import Pack
from seedbed.sources.store import GET_DATA, installed_packs, named_pack
from seedbed.workflows.assets.reach_groups import GroupsAsked, people_by_group
from seedbed.workflows.assets.reach_origins import MARGIN, Origins, OriginsAsked

DEPRIVATION = {"deprivation_rank": "lowest", "deprivation_score": "highest"}
"""Roles of a pack's index of deprivation, and which end is the most deprived."""
FAMILIES = {"age": "Age", "ethnicity": "Ethnicity", "disability": "Disability"}
"""Parts of indicators' names that people are compared by, and what they are called."""
OLDER = ".age.65_plus"
ROUNDED = 0.02
"""Share by which published counts of groups may miss their whole through rounding."""


def origins_of_pack(asked: OriginsAsked, network: WalkNetwork, directory: Path) -> Origins:
    """Return the small areas of a pack on the map, or their postcodes.

    Groups name indicators of the pack. Without any, people are compared by deprivation and, where the pack counts
    them, by age, ethnicity and disability.

    Raises
    ------
    MissingDataError
        If no pack is installed, or it has no postcodes here.
    UsageError
        If several packs are installed and none is named.
    BadInputError
        If none of the areas lies on the map, or the pack has no such indicator.
    """
    pack = _pack(asked.pack, directory)
    areas = _areas_here(pack, network)
    codes = areas["code"].to_list()
    people = np.nan_to_num(_numbers(areas["population"]))
    if asked.groups:
        wanted, figures = (
            asked.groups,
            _figures(pack, codes, [each for group in asked.groups for each in group.columns]),
        )
    else:
        figures = _figures(pack, codes, _usual(pack))
        wanted = tuple(_usual_groups(pack, figures))
    groups = tuple(people_by_group(each, figures.parts, people, figures.wholes) for each in wanted)
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


def streets_of_pack(name: str, directory: Path) -> Path:
    """Return the map of streets that comes with a pack.

    Raises
    ------
    MissingDataError
        If no pack is installed, or it has no streets.
    UsageError
        If several packs are installed and none is named.
    """
    pack = _pack(name, directory)
    found = pack.resources("streets")
    if not found:
        raise MissingDataError(
            "There are no streets.",
            f"None were given, and the pack {pack.name} has none.",
            "Give an OpenStreetMap file (.osm.pbf) with --osm.",
        )
    return pack.whole_path(found[0])


@dataclass(frozen=True)
class _Figures:
    """Indicators of areas by plain heading: numerators (of scores and ranks the values) and denominators."""

    parts: dict[str, Floats]
    wholes: dict[str, Floats]


def _figures(pack: Pack, codes: list[str], named: Iterable[str]) -> _Figures:
    """Return the latest figures of indicators."""
    wanted = sorted(set(named))
    unknown = [name for name in wanted if name not in pack.indicators]
    if unknown:
        raise BadInputError(
            "The groups cannot be told.",
            f"The pack {pack.name} has no indicator '{unknown[0]}'.",
            "Name indicators of the pack: its table 'indicators' lists them.",
        )
    table = pack.figures(codes, wanted).with_columns(pl.col("period").cast(pl.String)).collect()
    latest = table.filter(pl.col("period") == pl.col("period").max().over("indicator"))
    place = {code: row for row, code in enumerate(codes)}
    found = _Figures({}, {})
    for (name,), rows in latest.group_by("indicator"):
        indicator = pack.indicators[str(name)]
        counts = indicator.kind in {"proportion", "rate", "count"} and rows["numerator"].null_count() < len(rows)
        at = [place[code] for code in rows["area"]]
        for target, source in ((found.parts, "numerator" if counts else "value"), (found.wholes, "denominator")):
            values = np.full(len(codes), np.nan)
            values[at] = _numbers(rows[source])
            target[plain_heading(str(name))] = values
    return found


def _usual(pack: Pack) -> list[str]:
    """Return the indicators that people are compared by unless others are asked for."""
    small = [name for name, each in pack.indicators.items() if each.level == pack.small_level.id]
    of_family = [name for name in small if any(f".{family}." in name for family in FAMILIES)]
    return [*of_family, *(pack.package.roles[role] for role in DEPRIVATION if role in pack.package.roles)]


def _usual_groups(pack: Pack, figures: _Figures) -> Iterator[GroupsAsked]:
    for role, first in DEPRIVATION.items():
        name = pack.package.roles.get(role, "")
        if plain_heading(name) in figures.parts:
            yield GroupsAsked("Deprivation", (("", name),), ordered=True, fifths=first)
            break
    for family, title in FAMILIES.items():
        members = [name for name in _usual(pack) if f".{family}." in name and plain_heading(name) in figures.parts]
        if _adds_up(figures, members):
            yield GroupsAsked(title, tuple((pack.indicators[name].name, name) for name in members))
        else:
            told = [name for name in members if name in pack.package.plus_groups or name.endswith(OLDER)]
            yield from (GroupsAsked(pack.indicators[name].name, ((pack.indicators[name].name, name),)) for name in told)


def _adds_up(figures: _Figures, members: Sequence[str]) -> bool:
    """Say whether groups part everyone without overlap."""
    if len(members) < 2:
        return False
    parts = sum(float(np.nansum(figures.parts[plain_heading(name)])) for name in members)
    whole = float(np.nansum(figures.wholes[plain_heading(members[0])]))
    return whole > 0 and abs(parts / whole - 1) < ROUNDED


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
