"""The invented town as a pack: invented throughout, whole, and the same for the same seed."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from seedbed.analysis.profile.contiguity import check_polygons, shared_borders
from seedbed.demo.areas import make_areas
from seedbed.demo.names import NEIGHBOURHOODS
from seedbed.demo.town import build_town_pack, neighbourhood_codes
from seedbed.errors import UsageError
from seedbed.sources.indicators import TOPICS
from seedbed.sources.packs import Pack
from seedbed.sources.verify import verify_pack
from seedbed.workflows.progress import silent

TABLES = ("areas", "indicators", "figures", "postcodes", "sites", "features", "care_system")


def _hashes(pack: Pack) -> dict[str, str]:
    return {resource.name: resource.hash for resource in pack.package.resources}


def test_the_same_seed_gives_the_same_bytes(town: Pack, tmp_path: Path) -> None:
    again = build_town_pack(tmp_path / "again", seed=1)
    assert _hashes(again) == _hashes(town)


def test_another_seed_gives_another_town_with_the_same_neighbourhoods(town: Pack, tmp_path: Path) -> None:
    other = build_town_pack(tmp_path / "other", seed=2)
    assert _hashes(other)["figures"] != _hashes(town)["figures"]
    for name in NEIGHBOURHOODS:
        people = [
            pack.areas.filter(pl.col("code").is_in(neighbourhood_codes(name)))["population"].sum()
            for pack in (town, other)
        ]
        assert people[0] == people[1]


def test_the_pack_says_everywhere_that_it_is_invented(town: Pack) -> None:
    assert town.package.invented
    assert "invented" in town.package.attribution.lower()
    assert "invented" in town.package.title.lower()
    for resource in town.package.resources:
        assert "invented" in resource.publisher.lower()
        assert "invented" in resource.licence.lower()
    for indicator in town.indicators.values():
        assert "invented" in indicator.publisher.lower()
        assert indicator.method.startswith("Invented")
    assert town.scan("figures").filter(~pl.col("source").str.starts_with("Invented")).collect().is_empty()


def test_no_code_could_be_a_real_one(town: Pack) -> None:
    codes = [*town.areas["code"], *town.scan("figures").select("area").collect()["area"].unique()]
    assert all(re.fullmatch(r"Z[A-Z]\d{6}", code) for code in codes)


def test_postcodes_are_of_a_form_no_real_postcode_has(town: Pack) -> None:
    postcodes = town.scan("postcodes").collect()["postcode"]
    assert postcodes.is_unique().all()
    assert all(re.fullmatch(r"ZZ[123]\d[A-Z]{2}", postcode) for postcode in postcodes)


def test_it_lies_in_open_sea(town: Pack) -> None:
    west, south, east, north = town.boundaries("region").total_bounds
    assert 2.3 < west < east < 2.7
    assert 54.7 < south < north < 54.9


def test_there_are_72_small_areas_with_their_parents(town: Pack) -> None:
    small = town.small_areas()
    assert len(small) == 72
    for level in town.parent_levels:
        assert small[level.id].null_count() == 0


@pytest.mark.parametrize("level", ["care_area", "ward", "district", "care_system", "region"])
def test_populations_add_up(town: Pack, level: str) -> None:
    summed = dict(town.small_areas().group_by(level).agg(pl.col("population").sum()).iter_rows())
    stated = dict(town.areas.filter(pl.col("level") == level).select("code", "population").iter_rows())
    assert summed == stated


@pytest.mark.parametrize("name", list(NEIGHBOURHOODS))
def test_a_neighbourhood_is_in_one_piece_with_3_000_to_5_000_residents(town: Pack, name: str) -> None:
    codes = neighbourhood_codes(name)
    shapes = town.boundaries("small_area", codes).set_index("code").loc[codes, "geometry"]
    assert 4 <= len(codes) <= 6
    assert len(shared_borders(np.asarray(shapes.array)).neighbours) >= 2 * (len(codes) - 1)
    assert shapely.union_all(np.asarray(shapes.array)).geom_type == "Polygon"
    people = town.areas.filter(pl.col("code").is_in(codes))["population"].sum()
    assert 3_000 <= people <= 5_000


@pytest.mark.parametrize("seed", [1, 8, 13])
@pytest.mark.parametrize("level", ["small_area", "care_area", "ward", "district"])
def test_areas_of_every_level_are_in_one_piece_with_any_seed(seed: int, level: str) -> None:
    assert set(shapely.get_type_id(make_areas(seed).polygons(level))) == {shapely.GeometryType.POLYGON}


def test_an_unknown_neighbourhood_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UsageError, match="no invented neighbourhood") as caught:
        neighbourhood_codes("old-ford")
    assert "tanners-row and kestrel-rise" in caught.value.why


def test_small_areas_tile_the_town_and_share_their_borders(town: Pack) -> None:
    shapes = np.asarray(town.boundaries("small_area").geometry.array)
    check_polygons(shapes)
    contiguity = shared_borders(shapes)
    touching = sum(
        shapely.intersection(shapes[i], shapes[j]).length > 0
        for i in range(len(shapes))
        for j in range(i)
        if shapes[i].intersects(shapes[j])
    )
    assert len(contiguity.neighbours) == 2 * touching
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-9)


def test_centres_are_where_people_live_not_the_middle_of_the_ground(town: Pack) -> None:
    shapes = town.boundaries("small_area").set_index("code").geometry
    small = town.small_areas()
    centres = shapely.points(small["longitude"], small["latitude"])
    apart = shapely.distance(centres, shapely.centroid(shapes.loc[small["code"].to_list()].array))
    assert np.median(apart) > 1e-4


def test_grid_and_degrees_agree(town: Pack) -> None:
    from pyproj import Transformer

    small = town.small_areas()
    x, y = Transformer.from_crs("EPSG:4326", town.package.grid, always_xy=True).transform(
        small["longitude"], small["latitude"]
    )
    assert np.hypot(x - small["easting"].to_numpy(), y - small["northing"].to_numpy()).max() < 1.5


def test_every_postcode_and_place_is_inside_its_area(town: Pack) -> None:
    from pyproj import Transformer

    shapes = town.boundaries("small_area").set_index("code").geometry
    sites = town.scan("sites").collect()
    points = shapely.points(sites["longitude"], sites["latitude"])
    assert shapely.covers(shapes.loc[sites["area"].to_list()].array, points).all()
    postcodes = town.scan("postcodes").collect()
    grid = Transformer.from_crs(town.package.grid, "EPSG:4326", always_xy=True)
    points = shapely.points(*grid.transform(postcodes["easting"], postcodes["northing"]))
    assert shapely.covers(shapes.loc[postcodes["area"].to_list()].array, points).all()


def test_there_are_figures_on_every_topic_for_every_level(town: Pack) -> None:
    assert {indicator.topic for indicator in town.indicators.values()} == set(TOPICS)
    assert 40 <= len(town.indicators) <= 90
    levels = town.scan("figures").join(town.areas.lazy(), left_on="area", right_on="code")
    found = levels.group_by("indicator").agg(pl.col("level").unique()).collect()
    for indicator, there in found.iter_rows():
        about = town.indicators[indicator]
        if about.combine != "none":
            assert {about.level, "district", "care_system", "region", "country"} <= set(there)


def test_values_follow_from_numerators_and_denominators(town: Pack) -> None:
    table = town.scan("figures").filter(pl.col("denominator").is_not_null()).collect()
    multipliers = {indicator.id: indicator.multiplier for indicator in town.indicators.values()}
    worked = table["numerator"] / table["denominator"] * table["indicator"].replace_strict(multipliers)
    assert (worked - table["value"]).abs().max() < 1e-9  # type: ignore[operator]
    proportions = [i.id for i in town.indicators.values() if i.kind == "proportion"]
    shares = table.filter(pl.col("indicator").is_in(proportions))
    assert (shares["numerator"] <= shares["denominator"]).all()


def test_groups_that_share_a_whole_add_up_to_it(town: Pack) -> None:
    table = town.scan("figures").filter(pl.col("area").str.starts_with("ZS")).collect()
    for family in ("age", "ethnicity", "language", "disability", "religion", "tenure"):
        rows = table.filter(pl.col("indicator").str.starts_with(f"alderwick.{family}."))
        summed = rows.group_by("area").agg(pl.col("numerator").sum(), pl.col("denominator").first())
        assert (summed["numerator"] == summed["denominator"]).all()


def test_published_intervals_hold_their_value(town: Pack) -> None:
    limits = town.scan("figures").filter(pl.col("ci_low").is_not_null()).collect()
    assert set(limits["indicator"].unique()) == {
        "alderwick.belonging",
        "alderwick.neighbours",
        "alderwick.feel_safe",
        "alderwick.early_deaths",
        "alderwick.life_expectancy",
    }
    assert ((limits["ci_low"] <= limits["value"]) & (limits["value"] <= limits["ci_high"])).all()


def test_some_figures_have_five_years(town: Pack) -> None:
    periods = town.scan("figures").group_by("indicator").agg(pl.col("period").n_unique()).collect()
    five = set(periods.filter(pl.col("period") == 5)["indicator"])
    assert {"alderwick.breathing", "alderwick.child_poverty", "alderwick.crime"} <= five


def test_roles_criteria_and_groups_name_indicators_that_are_there(town: Pack) -> None:
    package = town.package
    named = [package.roles[f"deprivation_{part}"] for part in ("score", "rank", "decile")]
    named += [package.roles["population"], *package.plus_groups]
    named += [criterion["indicator"] for criterion in package.criteria if "indicator" in criterion]
    assert set(named) <= set(town.indicators)
    kinds = set(town.scan("sites").collect()["kind"])
    assert {kind for criterion in package.criteria for kind in criterion.get("kinds", [])} <= kinds


def test_national_deciles_in_the_region_run_from_1_to_9(town: Pack) -> None:
    deciles = town.figures(indicators=["alderwick.index.decile"]).collect()["value"]
    assert (deciles.min(), deciles.max()) == (1, 9)


def test_the_care_system_says_who_may_decide_what_and_when(town: Pack) -> None:
    table = town.scan("care_system").collect()
    assert set(table["footprint"]) <= set(town.areas["code"])
    assert set(table["parent"]) - {""} <= set(table["id"])
    assert (table["delegated_limit"] > 0).all()
    assert (table["decides_when"].str.len_chars() > 0).all()


def test_verifying_the_pack_finds_nothing_wrong(town: Pack) -> None:
    assert verify_pack(town.folder, silent) == []
