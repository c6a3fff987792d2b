"""The streets of the invented town: what they join, what they do not, and the truths planted in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from seedbed.analysis.assets.cleaning import cleaned, parts
from seedbed.analysis.assets.network import Walker, WalkNetwork, Way
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.analysis.assets.walking import WALKERS, seconds_of, wheels_pass
from seedbed.demo import lie_of_the_land as land
from seedbed.demo.areas import make_areas
from seedbed.demo.positions import degrees
from seedbed.demo.sites import PLACES
from seedbed.demo.street_names import FIRST, street_name
from seedbed.demo.streets import CROSSINGS, make_streets
from seedbed.demo.streets_file import MORE_TAGS, PLACE_TAGS
from seedbed.demo.truths import EAST_OF_UNDERPASS, UNREACHABLE_HALL, WEST_OF_UNDERPASS
from seedbed.formats.osm_assets import read_osm_assets
from seedbed.formats.osm_buildings import read_homes
from seedbed.formats.osm_streets import read_streets
from seedbed.sources.packs import Pack
from seedbed.sources.verify import verify_pack
from seedbed.workflows.progress import silent

AT = {name: (x, y) for entries in PLACES.values() for name, x, y in entries}
KESTREL_RISE = (land.KESTREL_RISE_AT, (2_070.0, 1_160.0), (2_150.0, 460.0), (2_880.0, 320.0))


@pytest.fixture(scope="module")
def path(town: Pack) -> Path:
    (streets,) = town.resources("streets")
    return town.whole_path(streets)


@pytest.fixture(scope="module")
def network(path: Path) -> WalkNetwork:
    return read_streets(path)


def metres_along(network: WalkNetwork, walker: Walker, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far it is along streets, from the street nearest to one point to that nearest to another."""
    places = degrees(np.array([start, end]))
    nodes = cKDTree(np.column_stack([network.longitude * 0.577, network.latitude])).query(places * [0.577, 1.0])[1]
    passable = np.isfinite(seconds_of(network, walker)[:, 0])
    ends = (network.start[passable], network.end[passable])
    shape = (network.node_count, network.node_count)
    graph = csr_array((network.metres[passable], ends), shape=shape)
    return float(dijkstra(graph, directed=False, indices=int(nodes[0]))[nodes[1]])


def test_all_streets_hang_together(network: WalkNetwork) -> None:
    assert set(parts(network).tolist()) == {0}


def test_nothing_of_it_needs_cleaning(network: WalkNetwork) -> None:
    assert cleaned(network)[1].nodes_left_out == 0


def test_on_wheels_nearly_all_of_it_hangs_together(network: WalkNetwork) -> None:
    passable = wheels_pass(network.ways)
    on_wheels = replace(
        network,
        start=network.start[passable],
        end=network.end[passable],
        metres=network.metres[passable],
        ways=network.ways[passable],
    )
    assert np.bincount(parts(on_wheels)).max() > 0.99 * network.node_count


def lines_of(network: WalkNetwork) -> NDArray[np.object_]:
    points = np.column_stack([network.longitude, network.latitude])
    return np.asarray(shapely.linestrings(points[np.column_stack([network.start, network.end])]))


@pytest.mark.parametrize("over", ["river", "railway"])
def test_streets_cross_the_river_and_the_railway_at_the_crossings_alone(network: WalkNetwork, over: str) -> None:
    river, railway = land.barrier_points(10.0)
    line = shapely.LineString(degrees(river if over == "river" else railway))
    crossings = degrees(np.array([[each.x, each.y] for each in land.CROSSINGS if each.over == over]))
    met = shapely.intersection(lines_of(network), line)
    points = shapely.get_coordinates(met[~shapely.is_empty(met)])
    assert len(points) >= len(crossings)
    assert cKDTree(crossings).query(points)[0].max() < 0.0005


@pytest.mark.parametrize("seed", [1, 8, 13])
def test_every_crossing_is_mapped_with_any_seed(seed: int) -> None:
    streets = make_streets(make_areas(seed))
    assert {way.tags.get("name") for way in streets.ways} >= {crossing.name for crossing in land.CROSSINGS}


def test_what_is_mapped_is_what_there_is_to_cross() -> None:
    assert set(CROSSINGS) == {crossing.name for crossing in land.CROSSINGS}


def test_there_are_steps(network: WalkNetwork) -> None:
    assert int(((network.ways & np.uint16(Way.STEPS)) != 0).sum()) == 5


def test_t2_nobody_in_kestrel_rise_is_near_the_hall_behind_the_railway_by_street(network: WalkNetwork) -> None:
    ways = [metres_along(network, WALKERS["adult"], home, AT[UNREACHABLE_HALL]) for home in KESTREL_RISE]
    assert min(ways) > 3_000


def test_t15_on_foot_the_underpass_is_short(network: WalkNetwork) -> None:
    assert metres_along(network, WALKERS["adult"], AT[EAST_OF_UNDERPASS], AT[WEST_OF_UNDERPASS]) < 3_000


def test_t15_on_wheels_the_way_round_is_more_than_three_times_as_long(network: WalkNetwork) -> None:
    ways = [
        metres_along(network, WALKERS[walker], AT[EAST_OF_UNDERPASS], AT[WEST_OF_UNDERPASS])
        for walker in ("adult", "wheelchair")
    ]
    assert 3 * ways[0] < ways[1] < np.inf


def test_every_place_is_an_asset_of_its_type(path: Path) -> None:
    found = read_osm_assets(path)
    assert {listing.name for listing in found.listings} == set(AT)
    assert {listing.asset_type for listing in found.listings} <= set(ASSET_TYPES) - {"other"}
    assert found.rejected == ()


def test_every_kind_of_place_has_tags() -> None:
    assert set(PLACE_TAGS) == set(PLACES)


def test_more_is_said_only_of_places_there_are() -> None:
    assert set(MORE_TAGS) <= set(AT)


def test_there_is_a_home_for_every_postcode(path: Path, town: Pack) -> None:
    homes, _ = read_homes(path)
    assert len(homes.codes) == town.scan("postcodes").collect().height


def test_a_changed_file_of_streets_is_found(town: Pack, tmp_path: Path) -> None:
    folder = tmp_path / "changed"
    folder.mkdir()
    for file in town.folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    streets = folder / "streets.osm.pbf"
    streets.write_bytes(streets.read_bytes()[:-1] + b"\x00")
    assert [finding.file for finding in verify_pack(folder, silent)] == ["streets.osm.pbf"]


def test_street_names_are_all_different() -> None:
    names = [name for name in map(street_name, range(2_000)) if name]
    assert len(names) == len(set(names)) > 10 * len(FIRST)


def test_there_is_an_end_to_names() -> None:
    assert street_name(5_000) == ""
