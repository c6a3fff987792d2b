"""Choose among areas of any country, from one file of outlines and figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.areas_table import column_of, numbers_of, read_areas_table
from seedbed.formats.criteria import read_criteria
from seedbed.reports.documents import Source
from seedbed.workflows.places.screen import Screened, screen
from seedbed.workflows.places.screen_borders import Outlines, borders, check_near
from seedbed.workflows.places.screen_pack import percentile_criterion
from seedbed.workflows.places.screen_region import Region, ScreenRequest
from seedbed.workflows.progress import Progress, silent

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class AreasFile:
    """A file of areas and the columns that are not criteria.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage or GeoParquet; criteria name its columns with ``column = "..."``.
    code_column, population_column
        Code and usual residents of each area.
    name_column, parent_column
        Its name and the larger area it lies in, if there are such columns.
    """

    path: Path
    code_column: str = "code"
    population_column: str = "population"
    name_column: str | None = None
    parent_column: str | None = None


def screen_areas_file(areas: AreasFile, request: ScreenRequest, progress: Progress = silent) -> Screened:
    """Choose among all areas of a file.

    Raises
    ------
    UsageError
        If no criteria file is given.
    BadInputError
        If the file, its columns or the criteria cannot be used.
    """
    check_near(request.near)
    progress(0, 3, "Reading the areas")
    table = read_areas_table(areas.path, areas.code_column)
    progress(1, 3, "Finding which areas adjoin")
    return screen_areas(table, areas, request)


def screen_areas(table: gpd.GeoDataFrame, areas: AreasFile, request: ScreenRequest) -> Screened:
    """Choose among all areas of a table with outlines, a population column and columns for the criteria.

    Parameters
    ----------
    table
        One row an area, in order of code, as ``read_areas_table`` gives it; any coordinate system.
    areas
        Names of the columns, and of the file for errors.
    request
        What was asked for; ``criteria`` must be given, and ``within`` names the whole.

    Raises
    ------
    UsageError
        If no criteria file is given.
    BadInputError
        If the columns or the criteria cannot be used.
    """
    if request.criteria is None:
        raise UsageError(
            "It is not said what to choose by.",
            "A file of areas brings no criteria of its own.",
            "Give --criteria FILE.toml; see docs/how-to/screen-with-your-own-criteria.md.",
        )
    columns = {str(column): "" for column in table.columns if column != table.geometry.name}
    criteria = read_criteria(request.criteria, columns)
    if any(criterion.measure == "sites" for criterion in criteria.criteria):
        raise BadInputError(
            "The criteria cannot be used.",
            f"{request.criteria}: the measure 'sites' counts the known places of a pack, and a file of areas has none.",
            "Count the places in a column of the file and use the measure 'value'.",
        )
    first = percentile_criterion(criteria)
    deprivation = numbers_of(table, first.indicator, areas.path)
    given = np.asarray(table.geometry.array, dtype=object)
    degrees = np.asarray(table.geometry.to_crs("EPSG:4326").array, dtype=object)
    codes, names = table[areas.code_column].tolist(), _texts(table, areas.name_column, areas.path)
    region = Region(
        within=request.within,
        within_name=request.within,
        pack=areas.path.name,
        invented=False,
        codes=codes,
        names=names,
        population=_population(table, areas),
        shapes=degrees,
        borders=borders(Outlines(codes, names, given, degrees), request.near),
        deprivation=deprivation if first.high_is == "worse" else -deprivation,
        deciles=[None] * len(table),
        criteria=criteria,
        figures=np.array([numbers_of(table, each.indicator, areas.path) for each in criteria.criteria]),
        weights_from=request.criteria.name,
        sources=[Source(id="areas", publisher="", title=areas.path.name, period="", licence="", url="")],
        **_parents(table, areas),
    )
    return screen(region, request)


def _population(table: gpd.GeoDataFrame, areas: AreasFile) -> Any:
    population = numbers_of(table, areas.population_column, areas.path)
    bad = np.flatnonzero(~(population >= 0))
    if len(bad):
        raise BadInputError(
            "The areas cannot be screened.",
            f"{areas.path}: column '{areas.population_column}', {table[areas.code_column][bad[0]]}: "
            "the population is missing or below 0.",
            "Give the number of usual residents of every area.",
        )
    return population


def _texts(table: gpd.GeoDataFrame, column: str | None, path: Path) -> list[str]:
    if column is None:
        return [""] * len(table)
    return ["" if value is None else str(value) for value in column_of(table, column, path)]


def _parents(table: gpd.GeoDataFrame, areas: AreasFile) -> dict[str, Any]:
    parents = _texts(table, areas.parent_column, areas.path)
    known = sorted(set(parents))
    number = {parent: place for place, parent in enumerate(known)}
    return {
        "parents": np.array([number[parent] for parent in parents], dtype=np.int64),
        "parent_codes": known,
        "parent_names": known,
    }
