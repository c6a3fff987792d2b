"""Small areas and postcodes of the invented town as origins."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, MissingDataError
from seedbed.reports.assets.reach_documents import ReachDocument
from seedbed.sources.packs import Pack
from seedbed.workflows.assets.reach import reach
from seedbed.workflows.assets.reach_groups import groups_asked
from seedbed.workflows.assets.reach_measures import Limits
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked
from tests.unit.workflows.assets.street_files import street_file


@pytest.fixture(scope="module")
def home(town: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("data")
    shutil.copytree(town.folder, folder / "packs" / "alderwick")
    return folder


@pytest.fixture(scope="module")
def asked(home: Path) -> ReachOptions:
    streets = home / "packs" / "alderwick" / "streets.osm.pbf"
    return ReachOptions(streets, OriginsAsked("oa"), kinds=("community_centre",), limits=Limits(replicates=100))


@pytest.fixture(scope="module")
def found(home: Path, asked: ReachOptions) -> ReachDocument:
    return reach(asked, home).document


def test_everybody_of_the_town_is_an_origin(found: ReachDocument, home: Path) -> None:
    pack = Pack.open(home / "packs" / "alderwick")
    assert found.origins_total == len(pack.small_areas())
    assert found.people == pack.small_areas()["population"].sum()
    assert found.invented


def test_people_are_compared_by_deprivation_age_ethnicity_and_disability(found: ReachDocument) -> None:
    assert list(dict.fromkeys(each.name for each in found.equity)) == [
        "Everyone", "Deprivation", "Age", "Ethnicity", "Disability",
    ]  # fmt: skip


def test_groups_of_a_family_are_everybody(found: ReachDocument) -> None:
    ages = next(each for each in found.equity if each.name == "Age")
    assert sum(group.people for group in ages.groups) == pytest.approx(found.people, rel=0.02)


def test_an_indicator_is_compared_with_everyone_else(asked: ReachOptions, home: Path) -> None:
    groups = (groups_asked("Cars [households]=No car:alderwick.no_car"),)
    document = reach(replace(asked, origins=OriginsAsked("oa", groups=groups)), home).document
    cars = next(each for each in document.equity if each.name == "Cars")
    assert [group.group for group in cars.groups] == ["No car", "Everyone else"]
    assert sum(group.people for group in cars.groups) < 0.6 * document.people  # homes, not people


def test_people_of_an_area_are_shared_out_among_its_postcodes(
    asked: ReachOptions, found: ReachDocument, home: Path
) -> None:
    document = reach(replace(asked, origins=OriginsAsked("postcodes")), home).document
    assert document.origins_kind == "postcodes"
    assert document.origins_total > 10 * found.origins_total
    assert sum(row.people for row in document.origins) == pytest.approx(found.people)


def test_on_wheels_fewer_reach_the_hall_behind_the_railway(
    asked: ReachOptions, found: ReachDocument, home: Path
) -> None:
    wheels = reach(replace(asked, walker="wheelchair", step_free=True), home).document

    def near(document: ReachDocument) -> int:
        hall = next(place.id for place in found.places if place.name == "Railway Institute Hall")
        return sum(hall in row.reach[0].assets for row in document.origins if (row.reach[0].seconds[0] or 9e9) < 1200)

    assert near(wheels) < near(found)


def test_an_indicator_that_is_not_there_is_refused(asked: ReachOptions, home: Path) -> None:
    groups = (groups_asked("Cats=Cats:alderwick.cats"),)
    with pytest.raises(BadInputError, match=r"no indicator 'alderwick\.cats'"):
        reach(replace(asked, origins=OriginsAsked("oa", groups=groups)), home)


def test_a_pack_of_another_place_is_refused(asked: ReachOptions, home: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="No origin lies on the map"):
        reach(replace(asked, osm=street_file(tmp_path)), home)


def test_without_a_pack_its_command_is_told(asked: ReachOptions, tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="No pack is installed"):
        reach(asked, tmp_path)
