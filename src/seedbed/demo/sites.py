"""Known places of the invented town: surgeries, pharmacies, halls, parks, places of worship and others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from seedbed.demo import lie_of_the_land as land
from seedbed.demo import names
from seedbed.demo.areas import TownAreas
from seedbed.demo.positions import degrees, postcode_of_block

Floats = NDArray[np.float64]

SOURCE = "Invented Register of Places"

PLACES: dict[str, tuple[tuple[str, float, float], ...]] = {
    "gp": (
        ("Market Place Surgery", -250, 150),
        ("Heron Park Practice", -1_050, 1_150),
        ("Northgates Medical Centre", 450, 1_900),
        ("Saltings Health Centre", 350, -1_600),
        ("Fuller's Green Surgery", -1_250, -1_350),
        ("Harrow Mere Practice", -3_050, 500),
        ("Staithe Harbour Surgery", 2_700, -1_500),
        ("Alder Bank Practice", 700, 500),
    ),
    "pharmacy": (
        ("Market Place Pharmacy", -150, 80),
        ("Quay Pharmacy", -650, 350),
        ("Lantern Pharmacy", 250, 1_200),
        ("Green Lane Pharmacy", -1_150, -1_250),
        ("Saltings Pharmacy", 500, -1_500),
        ("Mere Pharmacy", -2_950, 400),
        ("Harbour Pharmacy", 2_800, -1_400),
        ("Bridge Pharmacy", 900, 650),
        ("Heron Pharmacy", -1_100, 1_900),
    ),
    "dentist": (
        ("Market Dental Practice", -350, 60),
        ("Northgates Dental Practice", 600, 1_800),
        ("Harbour Dental Practice", 2_600, -1_550),
    ),
    "library": (("Alderwick Library", 50, 250), ("Harrow Mere Library", -2_850, 650)),
    "community_hall": (
        ("Railway Institute Hall", 1_330, 950),
        ("Tanners' Hall", -500, 500),
        ("St Bride's Church Rooms", -1_250, -1_100),
        ("Mere Village Hall", -3_150, 700),
        ("Harbour Mission Hall", 2_500, -1_250),
        ("Saltings Social Club", 250, -1_950),
    ),
    "children_centre": (("Lantern Hill Children's Centre", 150, 1_450), ("Saltings Children's Centre", 450, -1_750)),
    "school": (
        ("Kestrel Primary School", 2_400, 1_050),
        ("Quayside Primary School", -700, 250),
        ("Lantern Hill Primary School", 300, 1_600),
        ("Saltings Primary School", 150, -1_700),
        ("Mere Primary School", -2_900, 950),
        ("Alderwick High School", -900, -900),
        ("Staithe Academy", 2_900, -900),
    ),
    "park": (
        ("Heron Park", -1_450, 1_250),
        ("Kestrel Recreation Ground", 2_750, 1_150),
        ("Quay Gardens", -250, -120),
        ("Mere Country Park", -3_300, -100),
    ),
    "place_of_worship": (
        ("St Bride's Church", -1_200, -1_120),
        ("Kestrel Gospel Hall", 2_300, 800),
        ("Alderwick Mosque", 200, 500),
        ("Quayside Orthodox Church", -520, 280),
        ("Harbour Chapel", 2_550, -1_350),
    ),
    "food_bank": (("Alderwick Food Bank", -50, 420), ("Saltings Pantry", 300, -1_850)),
    "leisure_centre": (("Alderwick Baths", -900, 650),),
    "post_office": (
        ("Market Place Post Office", -180, 180),
        ("Kestrel Parade Post Office", 2_250, 700),
        ("Mere Post Office", -2_950, 550),
    ),
    "advice": (("Alderwick Advice Centre", -100, 300),),
    "community_garden": (("Kestrel Community Orchard", 2_850, 850),),
}
"""Kind, name, and metres east and north of the town's middle."""


@dataclass(frozen=True, slots=True)
class _Place:
    kind: str
    name: str
    x: float
    y: float


def sites_table(areas: TownAreas) -> pl.DataFrame:
    """Return the known places with the small area and the postcode they are in."""
    places = [_Place(kind, *entry) for kind, entries in PLACES.items() for entry in entries]
    blocks = [_nearest_block(areas, place) for place in places]
    positions = degrees(np.array([[place.x, place.y] for place in places]))
    postcodes = postcode_of_block(areas)
    return pl.DataFrame(
        {
            "id": [f"alderwick.place.{number:03d}" for number in range(1, len(places) + 1)],
            "kind": [place.kind for place in places],
            "name": [place.name for place in places],
            "postcode": [postcodes[block] for block in blocks],
            "longitude": positions[:, 0],
            "latitude": positions[:, 1],
            "area": [names.code("small_area", int(areas.block_area[block]) + 1) for block in blocks],
            "source": SOURCE,
        }
    )


def _nearest_block(areas: TownAreas, place: _Place) -> int:
    return int(np.hypot(*(areas.blocks.centres - np.array([place.x, place.y])).T).argmin())


def features_table() -> pl.DataFrame:
    """Return the lines of the river and the railway, point by point, and every place where people can cross them."""
    river, railway = land.barrier_points(100.0)
    crossings = [(f"{c.over}_crossing", c.name, np.array([[c.x, c.y]])) for c in land.CROSSINGS]
    lines = [("river", "River Alder", _inside(river)), ("railway", "Saltmarch railway", _inside(railway))]
    return pl.concat([_feature(*feature) for feature in (*lines, *crossings)])


def _feature(kind: str, name: str, points: Floats) -> pl.DataFrame:
    positions = degrees(points)
    return pl.DataFrame(
        {"order": np.arange(len(points)), "longitude": positions[:, 0], "latitude": positions[:, 1]}
    ).select(kind=pl.lit(kind), name=pl.lit(name), order="order", longitude="longitude", latitude="latitude")


def _inside(line: Floats) -> Floats:
    return line[land.inside_outline(line[:, 0], line[:, 1])]
