"""Areas, centres, boundaries, lookups, postcodes, and the small areas of older vintages."""

from __future__ import annotations

from typing import Any

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import DATASETS, Frame
from seedbed.sources.england.hierarchy import Hierarchy
from seedbed.sources.england.levels import COUNTRY, LEVELS, PARENTS, SMALL
from seedbed.sources.england.publishers import OGL, ONS
from seedbed.sources.england.workshop import Workshop

_NAMED = PARENTS[:-1]
_COORDINATES = ("longitude", "latitude", "easting", "northing")


def add_areas(shop: Workshop) -> None:
    """Put all areas of all levels into the pack; Wales is left out.

    Raises
    ------
    BadInputError
        If a small area has no residents or no larger areas.
    """
    small, names = _small_areas(shop)
    larger = [_larger(small, names, level) for level in PARENTS]
    columns = ["code", "name", "level", "population", *_COORDINATES, *PARENTS, "rural_urban"]
    shop.areas = pl.concat([small, *larger], how="diagonal").select(columns)
    parents = [parent for parent in PARENTS if parent not in ("msoa21", "ward24")]
    msoa = shop.areas.filter(pl.col("level") == "msoa21").select("code", "population", *parents)
    shop.hierarchy = Hierarchy(small.select("code", "population", *PARENTS), msoa)
    shop.writer.add_table(
        "areas",
        shop.areas,
        role="areas",
        title="Areas of every level with residents (Census 2021) and population-weighted centres",
        publisher=ONS.name,
        licence=OGL,
        units={"population": "usual residents", "longitude": "degrees", "latitude": "degrees"}
        | {"easting": "m (EPSG:27700)", "northing": "m (EPSG:27700)"},
    )


def _small_areas(shop: Workshop) -> tuple[pl.DataFrame, pl.DataFrame]:
    raw, people = shop.take("areas"), shop.take("population")
    assert raw is not None  # noqa: S101 - the recipe has checked that required inputs are there
    assert people is not None  # noqa: S101
    england = raw.filter(pl.col("code").str.starts_with("E01"))
    left = len(raw) - len(england)
    if left:
        shop.notes.append(f"Small areas of Wales were left out: {left:,}.")
    joined = england.join(people.select("code", "population"), on="code", how="left")
    small = _with_centres(shop, joined).with_columns(
        pl.lit(SMALL).alias("level"),
        pl.lit(COUNTRY).alias("country"),
        *([] if "rural_urban" in joined.columns else [pl.lit(None, pl.String).alias("rural_urban")]),
    )
    _check(small)
    names = small.with_columns(pl.lit("England").alias("country_name"))
    return small.select(*("code", "name", "level", "population", *_COORDINATES, *PARENTS, "rural_urban")).sort(
        "code"
    ), names


def _with_centres(shop: Workshop, small: pl.DataFrame) -> pl.DataFrame:
    centres = shop.take("centres")
    if centres is None:
        return small.with_columns(pl.lit(None, pl.Float64).alias(column) for column in _COORDINATES)
    centres = centres.select("code", *[pl.col(column).cast(pl.Float64) for column in _COORDINATES])
    return small.join(centres, on="code", how="left")


def _check(small: pl.DataFrame) -> None:
    empty = small.filter(pl.col("population").is_null() | (pl.col("population") <= 0))
    homeless = small.filter(pl.any_horizontal(pl.col(level).is_null() for level in _NAMED))
    for bad, what in ((empty, "no residents in the population table"), (homeless, "no larger areas")):
        if not bad.is_empty():
            raise BadInputError(
                "The tables of areas do not fit together.",
                f"{len(bad):,} small areas have {what}, among them {bad['code'][0]}.",
                "Use the tables of areas and of population for LSOA 2021, both whole.",
            )
    if small.is_empty():
        raise BadInputError(
            "There are no small areas of England.",
            "No code of the table of areas starts with E01.",
            "Use the ONS lookup of LSOA 2021 to wards and local authorities.",
        )


def _larger(small: pl.DataFrame, names: pl.DataFrame, level: str) -> pl.DataFrame:
    """Make the areas of one larger level: residents added up, centres weighted, parents by most residents."""
    weight = pl.col("population")
    areas = small.group_by(level).agg(
        weight.sum(),
        *[((pl.col(axis) * weight).sum() / weight.filter(pl.col(axis).is_not_null()).sum()) for axis in _COORDINATES],
    )
    for parent in PARENTS[PARENTS.index(level) + 1 :]:
        if parent in _not_containing(level):
            continue
        areas = areas.join(_main_parent(small, level, parent), on=level, how="left")
    label = names.group_by(level).agg(pl.col(f"{level}_name").first().alias("name"))
    return areas.join(label, on=level).rename({level: "code"}).with_columns(pl.lit(level).alias("level")).sort("code")


def _not_containing(level: str) -> set[str]:
    """Return later levels that are not above this one: wards and MSOAs cross each other."""
    return {"msoa21": {"ward24"}}.get(level, set())


def _main_parent(small: pl.DataFrame, level: str, parent: str) -> pl.DataFrame:
    shares = small.group_by(level, parent).agg(pl.col("population").sum())
    order = shares.sort(level, "population", parent, descending=[False, True, False])
    return order.group_by(level, maintain_order=True).agg(pl.col(parent).first())


def add_boundaries(shop: Workshop) -> None:
    """Put the boundaries of every level that has them into the pack; wards are made of their small areas."""
    small = shop.take("boundaries_lsoa21")
    assert small is not None  # noqa: S101 - required
    small = _mended(small[small["code"].isin(shop.small_codes()["code"].to_list())])
    _write(shop, SMALL, small, DATASETS["boundaries_lsoa21"].title)
    for level in ("msoa21", "ward24", "ltla24", "icb24"):
        dataset = f"boundaries_{level}"
        given = shop.take(dataset)
        _write(shop, level, _completed(shop, level, given, small), DATASETS[dataset].title)


def _mended(boundaries: Any) -> Any:
    """Make outlines valid whose holes are written as parts of their own.

    Five of the published outlines have such holes: a neighbour lies in each, so what two parts cover is outside.
    """
    import shapely

    broken = ~boundaries.geometry.is_valid
    if broken.any():
        boundaries = boundaries.copy()
        boundaries.loc[broken, "geometry"] = shapely.make_valid(
            boundaries.geometry[broken].to_numpy(), method="linework"
        )
    return boundaries


def _completed(shop: Workshop, level: str, given: Frame | None, small: Any) -> Any:
    """Return one boundary for every area of a level: as given, else the union of its small areas."""
    import pandas as pd

    codes = shop.areas.filter(pl.col("level") == level)["code"].to_list()
    if given is None:
        shop.left_out.pop()
        shop.notes.append(f"Boundaries of {_plural(level)} were made by joining their small areas.")
        return _joined(shop, level, codes, small)
    given = _mended(given[given["code"].isin(codes)])
    absent = sorted(set(codes) - set(given["code"]))
    if not absent:
        return given
    shop.notes.append(
        f"{len(absent)} of the {len(codes):,} boundaries of {_plural(level)} were made by joining their small areas: "
        "their codes are newer than the boundaries given."
    )
    return pd.concat([given, _joined(shop, level, absent, small)])


def _plural(level: str) -> str:
    return next(each.plural for each in LEVELS if each.id == level)


def _joined(shop: Workshop, level: str, codes: list[str], small: Any) -> Any:
    """Join the small areas of each area, drop slivers of the joins and thin the outline to about 20 m."""
    import geopandas as gpd
    import shapely

    parents = shop.hierarchy.small.filter(pl.col(level).is_in(codes)).select("code", level)
    outlines = dict(zip(small["code"], small.geometry.to_numpy(), strict=True))
    joined = {
        parent: shapely.union_all([outlines[code] for code in members if code in outlines], grid_size=1e-7)
        for parent, members in parents.group_by(level).agg("code").sort(level).iter_rows()
    }
    thin = shapely.simplify(list(joined.values()), 2e-4 if len(joined) < 100 else 5e-5)
    return gpd.GeoDataFrame({"code": list(joined)}, geometry=thin, crs=4326)


def _write(shop: Workshop, level: str, boundaries: Any, title: str) -> None:
    ordered = boundaries.sort_values("code").reset_index(drop=True)
    shop.writer.add_boundaries(level, ordered, publisher=ONS.name, licence=OGL)
    shop.writer.package.resources[-1].title = title


def add_lookups(shop: Workshop) -> None:
    """Put what older small areas became into the pack."""
    for old, new in (("lsoa01", "lsoa11"), ("lsoa11", SMALL)):
        dataset = f"lookup_{old}_{new}"
        lookup = shop.take(dataset)
        if lookup is None:
            continue
        english = pl.col("from_code").str.starts_with("E") & pl.col("to_code").str.starts_with("E")
        rows = lookup.select("from_code", "to_code", "change").filter(english).sort("from_code", "to_code")
        _add(shop, dataset, rows, role=f"lookup:{old}:{new}")


def add_postcodes(shop: Workshop) -> None:
    """Put postcodes into the pack, in order."""
    postcodes = shop.take("postcodes")
    if postcodes is None:
        return
    rows = postcodes.select("postcode", "easting", "northing", "area").sort("postcode")
    _add(shop, "postcodes", rows, role="postcodes")


def add_older_areas(shop: Workshop) -> None:
    """Put the LSOAs of 2011 into the pack, apart from today's areas."""
    areas = shop.take("areas_lsoa11")
    if areas is not None:
        english = areas.filter(pl.col("code").str.starts_with("E01")).with_columns(pl.lit("lsoa11").alias("level"))
        _add(
            shop,
            "areas_lsoa11",
            english.select("code", "name", "level", "population", *_COORDINATES).sort("code"),
            role="areas:lsoa11",
        )
    boundaries = shop.take("boundaries_lsoa11")
    if boundaries is not None:
        english_only = boundaries[boundaries["code"].str.startswith("E01")]
        _write(shop, "lsoa11", english_only, DATASETS["boundaries_lsoa11"].title)


def _add(shop: Workshop, dataset: str, rows: pl.DataFrame, *, role: str) -> None:
    spec = DATASETS[dataset]
    shop.writer.add_table(
        dataset, rows, role=role, title=spec.title, publisher=spec.publisher.name, licence=spec.publisher.licence
    )
