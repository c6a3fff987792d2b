"""The people inside the line around a neighbourhood: their shares, their postcodes, and what so few areas can say."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from seedbed.demo.names import NEIGHBOURHOODS
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.assets.reach_documents import ReachDocument
from seedbed.reports.assets.reach_result import reach_result
from seedbed.sources.packs import Pack
from seedbed.workflows.assets.reach import Reached, reach
from seedbed.workflows.assets.reach_groups import GroupsAsked
from seedbed.workflows.assets.reach_inside import InsideAsked
from seedbed.workflows.assets.reach_measures import Limits
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked
from tests.unit.workflows.assets.street_files import street_file

DISABILITY = GroupsAsked(
    "Disability",
    (("Limited a lot", "alderwick.disability.limited_a_lot"), ("Not", "alderwick.disability.not_disabled")),
)
FIFTHS = GroupsAsked("Deprivation", (("", "alderwick.index.score"),), ordered=True, fifths="highest")


@pytest.fixture(scope="module")
def home(town: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("data")
    shutil.copytree(town.folder, folder / "packs" / "alderwick")
    return folder


@pytest.fixture(scope="module")
def pack(home: Path) -> Pack:
    return Pack.open(home / "packs" / "alderwick")


@pytest.fixture(scope="module")
def areas(pack: Pack) -> pl.DataFrame:
    numbers = NEIGHBOURHOODS["kestrel-rise"][1]
    return pack.small_areas()[[number - 1 for number in numbers]]


@pytest.fixture(scope="module")
def codes(areas: pl.DataFrame) -> list[str]:
    return areas["code"].to_list()


@pytest.fixture(scope="module")
def outline(pack: Pack, codes: list[str]) -> BaseGeometry:
    return shapely.union_all(pack.boundaries(pack.small_level.id, codes)["geometry"].array)


def _asked(home: Path, inside: InsideAsked, origins: str = "oa", groups: tuple[GroupsAsked, ...] = ()) -> ReachOptions:
    return ReachOptions(
        home / "packs" / "alderwick" / "streets.osm.pbf",
        OriginsAsked(origins, groups=groups, inside=inside),
        kinds=("pharmacy", "park", "community_centre"),
        minutes=(10.0,),
        limits=Limits(replicates=100),
    )


def _found(home: Path, inside: InsideAsked, *more: object) -> Reached:
    return reach(_asked(home, inside, *more), home)  # type: ignore[arg-type]


def _shares(codes: list[str], share: float) -> Mapping[str, float]:
    return dict.fromkeys(codes[:2], 1.0) | dict.fromkeys(codes[2:], share)


def _groups(document: ReachDocument, name: str) -> list[str]:
    return [group.group for each in document.equity if each.name == name for group in each.groups]


def test_only_the_people_of_the_areas_given_are_counted(home: Path, areas: pl.DataFrame, codes: list[str]) -> None:
    document = _found(home, InsideAsked(codes=tuple(codes))).document
    assert [each.origin for each in document.origins] == codes
    assert document.people == areas["population"].sum()
    assert document.areas == len(codes)


def test_of_an_area_that_the_line_cuts_the_share_inside_is_counted(
    home: Path, areas: pl.DataFrame, codes: list[str]
) -> None:
    document = _found(home, InsideAsked(shares=_shares(codes, 0.25)), "oa", (DISABILITY,)).document
    people = areas["population"].to_list()
    assert document.people == pytest.approx(sum(people[:2]) + 0.25 * sum(people[2:]))
    whole = _found(home, InsideAsked(codes=tuple(codes)), "oa", (DISABILITY,)).document
    part = next(each for each in document.equity if each.name == "Disability").groups[0].people
    all_of_them = next(each for each in whole.equity if each.name == "Disability").groups[0].people
    assert 0.25 * all_of_them < part < all_of_them
    assert any("The line cuts 2 of 4 small areas" in note for note in document.notes)


def test_streets_and_places_beyond_the_line_count(home: Path, codes: list[str], outline: BaseGeometry) -> None:
    document = _found(home, InsideAsked(codes=tuple(codes))).document
    halls = [each for each in document.places if each.asset_type == "community_centre"]
    assert not any(shapely.contains_xy(outline, each.longitude, each.latitude) for each in halls)
    assert all(each.reach[0].seconds[0] for each in document.origins)


def test_a_boundary_file_finds_the_areas(
    home: Path, areas: pl.DataFrame, outline: BaseGeometry, tmp_path: Path
) -> None:
    line = tmp_path / "kestrel rise.geojson"
    line.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(outline)}))
    found = _found(home, InsideAsked(boundary=line))
    assert found.document.people == pytest.approx(areas["population"].sum(), rel=0.01)
    assert found.document.inside == "kestrel rise"
    assert shapely.equals(found.outline, outline) or found.outline.symmetric_difference(outline).area < 1e-9


def test_postcodes_beyond_the_line_are_no_origins(
    home: Path, pack: Pack, codes: list[str], outline: BaseGeometry
) -> None:
    west, south, east, north = outline.bounds
    half = shapely.intersection(outline, shapely.box(west, south, (west + east) / 2, north))
    document = _found(home, InsideAsked(shares=dict.fromkeys(codes, 0.5), outline=half), "postcodes").document
    every = pack.scan("postcodes").filter(pl.col("area").is_in(codes)).collect()
    area_of = dict(zip(every["postcode"], every["area"], strict=True))
    inside = {
        area_of[each.origin] for each in document.origins if shapely.contains_xy(half, each.longitude, each.latitude)
    }
    beyond = [each.origin for each in document.origins if not shapely.contains_xy(half, each.longitude, each.latitude)]
    assert 0 < len(document.origins) < len(every)
    assert not {area_of[each] for each in beyond} & inside


def test_people_of_an_area_without_a_postcode_inside_start_from_all_of_its_postcodes(
    home: Path, areas: pl.DataFrame, codes: list[str]
) -> None:
    nowhere = shapely.box(0, 0, 0.001, 0.001)
    document = _found(home, InsideAsked(shares=dict.fromkeys(codes, 0.5), outline=nowhere), "postcodes").document
    assert document.people == pytest.approx(areas["population"].sum() / 2)


def test_fewer_than_ten_areas_give_no_interval_and_the_answer_says_why(home: Path, codes: list[str]) -> None:
    found = _found(home, InsideAsked(codes=tuple(codes)), "oa", (DISABILITY,))
    assert all(group.beyond_low is None for each in found.document.equity for group in each.groups)
    told = " ".join(reach_result(found.document, found.streets, found.outline).sentences)
    assert "There are no intervals: 4 areas, fewer than 10, cannot show how areas differ" in told
    assert "no interval can be given" not in told


def test_ten_areas_give_intervals(home: Path, pack: Pack) -> None:
    some = tuple(pack.small_areas()["code"].to_list()[:12])
    document = _found(home, InsideAsked(codes=some)).document
    assert document.uncertainty == ""
    assert document.equity[0].groups[0].beyond_low is not None


def test_fifths_of_few_areas_are_not_compared(home: Path, codes: list[str]) -> None:
    document = _found(home, InsideAsked(codes=tuple(codes)), "oa", (FIFTHS, DISABILITY)).document
    assert _groups(document, "Deprivation") == []
    assert _groups(document, "Disability")
    assert any(note.startswith("Not compared: Deprivation. Of 4 small areas") for note in document.notes)


def test_nothing_is_compared_within_one_area(home: Path, codes: list[str]) -> None:
    document = _found(home, InsideAsked(codes=tuple(codes[:1])), "postcodes", (FIFTHS, DISABILITY)).document
    assert {each.name for each in document.equity} == {"Everyone"}
    assert any("All people counted live in one small area" in note for note in document.notes)


def test_groups_of_which_everybody_is_beyond_are_said_not_to_differ(home: Path, codes: list[str]) -> None:
    asked = replace(_asked(home, InsideAsked(codes=tuple(codes))), kinds=("community_centre",))
    told = reach_result(reach(asked, home).document).sentences
    alike = "everybody of every group is beyond 10 minutes, so groups cannot be told apart."
    assert f"Age, Ethnicity and Disability: {alike}" in told


def test_a_chart_of_shares_never_leaves_nobody_and_everybody(home: Path, codes: list[str]) -> None:
    asked = replace(_asked(home, InsideAsked(codes=tuple(codes))), kinds=("community_centre",))
    found = reach(asked, home)
    charts = " ".join(reach_result(found.document, found.streets, found.outline).charts)
    assert ">100<" in charts
    assert ">102<" not in charts
    assert "…" not in charts


@pytest.mark.parametrize(
    ("inside", "error", "match"),
    [
        (InsideAsked(codes=("ZS999999",)), UsageError, "ZS999999"),
        (InsideAsked(shares={"ZS999999": 1.0}), BadInputError, "none of its 1 small areas"),
        (InsideAsked(shares={"ZS000057": 0.0}), BadInputError, "Nobody lives"),
        (InsideAsked(codes=("ZS000057",), shares={"ZS000057": 1.0}), UsageError, "2 neighbourhoods"),
    ],
)
def test_a_neighbourhood_that_cannot_be_told_is_refused(
    home: Path, inside: InsideAsked, error: type[Exception], match: str
) -> None:
    with pytest.raises(error, match=match):
        _found(home, inside)


def test_homes_of_the_map_cannot_be_told_to_lie_inside(home: Path, codes: list[str]) -> None:
    with pytest.raises(UsageError, match="only known of a pack's areas"):
        _found(home, InsideAsked(codes=tuple(codes)), "buildings")


def test_a_map_of_another_place_is_refused(home: Path, codes: list[str], tmp_path: Path) -> None:
    streets = street_file(tmp_path)
    asked = replace(_asked(home, InsideAsked(codes=tuple(codes))), osm=streets, kinds=("community_centre",))
    with pytest.raises(BadInputError, match="None of the neighbourhood's 4 small areas"):
        reach(asked, home)
