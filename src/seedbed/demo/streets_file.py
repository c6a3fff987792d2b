"""Write the invented town's streets, places and homes as a small OpenStreetMap file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.demo import lie_of_the_land as land
from seedbed.demo.areas import TownAreas
from seedbed.demo.positions import degrees, postcode_of_block
from seedbed.demo.sites import PLACES
from seedbed.demo.streets import MappedWay, Tags, make_streets

if TYPE_CHECKING:
    from osmium import SimpleWriter

Floats = NDArray[np.float64]

GENERATOR = "Seedbed: an invented town"
HOME_HALF_WIDTH = 6.0
"""Metres."""

PLACE_TAGS: dict[str, Tags] = {
    "gp": {"amenity": "doctors"},
    "pharmacy": {"amenity": "pharmacy"},
    "dentist": {"amenity": "dentist"},
    "library": {"amenity": "library"},
    "community_hall": {"amenity": "community_centre"},
    "children_centre": {"amenity": "childrens_centre"},
    "school": {"amenity": "school"},
    "park": {"leisure": "park"},
    "place_of_worship": {"amenity": "place_of_worship"},
    "food_bank": {"amenity": "social_facility", "social_facility": "food_bank"},
    "leisure_centre": {"leisure": "sports_centre"},
    "post_office": {"amenity": "post_office"},
    "advice": {"office": "advice"},
    "community_garden": {"leisure": "garden", "garden:type": "community"},
}
"""How each kind of known place is tagged."""
MORE_TAGS: dict[str, Tags] = {
    "Railway Institute Hall": {"wheelchair": "yes", "capacity": "180", "opening_hours": "Mo-Sa 09:00-22:00"},
    "Tanners' Hall": {"wheelchair": "limited", "capacity": "90", "opening_hours": "Tu-Fr 10:00-16:00"},
    "St Bride's Church Rooms": {"wheelchair": "no", "capacity": "60", "opening_hours": "We,Sa 10:00-13:00"},
    "Mere Village Hall": {"wheelchair": "yes", "capacity": "120", "opening_hours": "Mo-Su 09:00-21:00"},
    "Harbour Mission Hall": {"wheelchair": "limited", "capacity": "70", "opening_hours": "Mo,Th 18:00-21:00"},
    "Saltings Social Club": {"wheelchair": "yes", "capacity": "150", "fee": "yes", "charge": "£2 a visit"},
    "Alderwick Library": {"wheelchair": "yes", "opening_hours": "Mo-Fr 09:00-18:00; Sa 10:00-16:00", "fee": "no"},
    "Alderwick Food Bank": {"opening_hours": "Tu,Fr 10:00-12:00", "fee": "no"},
}


def write_streets(areas: TownAreas, path: Path) -> int:
    """Write the file and return how many objects it has.

    Streets and paths lie along the borders of blocks; the river and the railway are drawn; known places are points;
    every block where people live has one home in its middle, with the block's postcode.

    Parameters
    ----------
    areas
        The town.
    path
        A name that ends in ``.osm.pbf``; a file there is replaced.
    """
    import osmium

    streets = make_streets(areas)
    header = osmium.io.Header()
    header.set("generator", GENERATOR)
    with osmium.SimpleWriter(str(path), header=header, overwrite=True) as writer:
        sheet = _Sheet(writer)
        for number, point in enumerate(streets.points):
            sheet.point(point, streets.tags.get(number))
        ways = [*streets.ways, *_barriers(sheet), *_homes(sheet, areas)]
        for place, tags in _places(areas):
            sheet.point(place, tags)
        sheet.write(ways)
    return sheet.objects


class _Sheet:
    """Gathers points, and writes them before the ways, as the form asks."""

    def __init__(self, writer: SimpleWriter) -> None:
        self.writer = writer
        self.points: list[Floats] = []
        self.tags: dict[int, Tags] = {}
        self.objects = 0

    def point(self, at: Floats, tags: Tags | None = None) -> int:
        """Add a point in metres and return its number from 0."""
        self.points.append(at)
        if tags:
            self.tags[len(self.points) - 1] = tags
        return len(self.points) - 1

    def write(self, ways: list[MappedWay]) -> None:
        """Write all points, then the ways."""
        from osmium.osm.mutable import Node, Way

        for number, (longitude, latitude) in enumerate(degrees(np.array(self.points)).tolist()):
            tags = self.tags.get(number, {})
            self.writer.add_node(Node(id=number + 1, version=1, location=(longitude, latitude), tags=tags))
        for number, way in enumerate(ways, start=1):
            nodes = [point + 1 for point in way.points]
            self.writer.add_way(Way(id=number, version=1, nodes=nodes, tags=way.tags))
        self.objects = len(self.points) + len(ways)


def _barriers(sheet: _Sheet) -> Iterator[MappedWay]:
    river, railway = land.barrier_points(100.0)
    for line, tags in (
        (river, {"waterway": "river", "name": "River Alder"}),
        (railway, {"railway": "rail", "name": "Saltmarch railway"}),
    ):
        inside = line[land.inside_outline(line[:, 0], line[:, 1])]
        yield MappedWay(tuple(sheet.point(point) for point in inside), tags)


def _homes(sheet: _Sheet, areas: TownAreas) -> Iterator[MappedWay]:
    postcodes = postcode_of_block(areas)
    corners = HOME_HALF_WIDTH * np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    for block in np.flatnonzero(areas.blocks.residents > 0).tolist():
        rim = [sheet.point(corner) for corner in areas.blocks.centres[block] + corners]
        yield MappedWay((*rim, rim[0]), {"building": "residential", "addr:postcode": postcodes[block]})


def _places(areas: TownAreas) -> Iterator[tuple[Floats, Tags]]:
    postcodes = postcode_of_block(areas)
    for kind, entries in PLACES.items():
        for name, x, y in entries:
            at = np.array([x, y])
            block = int(np.hypot(*(areas.blocks.centres - at).T).argmin())
            said = {"name": name, "addr:postcode": postcodes[block]}
            yield at, PLACE_TAGS[kind] | said | MORE_TAGS.get(name, {})
