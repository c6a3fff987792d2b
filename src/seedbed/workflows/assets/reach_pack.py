"""Small areas and postcodes of a pack as origins, with their people by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from seedbed.analysis.assets.access_equity import FEWEST_AREAS
from seedbed.analysis.assets.network import Floats, WalkNetwork
from seedbed.errors import BadInputError, MissingDataError, UsageError
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.datapackage import FILE_NAME
from seedbed.reports.words import listed
from seedbed.sources.packs import Pack
from seedbed.sources.store import GET_DATA, installed_packs, named_pack
from seedbed.workflows.assets.reach_groups import GroupsAsked, people_by_group
from seedbed.workflows.assets.reach_inside import Inside, areas_inside, found_inside, inside_notes, points_inside
from seedbed.workflows.assets.reach_missing import MARGIN, OFF, Missed, missed, of_this_place
from seedbed.workflows.assets.reach_origins import Origins, OriginsAsked

DEPRIVATION = {"deprivation_rank": "lowest", "deprivation_score": "highest"}
"""Roles of a pack's index of deprivation, and which end is the most deprived."""
FAMILIES = {"age": "Age", "ethnicity": "Ethnicity", "disability": "Disability"}
"""Parts of indicators' names that people are compared by, and what they are called."""
OLDER = ".age.65_plus"
FEWEST_COMPARED = 2
"""Small areas between which groups can differ at all: people of one area share their streets."""
ROUNDED = 0.02
"""Share by which published counts of groups may miss their whole through rounding."""


def origins_of_pack(asked: OriginsAsked, network: WalkNetwork, directory: Path) -> Origins:
    """Return the small areas of a pack on the map, or their postcodes: of all, or of a neighbourhood.

    Of an area that the line of the neighbourhood cuts, the share of people and groups inside it is counted.
    Groups name indicators of the pack. Without any, people are compared by deprivation and, where the pack counts them,
    by age, ethnicity and disability. Groups that so few areas cannot tell apart are left out, and a note says so.

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
    inside = found_inside(asked.inside, pack) if asked.inside is not None else None
    areas, lost, notes = _areas_here(pack, network, inside, middles=asked.origins == "oa")
    codes = areas["code"].to_list()
    shares = np.ones(len(codes)) if inside is None else inside.of(codes)
    people = shares * np.nan_to_num(_numbers(areas["population"]))
    wanted, figures = _wanted(pack, asked.groups, codes, shares)
    told, too_few = _told_apart(wanted, int((people > 0).sum()))
    own = Origins(
        "small areas",
        codes,
        _numbers(areas["longitude"]),
        _numbers(areas["latitude"]),
        np.arange(len(codes), dtype=np.intp),
        people,
        people,
        tuple(people_by_group(each, figures.parts, people, figures.wholes) for each in told),
        invented=pack.package.invented,
        outline=None if inside is None else inside.outline,
        area_codes=codes,
        names=dict(zip(codes, areas["name"].to_list(), strict=True)),
        missed=lost,
        notes=[*notes, *too_few],
    )
    return own if asked.origins == "oa" else _postcodes(pack, own, inside)


def _wanted(
    pack: Pack, asked: Sequence[GroupsAsked], codes: list[str], shares: Floats
) -> tuple[Sequence[GroupsAsked], _Figures]:
    """Return the groups that were asked for, or else those that are usual, and their figures."""
    if asked:
        return asked, _figures(pack, codes, [each for group in asked for each in group.columns], shares)
    figures = _figures(pack, codes, _usual(pack), shares)
    return list(_usual_groups(pack, figures)), figures


def _told_apart(wanted: Sequence[GroupsAsked], areas: int) -> tuple[list[GroupsAsked], list[str]]:
    """Return the groups that so many areas can tell apart, and say which they cannot."""
    if areas >= FEWEST_AREAS:
        return list(wanted), []
    lost = wanted if areas < FEWEST_COMPARED else [each for each in wanted if each.fifths]
    names = listed([each.name for each in lost])
    if not lost:
        return list(wanted), []
    if areas < FEWEST_COMPARED:
        told = f"Not compared: {names}. All people counted live in one small area, so that no group is nearer."
    else:
        told = f"Not compared: {names}. Of {areas} small areas a fifth would be one area or two, not a group of people."
    return [each for each in wanted if each not in lost], [told]


def _pack(name: str, directory: Path) -> Pack:
    if name:
        return named_pack(name, directory)
    packs = installed_packs(directory)
    if not packs:
        raise MissingDataError("No pack is installed.", f"There is none in {directory / 'packs'}.", GET_DATA)
    real = [pack for pack in packs if not pack.package.invented]
    if len(packs) == 1 or len(real) == 1:
        return (real or packs)[0]
    names = " and ".join(pack.name for pack in packs)
    raise UsageError("Several packs are installed.", f"They are {names}.", "Say which one with --pack.")


def _areas_here(
    pack: Pack, network: WalkNetwork, inside: Inside | None, *, middles: bool
) -> tuple[pl.DataFrame, tuple[Missed, ...], list[str]]:
    """Return the small areas on the map, all or those of a neighbourhood, whose people are missing, and notes."""
    areas = pack.small_areas()
    if inside is not None:
        areas = areas_inside(areas, inside, pack.name)
    on_map = [
        pl.col(name).is_between(float(nodes.min()) - MARGIN, float(nodes.max()) + MARGIN)
        for name, nodes in (("longitude", network.longitude), ("latitude", network.latitude))
    ]
    here = areas.filter(on_map)
    if here.is_empty():
        of = f"the {len(areas):,} small areas of the pack {pack.name}"
        whose = of if inside is None else f"the neighbourhood's {len(areas):,} small areas"
        raise BadInputError(
            "No origin lies on the map.",
            f"None of {whose} lies within the streets that were read.",
            "Give a map of a place that the pack covers, or a file of origins.",
        )
    notes = [] if inside is None else inside_notes(inside, len(areas), here["code"].to_list(), middles=middles)
    return here, _off_the_map(areas, set(here["code"]), network, inside), notes


def _off_the_map(
    areas: pl.DataFrame, here: set[str], network: WalkNetwork, inside: Inside | None
) -> tuple[Missed, ...]:
    """Return the people of small areas off the map: of a neighbourhood, or of the place that the map shows."""
    codes = areas["code"].to_list()
    counted = np.array([code in here for code in codes], dtype=np.bool_)
    people = np.nan_to_num(_numbers(areas["population"]))
    if inside is not None:
        return missed(OFF, codes, people * inside.of(codes), ~counted)
    ours = of_this_place(
        _numbers(areas["longitude"]), _numbers(areas["latitude"]), network, counted, areas["name"].to_list()
    )
    return missed(OFF, codes, people, ours & ~counted)


def streets_come_with_a_pack(osm: Path) -> bool:
    """Say whether streets are a file of a data pack."""
    return any((folder / FILE_NAME).is_file() for folder in list(osm.parents)[:2])


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


def _figures(pack: Pack, codes: list[str], named: Iterable[str], shares: Floats) -> _Figures:
    """Return the latest figures of indicators; of counts the share of each area."""
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
            target[plain_heading(str(name))] = values if source == "value" else shares * values
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


def _postcodes(pack: Pack, own: Origins, inside: Inside | None) -> Origins:
    """Return the postcodes of small areas; an area's people are shared out evenly among its postcodes (inside)."""
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
    found = replace(
        own,
        kind="postcodes",
        codes=table["postcode"].to_list(),
        longitude=np.asarray(longitude),
        latitude=np.asarray(latitude),
        area=np.array([place[code] for code in table["area"]], dtype=np.intp),
    )
    if inside is None:
        return found
    return found.kept(points_inside(inside, table["area"].to_list(), found.longitude, found.latitude))
