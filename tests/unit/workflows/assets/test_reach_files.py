"""Files of reach: a row an origin, for maps and tables."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest

from seedbed.errors import UsageError
from seedbed.workflows.assets.reach import Reached, reach
from seedbed.workflows.assets.reach_changes import ChangesAsked
from seedbed.workflows.assets.reach_files import check_reach_file, write_reach_file
from seedbed.workflows.assets.reach_groups import groups_asked
from seedbed.workflows.assets.reach_measures import Limits
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked
from tests.unit.workflows.assets.street_files import AREAS, LONGITUDE, areas_file, latitude, street_file


@pytest.fixture
def asked(tmp_path: Path) -> ReachOptions:
    origins = OriginsAsked(str(areas_file(tmp_path)))
    return ReachOptions(street_file(tmp_path), origins, kinds=("library",), nearest=2, limits=Limits(replicates=100))


@pytest.fixture
def reached(asked: ReachOptions, tmp_path: Path) -> Reached:
    return reach(asked, tmp_path)


def test_parquet_has_a_point_and_the_times_of_each_origin(reached: Reached, tmp_path: Path) -> None:
    path = tmp_path / "reach.parquet"
    write_reach_file(reached, path)
    table = gpd.read_parquet(path)
    assert len(table) == len(AREAS)
    assert table.geometry.geom_type.unique().tolist() == ["Point"]
    assert {"origin", "people", "library_seconds_1", "library_nearest_1", "library_seconds_2"} <= set(table.columns)
    assert table.library_reach.tolist() == ["not within reach"] * 6 + ["within reach"] * 6


def test_geojson_names_its_source(reached: Reached, tmp_path: Path) -> None:
    path = tmp_path / "reach.geojson"
    write_reach_file(reached, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["attribution"] == "© OpenStreetMap contributors"
    first = document["features"][0]["properties"]
    assert first["library_nearest_1"] == "node/102"
    assert first["library_seconds_2"] is None


def test_rows_have_the_people_of_each_group_and_the_time_after_a_change(asked: ReachOptions, tmp_path: Path) -> None:
    groups = (groups_asked("Wealth [households]=Poor:poor,Rich:rich"),)
    changes = ChangesAsked(opened=((LONGITUDE, latitude(0)),))
    wanted = replace(asked, origins=replace(asked.origins, groups=groups), changes=changes)
    path = tmp_path / "reach.parquet"
    write_reach_file(reach(wanted, tmp_path), path)
    first = gpd.read_parquet(path).iloc[0]
    assert (first.people, first.wealth_poor_households, first.wealth_rich_households) == (100, 10, 90)
    assert first.library_seconds_after == pytest.approx(0, abs=1)


def test_the_map_shows_what_was_asked(asked: ReachOptions, tmp_path: Path) -> None:
    changes = ChangesAsked(opened=((LONGITUDE, latitude(0)),), best=1)
    path = tmp_path / "reach.html"
    write_reach_file(reach(replace(asked, changes=changes), tmp_path), path)
    page = path.read_text(encoding="utf-8")
    assert "what if: opens or moves here" in page
    assert "best place for a new one" in page


def test_cells_are_written_as_cells(asked: ReachOptions, tmp_path: Path) -> None:
    path = tmp_path / "cells.geojson"
    write_reach_file(reach(replace(asked, origins=OriginsAsked("h3", resolution=9)), tmp_path), path)
    shapes = {each["geometry"]["type"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]}
    assert shapes == {"Polygon"}


def test_csv_leaves_a_time_empty_that_is_not_there(reached: Reached, tmp_path: Path) -> None:
    path = tmp_path / "reach.csv"
    write_reach_file(reached, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["library_seconds_2"] == ""
    assert rows[0]["library_reach"] == "not within reach"


def test_the_page_has_a_map_and_says_who_is_beyond(reached: Reached, tmp_path: Path) -> None:
    path = tmp_path / "reach.html"
    write_reach_file(reached, path)
    page = path.read_text(encoding="utf-8")
    assert "Libraries: how far people have it" in page
    assert "are more than 10 minutes away on foot" in page
    assert "OpenStreetMap contributors" in page


def test_the_map_says_in_words_what_it_shows(reached: Reached, tmp_path: Path) -> None:
    path = tmp_path / "reach.html"
    write_reach_file(reached, path)
    told = "Of 12 origins: within 10 minutes 3, within 15 minutes 1, within 20 minutes 2, beyond 6."
    assert told in path.read_text(encoding="utf-8")


def test_an_ending_without_a_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"reach\.txt"):
        check_reach_file(tmp_path / "reach.txt")
