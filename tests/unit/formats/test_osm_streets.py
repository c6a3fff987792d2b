"""Walk networks read from OpenStreetMap files, good and bad."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
import shapely

from seedbed.analysis.assets.cleaning import parts
from seedbed.analysis.assets.network import WalkNetwork, Way
from seedbed.errors import BadInputError
from seedbed.formats.osm_rules import WalkRules
from seedbed.formats.osm_streets import read_streets
from tests.osm_files import OsmFile, as_pbf


@pytest.fixture
def osm() -> OsmFile:
    file = OsmFile()
    file.row_of_nodes(4)
    return file


def read(osm: OsmFile, folder: Path, rules: WalkRules | None = None) -> WalkNetwork:
    path = osm.write(folder / "town.osm")
    return read_streets(path) if rules is None else read_streets(path, rules=rules)


def flags_of(osm: OsmFile, folder: Path, tags: dict[str, str]) -> Way:
    osm.way(1, [1, 2], {"highway": "footway"} | tags)
    return Way(int(read(osm, folder).ways[0]))


def test_a_way_becomes_an_edge_between_each_two_of_its_nodes(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2, 3], {"highway": "residential"})
    network = read(osm, tmp_path)
    assert list(zip(network.start.tolist(), network.end.tolist(), strict=True)) == [(0, 1), (1, 2)]


def test_a_web_page_under_the_name_of_a_map_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "town.osm.pbf"
    path.write_text("<!DOCTYPE html><html><body>Choose a mirror</body></html>", encoding="utf-8")
    with pytest.raises(BadInputError, match="neither OpenStreetMap's PBF nor its XML but a web page"):
        read_streets(path)


def test_nodes_keep_the_maps_numbers_and_places(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [2, 4], {"highway": "residential"})
    network = read(osm, tmp_path)
    assert network.nodes is not None
    assert network.nodes.tolist() == [2, 4]
    assert network.longitude.tolist() == pytest.approx([0.001, 0.003])
    assert network.latitude.tolist() == pytest.approx([51.0, 51.0])


def test_edges_are_as_long_as_over_the_ground(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "residential"})
    assert read(osm, tmp_path).metres.tolist() == pytest.approx([70.197], abs=0.001)


def test_ways_that_share_a_node_hang_together(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "residential"})
    osm.way(2, [2, 3], {"highway": "footway"})
    assert set(parts(read(osm, tmp_path)).tolist()) == {0}


def test_ways_that_only_cross_do_not(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, at in enumerate([(0, 51), (0.002, 51), (0.001, 50.999), (0.001, 51.001)], start=1):
        osm.node(number, at)
    osm.way(1, [1, 2], {"highway": "residential"})
    osm.way(2, [3, 4], {"highway": "footway", "bridge": "yes", "layer": "1"})
    assert len(set(parts(read(osm, tmp_path)).tolist())) == 2


def test_a_node_named_twice_in_a_row_makes_no_edge(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2, 2, 3], {"highway": "residential"})
    assert read(osm, tmp_path).edge_count == 2


def test_pbf_and_xml_give_the_same_network(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2, 3], {"highway": "steps", "lit": "no"})
    xml = osm.write(tmp_path / "town.osm")
    ours, other = read_streets(xml), read_streets(as_pbf(xml))
    assert (ours.longitude.tolist(), ours.metres.tolist(), ours.ways.tolist()) == (
        other.longitude.tolist(),
        other.metres.tolist(),
        other.ways.tolist(),
    )


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "residential"},
        {"highway": "cycleway"},
        {"highway": "trunk"},
        {"highway": "service", "access": "private", "foot": "yes"},
        {"highway": "path", "access": "permissive"},
        {"highway": "primary", "motorroad": "yes", "foot": "yes"},
        {"highway": "pedestrian", "area": "yes"},
    ],
    ids=str,
)
def test_people_walk_on(osm: OsmFile, tmp_path: Path, tags: dict[str, str]) -> None:
    osm.way(1, [1, 2], tags)
    assert read(osm, tmp_path).edge_count == 1


@pytest.mark.parametrize(
    "tags",
    [
        {"highway": "motorway"},
        {"highway": "construction"},
        {"highway": "residential", "foot": "no"},
        {"highway": "service", "access": "private"},
        {"highway": "service", "access": "private;delivery"},
        {"highway": "service", "service": "private"},
        {"highway": "footway", "access": "yes", "foot": "private"},
        {"highway": "primary", "motorroad": "yes"},
        {"railway": "rail"},
    ],
    ids=str,
)
def test_people_do_not_walk_on(osm: OsmFile, tmp_path: Path, tags: dict[str, str]) -> None:
    osm.way(1, [1, 2], tags)
    osm.way(2, [3, 4], {"highway": "residential"})
    assert read(osm, tmp_path).edge_count == 1


@pytest.mark.parametrize(
    ("tags", "flags"),
    [
        ({}, Way(0)),
        ({"highway": "steps"}, Way.STEPS),
        ({"highway": "steps", "ramp:wheelchair": "yes"}, Way.STEPS | Way.FOR_WHEELS),
        ({"highway": "steps", "ramp": "yes"}, Way.STEPS),
        ({"surface": "sand"}, Way.ROUGH),
        ({"surface": "asphalt"}, Way(0)),
        ({"smoothness": "horrible"}, Way.ROUGH),
        ({"highway": "track", "tracktype": "grade5"}, Way.ROUGH),
        ({"highway": "path", "sac_scale": "mountain_hiking"}, Way.ROUGH),
        ({"kerb": "raised"}, Way.KERB),
        ({"kerb": "lowered"}, Way(0)),
        ({"wheelchair": "no"}, Way.NOT_FOR_WHEELS),
        ({"wheelchair": "yes"}, Way.FOR_WHEELS),
        ({"wheelchair": "limited"}, Way(0)),
        ({"highway": "elevator"}, Way.FOR_WHEELS),
        ({"lit": "no"}, Way.UNLIT),
    ],
    ids=str,
)
def test_tags_say_what_a_way_is_like(osm: OsmFile, tmp_path: Path, tags: dict[str, str], flags: Way) -> None:
    assert flags_of(osm, tmp_path, tags) == flags


def test_a_raised_kerb_marks_the_path_it_stands_on(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.row_of_nodes(2)
    osm.node(3, (0.002, 51.0), {"barrier": "kerb", "kerb": "raised"})
    osm.way(1, [1, 2, 3], {"highway": "footway"})
    assert read(osm, tmp_path).ways.tolist() == [0, Way.KERB]


def test_a_raised_kerb_leaves_the_carriageway_open(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(1, (0.0, 51.0), {"barrier": "kerb", "kerb": "raised"})
    osm.node(2, (0.001, 51.0))
    osm.way(1, [1, 2], {"highway": "residential"})
    assert read(osm, tmp_path).ways.tolist() == [0]


@pytest.mark.parametrize(("barrier", "flags"), [("stile", Way.NOT_FOR_WHEELS), ("bollard", Way(0))])
def test_a_barrier_stops_wheels_when_it_is_of_such_a_kind(tmp_path: Path, barrier: str, flags: Way) -> None:
    osm = OsmFile()
    osm.node(1, (0.0, 51.0), {"barrier": barrier})
    osm.node(2, (0.001, 51.0))
    osm.way(1, [1, 2], {"highway": "path"})
    assert read(osm, tmp_path).ways.tolist() == [flags]


def test_a_locked_gate_cuts_the_way(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, tags in enumerate([{}, {"barrier": "gate", "access": "private"}, {}], start=1):
        osm.node(number, (number / 1_000, 51.0), tags)
    osm.way(1, [1, 2, 3], {"highway": "path"})
    assert len(set(parts(read(osm, tmp_path)).tolist())) == 2


def test_a_gate_open_to_people_on_foot_does_not(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, tags in enumerate([{}, {"barrier": "gate", "access": "private", "foot": "yes"}, {}], start=1):
        osm.node(number, (number / 1_000, 51.0), tags)
    osm.way(1, [1, 2, 3], {"highway": "path"})
    assert len(set(parts(read(osm, tmp_path)).tolist())) == 1


def test_a_way_cut_off_by_the_extract_is_kept_where_its_nodes_are(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2, 99, 3, 4], {"highway": "residential"})
    network = read(osm, tmp_path)
    assert network.nodes is not None
    assert network.nodes[network.start].tolist() == [1, 3]
    assert network.nodes[network.end].tolist() == [2, 4]
    assert network.longitude.tolist() == pytest.approx([0.0, 0.001, 0.002, 0.003])


def test_other_rules_read_another_network(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "cycleway"})
    osm.way(2, [3, 4], {"highway": "motorway"})
    network = read(osm, tmp_path, WalkRules(highways=frozenset({"motorway"})))
    assert network.longitude.tolist() == pytest.approx([0.002, 0.003])


def test_only_what_lies_within_a_box_is_kept(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2, 3, 4], {"highway": "residential"})
    path = osm.write(tmp_path / "town.osm")
    assert read_streets(path, within=(-0.001, 50.9, 0.0015, 51.1)).edge_count == 1


def test_only_what_lies_within_a_shape_is_kept(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2, 3, 4], {"highway": "residential"})
    path = osm.write(tmp_path / "town.osm")
    assert read_streets(path, within=shapely.box(-0.001, 50.9, 0.0015, 51.1)).edge_count == 1


def test_a_file_without_streets_is_refused(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"railway": "rail"})
    with pytest.raises(BadInputError, match="no street or path that people walk on"):
        read(osm, tmp_path)


def test_a_place_without_streets_is_refused(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "residential"})
    with pytest.raises(BadInputError, match="inside the place asked for"):
        read_streets(osm.write(tmp_path / "town.osm"), within=(10.0, 10.0, 11.0, 11.0))


def big_pbf(folder: Path) -> bytes:
    osm = OsmFile()
    rng = np.random.default_rng(1)
    for number, at in enumerate(rng.uniform(0, 1, (3_000, 2)).tolist(), start=1):
        osm.node(number, (at[0], at[1]))
    osm.way(1, range(1, 2_000), {"highway": "residential"})
    return as_pbf(osm.write(folder / "big.osm")).read_bytes()


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_truncated_pbf_is_refused(tmp_path: Path, share: float) -> None:
    whole = big_pbf(tmp_path)
    path = tmp_path / "cut.osm.pbf"
    path.write_bytes(whole[: max(40, int(len(whole) * share))])
    with pytest.raises(BadInputError, match=r"cut short|damaged"):
        read_streets(path)


def test_a_garbled_pbf_is_refused(tmp_path: Path) -> None:
    whole = bytearray(big_pbf(tmp_path))
    middle = len(whole) // 2
    whole[middle : middle + 200] = bytes(200)
    path = tmp_path / "garbled.osm.pbf"
    path.write_bytes(whole)
    with pytest.raises(BadInputError, match="damaged"):
        read_streets(path)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("words.osm.pbf", b"not a map at all", "neither OpenStreetMap's PBF nor its XML"),
        ("empty.osm.pbf", b"", "empty"),
        ("page.osm", b"<html><body>Sign in</body></html>", "web page"),
        ("cut.osm", b'<osm version="0.6"><node id="1" lat="1" lon=', "cut short"),
        ("packed.osm.gz", b"\x1f\x8b\x08\x00broken", "packed with gzip"),
        (
            "swelling.osm",
            b'<!DOCTYPE a [<!ENTITY b "bbbb">]><osm version="0.6"><node id="1" lat="1" lon="1">'
            b'<tag k="a" v="&b;"/></node></osm>',
            "XML entities are not supported",
        ),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        read_streets(path)
    assert why in caught.value.why


def test_packed_xml_gives_the_same_network(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "residential"})
    plain = osm.write(tmp_path / "town.osm")
    packed = tmp_path / "town.osm.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_streets(packed).metres.tolist() == read_streets(plain).metres.tolist()


def test_packed_words_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.osm.gz"
    path.write_bytes(gzip.compress(b"no map"))
    with pytest.raises(BadInputError, match=r"not OpenStreetMap's XML"):
        read_streets(path)


def test_xml_with_a_byte_order_mark_is_read(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "residential"})
    path = osm.write(tmp_path / "town.osm")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_streets(path).edge_count == 1


def test_the_ending_of_a_name_does_not_matter(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "residential"})
    path = osm.write(tmp_path / "town.osm").rename(tmp_path / "town.txt")
    assert read_streets(path).edge_count == 1


@pytest.mark.parametrize("said", ["yes", "designated"])
def test_a_barrier_the_map_calls_fit_for_wheels_stops_none(tmp_path: Path, said: str) -> None:
    osm = OsmFile()
    osm.node(1, (0.0, 51.0), {"barrier": "kissing_gate", "wheelchair": said})
    osm.node(2, (0.001, 51.0))
    osm.way(1, [1, 2], {"highway": "path"})
    assert read(osm, tmp_path).ways.tolist() == [0]


def test_a_barrier_the_map_calls_unfit_for_wheels_stops_them(tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(1, (0.0, 51.0), {"barrier": "cycle_barrier", "wheelchair": "no"})
    osm.node(2, (0.001, 51.0))
    osm.way(1, [1, 2], {"highway": "path"})
    assert read(osm, tmp_path).ways.tolist() == [Way.NOT_FOR_WHEELS]


def test_pavements_of_their_own_can_replace_their_road(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "primary", "sidewalk:both": "separate"})
    osm.way(2, [3, 4], {"highway": "footway"})
    assert read(osm, tmp_path, WalkRules(separate_pavements=False)).edge_count == 1


def test_areas_can_be_left_out(osm: OsmFile, tmp_path: Path) -> None:
    osm.way(1, [1, 2], {"highway": "pedestrian", "area": "yes"})
    osm.way(2, [3, 4], {"highway": "footway"})
    assert read(osm, tmp_path, WalkRules(areas=False)).edge_count == 1


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="There is no such file"):
        read_streets(tmp_path / "none.osm.pbf")
