"""Choosing on England's real open data, through the command as it is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from seedbed.analysis.profile.contiguity import Contiguity, shared_borders
from seedbed.sources.packs import Pack
from seedbed.sources.store import VARIABLE

LONDON = "E12000007"


@pytest.fixture(scope="module")
def data_directory(england_pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "packs").mkdir()
    (folder / "packs" / "england").symlink_to(england_pack.folder, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def london(data_directory: Path) -> dict[str, Any]:
    return _screen(data_directory, "--within", LONDON, "--percentile", "11")


@pytest.fixture(scope="module")
def london_borders(england_pack: Pack) -> tuple[list[str], Contiguity]:
    table = england_pack.boundaries("lsoa21", england_pack.small_areas(LONDON)["code"])
    return table["code"].tolist(), shared_borders(np.asarray(table.geometry.array))


def _screen(data_directory: Path, *arguments: str) -> dict[str, Any]:
    seedbed = Path(sys.executable).with_name("seedbed")
    answer = subprocess.run(
        [seedbed, "places", "screen", *arguments, "--json"],
        env={**os.environ, VARIABLE: str(data_directory)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    document: dict[str, Any] = json.loads(answer.stdout)
    return document


def test_the_most_deprived_11_per_cent_within_london_are_eligible(london: dict[str, Any], england_pack: Pack) -> None:
    assert (london["areas_in_region"], london["areas_eligible"]) == (4994, 549)
    small = england_pack.small_areas(LONDON)["code"]
    ranks = england_pack.figures(small, ["iod2025.imd.rank"]).filter(pl.col("period") == "2025").collect()
    most = set(ranks.sort("value").head(549)["area"])
    placed = {area for candidate in london["candidates"] for area in candidate["areas"]}
    left_out = {each["area"] for each in london["left_out"]}
    assert placed | left_out == most


def test_every_candidate_is_in_london(london: dict[str, Any], england_pack: Pack) -> None:
    within = set(england_pack.small_areas(LONDON)["code"])
    assert london["candidates_total"] == len(london["candidates"]) > 100
    assert all(set(candidate["areas"]) <= within for candidate in london["candidates"])
    assert all(candidate["parent_code"].startswith("E09") for candidate in london["candidates"])


def test_every_candidate_has_1000_to_5000_residents(london: dict[str, Any], england_pack: Pack) -> None:
    people = dict(england_pack.small_areas(LONDON).select("code", "population").iter_rows())
    for candidate in london["candidates"]:
        assert candidate["population"] == sum(people[area] for area in candidate["areas"])
        assert 1000 <= candidate["population"] <= 5000


def test_every_candidate_hangs_together(london: dict[str, Any], london_borders: tuple[list[str], Contiguity]) -> None:
    codes, borders = london_borders
    number = {code: place for place, code in enumerate(codes)}
    for candidate in london["candidates"]:
        inside = np.zeros(len(codes), dtype=bool)
        inside[[number[area] for area in candidate["areas"]]] = True
        assert borders.components(inside).max() == 0


def test_ranks_stand_in_order_within_their_ranges(london: dict[str, Any]) -> None:
    candidates = london["candidates"]
    assert [each["score"] for each in candidates] == sorted((each["score"] for each in candidates), reverse=True)
    assert all(each["rank_low"] <= each["rank"] <= each["rank_high"] for each in candidates)
    assert candidates[0]["rank"] == 1


def test_all_england_is_screened_by_name(data_directory: Path) -> None:
    document = _screen(data_directory, "--within", "england", "--top", "5")
    assert (document["areas_in_region"], document["areas_eligible"]) == (33755, 3713)
    assert len(document["candidates"]) == 5


def test_a_local_authority_can_be_the_region(data_directory: Path) -> None:
    document = _screen(data_directory, "--within", "E09000030", "--percentile", "30", "--pairs")
    assert document["within_name"] == "Tower Hamlets"
    assert {candidate["parent"] for candidate in document["candidates"]} == {"Tower Hamlets"}
