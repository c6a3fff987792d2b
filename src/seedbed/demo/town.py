"""The invented town of Alderwick as a pack, made from a seed number."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import shapely

from seedbed.demo import care_system, catalogue, fields, measures, names, sites
from seedbed.demo import lie_of_the_land as land
from seedbed.demo.areas import TownAreas, make_areas
from seedbed.demo.counts import draw_counts
from seedbed.demo.figures import added_up, codes_of, figures_table
from seedbed.demo.groups import PLUS_GROUPS
from seedbed.demo.names import PACK_NAME, neighbourhood_codes
from seedbed.demo.positions import degrees, grid_metres, postcodes_table
from seedbed.demo.streets_file import write_streets
from seedbed.formats.datapackage import DataPackage
from seedbed.sources.indicators import indicators_to_table
from seedbed.sources.packs import Pack, PackWriter

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["ATTRIBUTION", "PACK_NAME", "build_town_pack", "neighbourhood_codes"]

PUBLISHER = "Seedbed (invented)"
ATTRIBUTION = (
    "Invented: Alderwick, its people, places, organisations and every figure are made up by Seedbed. Not a real place."
)

TITLES = {
    "areas": "Areas of the invented town",
    "indicators": "What the invented figures are",
    "figures": "Invented figures",
    "postcodes": "Invented postcodes",
    "sites": "Invented places people know",
    "features": "River, railway and crossings of the invented town",
    "care_system": "Who does what for the invented town",
    "streets": "Streets, places and homes of the invented town",
}


def build_town_pack(folder: Path, seed: int = 1) -> Pack:
    """Make the invented town and write it as a pack.

    Parameters
    ----------
    folder
        Where the pack goes; a pack already there is replaced.
    seed
        The same number gives the same town. Neighbourhoods keep their codes and residents with any seed.

    Raises
    ------
    UserError
        If the folder holds other files or cannot be written.
    """
    areas = make_areas(seed)
    town_fields = fields.make_fields(areas, seed)
    counts = draw_counts(areas, town_fields, seed)
    tables = {
        "areas": areas_table(areas),
        "indicators": indicators_to_table(catalogue.build_catalogue()),
        "figures": figures_table(areas, town_fields, counts, seed),
        "postcodes": postcodes_table(areas),
        "sites": sites.sites_table(areas),
        "features": sites.features_table(),
        "care_system": care_system.care_system_table(),
    }
    with PackWriter(folder, _description(seed)) as writer:
        for name, table in tables.items():
            writer.add_table(name, table, role=name, title=TITLES[name], publisher=PUBLISHER, licence=measures.LICENCE)
        for level in ("small_area", "care_area", "ward", "district", "care_system", "region"):
            writer.add_boundaries(level, boundaries(areas, level), publisher=PUBLISHER, licence=measures.LICENCE)
        writer.add_streets(
            partial(write_streets, areas), title=TITLES["streets"], publisher=PUBLISHER, licence=measures.LICENCE
        )
    return Pack.open(folder)


def _description(seed: int) -> DataPackage:
    return DataPackage(
        name=PACK_NAME,
        title="Alderwick, an invented town",
        version=str(seed),
        invented=True,
        attribution=ATTRIBUTION,
        population_period=f"an invented Census of {measures.CENSUS_YEAR}",
        levels=names.LEVELS,
        grid=land.GRID,
        roles={
            "deprivation_score": f"{catalogue.PREFIX}index.score",
            "deprivation_rank": f"{catalogue.PREFIX}index.rank",
            "deprivation_decile": f"{catalogue.PREFIX}index.decile",
            "local_authority": "district",
            "care_neighbourhood": "care_area",
            "care_place": "district",
            "care_system": "care_system",
            "comparators": "district,region,country",
            "population": f"{catalogue.PREFIX}population",
        },
        criteria=CRITERIA,
        plus_groups=[catalogue.PREFIX + group for group in PLUS_GROUPS],
    )


CRITERIA: list[dict[str, object]] = [
    {
        "id": "deprivation",
        "name": "Deprivation",
        "measure": "value",
        "indicator": f"{catalogue.PREFIX}index.score",
        "weight": 2,
        "high_is": "worse",
    },
    {
        "id": "ill_health",
        "name": "Clustering of ill health",
        "measure": "cluster",
        "indicator": f"{catalogue.PREFIX}bad_health",
        "weight": 1,
        "high_is": "worse",
    },
    {
        "id": "few_assets",
        "name": "Few known places to go for help or company",
        "measure": "sites",
        "kinds": ["gp", "pharmacy", "library", "community_hall", "children_centre", "advice", "leisure_centre"],
        "weight": 1,
        "high_is": "better",
    },
]


def areas_table(areas: TownAreas) -> pl.DataFrame:
    """Return the areas of all levels with their parents, small areas first."""
    levels = [level.id for level in names.LEVELS]
    tables = [_level_table(areas, level, levels[position + 1 :]) for position, level in enumerate(levels[:-1])]
    return pl.concat([*tables, _country_row(levels)], how="diagonal").select(
        "code", "name", "level", "population", "longitude", "latitude", "easting", "northing", *levels[1:]
    )


def _level_table(areas: TownAreas, level: str, above: list[str]) -> pl.DataFrame:
    people = added_up(areas, level, areas.residents)
    centres = np.column_stack([added_up(areas, level, areas.residents * c) / people for c in areas.centres.T])
    positions, grid = degrees(centres), grid_metres(centres)
    return pl.DataFrame(
        {
            "code": codes_of(areas, level),
            "name": _level_names(areas, level),
            "level": level,
            "population": people.astype(np.int64),
            "longitude": positions[:, 0],
            "latitude": positions[:, 1],
            "easting": grid[:, 0],
            "northing": grid[:, 1],
            **{parent: _parent_codes(areas, level, parent) for parent in above if _nests(level, parent)},
        }
    )


def _nests(level: str, parent: str) -> bool:
    """Care areas do not lie in wards: both are made of small areas, each in its own way."""
    return (level, parent) != ("care_area", "ward")


def _parent_codes(areas: TownAreas, level: str, parent: str) -> list[str]:
    if parent not in areas.parents:
        return [names.code(parent, 1)] * len(codes_of(areas, level))
    if level == "small_area":
        return [names.code(parent, int(number)) for number in areas.parents[parent]]
    first = np.unique(areas.parents[level], return_index=True)[1]
    return [names.code(parent, int(number)) for number in areas.parents[parent][first]]


def _level_names(areas: TownAreas, level: str) -> list[str]:
    if level in areas.parent_names:
        return areas.parent_names[level]
    if level == "small_area":
        return _small_area_names(areas)
    return [{"care_system": names.SYSTEM, "region": names.REGION}[level]]


def _small_area_names(areas: TownAreas) -> list[str]:
    """Name small areas by their care area and a letter, those of a neighbourhood first: "Kestrel Rise A"."""
    first = {place for name in names.NEIGHBOURHOODS for place in areas.members(name)}
    seen: dict[int, int] = {}
    found = [""] * len(areas.residents)
    for place in sorted(range(len(found)), key=lambda place: (place not in first, place)):
        care_area = int(areas.parents["care_area"][place])
        found[place] = f"{areas.parent_names['care_area'][care_area - 1]} {chr(ord('A') + seen.get(care_area, 0))}"
        seen[care_area] = seen.get(care_area, 0) + 1
    return found


def _country_row(levels: list[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "code": [names.code("country", 1)],
            "name": [names.COUNTRY],
            "level": [levels[-1]],
            "population": [fields.NATION_RESIDENTS],
        }
    )


def boundaries(areas: TownAreas, level: str) -> gpd.GeoDataFrame:
    """Return the polygons of a level (``code``, ``geometry``; EPSG:4326); neighbours share vertices exactly."""
    import geopandas as gpd

    polygons = areas.polygons(level) if level in ("small_area", *areas.parents) else [_all(areas)]
    return gpd.GeoDataFrame(
        {"code": codes_of(areas, level)}, geometry=shapely.transform(polygons, degrees), crs="EPSG:4326"
    )


def _all(areas: TownAreas) -> shapely.Geometry:
    return shapely.coverage_union_all(areas.blocks.polygons)
