"""Community assets read from OpenStreetMap files."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from seedbed.analysis.assets.listing import Listing, Listings, Price, StepFree
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.errors import BadInputError
from seedbed.formats.osm_asset_rules import ASSET_RULES, rule_for
from seedbed.formats.osm_assets import read_osm_assets
from tests.osm_files import OsmFile, Tags, as_pbf

HALL = {"amenity": "community_centre", "name": "Mill Hall"}
SQUARE = [(0.0, 51.0), (0.001, 51.0), (0.001, 51.001), (0.0, 51.001)]


def read(osm: OsmFile, folder: Path) -> Listings:
    return read_osm_assets(osm.write(folder / "town.osm"))


def one(folder: Path, tags: Tags) -> Listing:
    osm = OsmFile()
    osm.node(7, (0.5, 51.5), tags)
    (listing,) = read(osm, folder).listings
    return listing


def square(osm: OsmFile, tags: Tags | None) -> None:
    for number, at in enumerate(SQUARE, start=1):
        osm.node(number, at)
    osm.way(1, [1, 2, 3, 4, 1], tags)


def test_every_rule_names_a_type_that_comes_with_seedbed() -> None:
    assert {rule.asset_type for rule in ASSET_RULES} <= set(ASSET_TYPES)


def test_no_two_rules_hold_for_the_same_value() -> None:
    pairs = [(rule.key, value) for rule in ASSET_RULES for value in rule.values]
    assert len(pairs) == len(set(pairs))


def test_a_node_is_read_with_its_place(tmp_path: Path) -> None:
    hall = one(tmp_path, HALL)
    assert (hall.identifier, hall.name, hall.asset_type) == ("node/7", "Mill Hall", "community_centre")
    assert (hall.longitude, hall.latitude, hall.outline) == (0.5, 51.5, None)


def test_the_first_rule_that_holds_decides() -> None:
    rule = rule_for({"historic": "church", "amenity": "place_of_worship"})
    assert rule is not None
    assert rule.asset_type == "place_of_worship"


@pytest.mark.parametrize(
    ("tags", "asset_type"),
    [
        ({"club": "scout", "name": "1st Alder Scouts"}, "group"),
        ({"amenity": "social_facility", "social_facility": "food_bank", "name": "Pantry"}, "food_bank"),
        ({"amenity": "social_facility", "social_facility": "outreach", "name": "Outreach"}, "service"),
        ({"landuse": "allotments"}, "garden"),
        ({"emergency": "defibrillator"}, "defibrillator"),
        ({"highway": "bus_stop"}, "transport_stop"),
        ({"shop": "bakery", "name": "Crust"}, "shop"),
    ],
    ids=str,
)
def test_tags_decide_the_type(tmp_path: Path, tags: Tags, asset_type: str) -> None:
    assert one(tmp_path, tags).asset_type == asset_type


@pytest.mark.parametrize("tags", [{"club": "no"}, {"shop": "vacant"}, {"natural": "wood"}, {"highway": "residential"}])
def test_other_objects_are_no_assets(tags: Tags) -> None:
    assert rule_for(tags) is None


def test_a_closed_way_is_read_with_its_outline(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, HALL)
    (hall,) = read(osm, tmp_path).listings
    assert hall.identifier == "way/1"
    assert (hall.longitude, hall.latitude) == pytest.approx((0.0005, 51.0005))
    assert hall.outline is not None
    assert (hall.outline["type"], len(hall.outline["coordinates"][0])) == ("Polygon", 5)


def test_an_area_of_several_ways_is_read_with_its_outline(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, at in enumerate(SQUARE, start=1):
        osm.node(number, at)
    osm.way(1, [1, 2, 3])
    osm.way(2, [3, 4, 1])
    osm.relation(5, [1, 2], {"type": "multipolygon", "leisure": "park", "name": "Mill Park"})
    (park,) = read(osm, tmp_path).listings
    assert (park.identifier, park.asset_type) == ("relation/5", "park")
    assert park.outline is not None


def test_an_open_way_is_placed_on_its_line(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.row_of_nodes(3)
    osm.way(1, [1, 2, 3], {"historic": "ruins", "name": "Town wall"})
    (wall,) = read(osm, tmp_path).listings
    assert wall.latitude == 51.0
    assert wall.outline is not None
    assert wall.outline["type"] == "LineString"


def test_ways_into_a_building_are_read(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, HALL)
    osm.nodes[1] = osm.nodes[1].replace("></node>", '><tag k="entrance" v="main"/></node>')
    (hall,) = read(osm, tmp_path).listings
    assert hall.entrances == (SQUARE[1],)


def test_what_tags_say_goes_into_the_fields(tmp_path: Path) -> None:
    said = {
        "operator": "Mill Trust",
        "addr:housenumber": "3",
        "addr:street": "Mill Lane",
        "addr:postcode": "ZZ1 1AA",
        "contact:phone": "01632 960001",
        "email": "hall@example.org",
        "website": "https://example.org",
        "opening_hours": "Mo 09:00-12:00",
        "wheelchair": "limited",
        "wheelchair:description": "Ramp at the back",
        "language:cy": "yes",
        "language:fr": "no",
        "min_age": "16",
        "capacity": "80",
        "check_date": "2023-05-01",
    }
    hall = one(tmp_path, HALL | said)
    assert (hall.organisation, hall.address, hall.postcode) == ("Mill Trust", "3, Mill Lane", "ZZ1 1AA")
    assert (hall.telephone, hall.email, hall.website) == ("01632 960001", "hall@example.org", "https://example.org")
    assert (hall.step_free, hall.accessibility) == (StepFree.PARTLY, "Ramp at the back")
    assert (hall.languages, hall.minimum_age, hall.capacity) == (("cy",), 16.0, 80.0)
    assert hall.last_verified == date(2023, 5, 1)
    assert hall.opening[0].opens == time(9, 0)


def test_tags_without_a_field_are_kept_as_said(tmp_path: Path) -> None:
    assert one(tmp_path, HALL | {"roof:shape": "gabled"}).extra["tags"]["roof:shape"] == "gabled"


@pytest.mark.parametrize(
    ("tags", "prices"),
    [
        ({"fee": "no"}, (Price(amount=0.0),)),
        ({"fee": "yes", "charge": "2 GBP"}, (Price(words="2 GBP"),)),
        ({"fee": "yes"}, (Price(words="There is a charge."),)),
        ({}, ()),
    ],
    ids=str,
)
def test_what_it_costs_is_read(tmp_path: Path, tags: dict[str, str], prices: tuple[Price, ...]) -> None:
    assert one(tmp_path, HALL | tags).prices == prices


@pytest.mark.parametrize("said", ["many", "-1", "nan"])
def test_a_number_that_is_none_is_left_out(tmp_path: Path, said: str) -> None:
    assert one(tmp_path, HALL | {"capacity": said}).capacity is None


def test_a_day_that_is_none_is_left_out(tmp_path: Path) -> None:
    assert one(tmp_path, HALL | {"check_date": "last spring"}).last_verified is None


def test_a_playground_without_a_name_is_called_playground(tmp_path: Path) -> None:
    assert one(tmp_path, {"leisure": "playground"}).name == "Playground"


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ({"amenity": "cafe"}, "It has no name (amenity=cafe)."),
        ({"leisure": "swimming_pool", "access": "private", "name": "Pool"}, "It is closed to the public"),
    ],
    ids=str,
)
def test_refused_objects_are_listed_with_their_reason(tmp_path: Path, tags: Tags, why: str) -> None:
    osm = OsmFile()
    osm.node(7, (0.5, 51.5), tags)
    (refused,) = read(osm, tmp_path).rejected
    assert refused.identifier == "node/7"
    assert why in refused.reason


def test_an_area_whose_rim_is_not_in_the_file_is_refused(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, None)
    osm.relation(5, [1, 99], {"type": "multipolygon", "leisure": "park", "name": "Mill Park"})
    assert [each.identifier for each in read(osm, tmp_path).rejected] == ["relation/5"]


def test_a_closed_way_whose_nodes_are_not_in_the_file_is_refused(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.row_of_nodes(2)
    osm.way(1, [1, 2, 98, 99, 1], HALL)
    assert [each.identifier for each in read(osm, tmp_path).rejected] == ["way/1"]


def test_an_open_way_whose_nodes_are_not_in_the_file_is_refused(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.row_of_nodes(1)
    osm.way(1, [1, 98], {"historic": "ruins", "name": "Town wall"})
    assert [each.reason for each in read(osm, tmp_path).rejected] == ["The file does not say where it is."]


def test_an_area_of_two_parts_keeps_both(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, None)
    for number, (longitude, latitude) in enumerate(SQUARE, start=5):
        osm.node(number, (longitude + 0.01, latitude))
    osm.way(2, [5, 6, 7, 8, 5])
    osm.relation(5, [1, 2], {"type": "multipolygon", "leisure": "park", "name": "Mill Park"})
    (park,) = read(osm, tmp_path).listings
    assert park.outline is not None
    assert len(park.outline["coordinates"]) == 2


def test_assets_outside_the_place_asked_for_are_passed_over(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(1, (0.5, 51.5), HALL)
    osm.node(2, (2.0, 51.5), HALL)
    found = read_osm_assets(osm.write(tmp_path / "town.osm"), within=(0.0, 51.0, 1.0, 52.0))
    assert ([each.identifier for each in found.listings], found.rejected) == (["node/1"], ())


def test_other_types_than_those_asked_for_are_passed_over(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(1, (0.5, 51.5), HALL)
    osm.node(2, (0.5, 51.5), {"amenity": "library", "name": "Mill Library"})
    found = read_osm_assets(osm.write(tmp_path / "town.osm"), types={"library"})
    assert [each.name for each in found.listings] == ["Mill Library"]


def test_pbf_and_xml_give_the_same_assets(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, HALL)
    xml = osm.write(tmp_path / "town.osm")
    assert read_osm_assets(as_pbf(xml)) == read_osm_assets(xml)


def test_a_file_without_assets_is_refused(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.row_of_nodes(2)
    osm.way(1, [1, 2])
    with pytest.raises(BadInputError, match="None of its objects has a tag"):
        read(osm, tmp_path)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, HALL)
    path = as_pbf(osm.write(tmp_path / "town.osm"))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadInputError, match="cut short"):
        read_osm_assets(path)


def test_objects_out_of_order_are_said_to_be_so(tmp_path: Path) -> None:
    osm = OsmFile()
    square(osm, HALL)
    osm.way(0, [1, 2, 3], {"amenity": "library", "name": "Mill Library"})
    osm.ways.append(osm.ways[0].replace('id="1"', 'id="-5"'))
    with pytest.raises(BadInputError, match="osmium sort"):
        read(osm, tmp_path)
