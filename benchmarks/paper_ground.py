"""Invented ground for sheets of paper: blocks of houses, streets with names, a river, parks."""

from __future__ import annotations

from datetime import date

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box

from seedbed.formats.osm_poster import Bounds, PosterFeature, PosterMap
from seedbed.formats.paper.pack import PaperPack
from seedbed.reports.asset_map.papers import PAPERS
from seedbed.reports.paper.pack import PackChoice, key_of, make_pack, seen_by

FIRST = (
    "Mill",
    "Chapel",
    "Weir",
    "Orchard",
    "Station",
    "Ferry",
    "Well",
    "Market",
    "Tanner",
    "School",
    "Elm",
    "Harbour",
)
LAST = ("Street", "Lane", "Road", "Row", "Place", "Walk")
BLOCK = 0.0011
"""Degrees of latitude a block."""


def invented_pack(seed: int, size: str, *, tiled: bool = False, large_print: bool = False) -> PaperPack:
    """Return a pack of an invented neighbourhood."""
    rng = np.random.default_rng(seed)
    west, south = -3 + rng.uniform(-0.5, 0.5), 51.5 + rng.uniform(-1, 1)
    outline = affinity.rotate(box(west, south, west + 0.013, south + 0.006), rng.uniform(-20, 20))
    choice = PackChoice(
        "Alderwick",
        key_of(outline),
        date(2026, 6, 1),
        paper=PAPERS[size],
        tiled=tiled,
        large_print=large_print,
        invented=True,
        attribution="Invented",
    )
    return make_pack(invented_map(rng, seen_by(outline, choice)), outline, choice)


def invented_map(rng: np.random.Generator, bounds: Bounds) -> PosterMap:
    """Return streets in a bent grid, houses along them, a river and parks within bounds."""
    west, south, east, north = bounds
    across = np.arange(west, east + 2 * BLOCK, 1.7 * BLOCK)
    up = np.arange(south, north + BLOCK, BLOCK)
    corners = np.stack(np.meshgrid(across, up), axis=-1)
    corners += rng.normal(0, 0.16 * BLOCK, corners.shape)
    features = [_river(rng, bounds)]
    features += _blocks(rng, corners)
    for line in [*corners, *corners.transpose(1, 0, 2)]:
        name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        layer = "main_road" if rng.random() < 0.15 else "street"
        features.append(PosterFeature(layer, LineString(line), {"": name}))
    for number in range(12):
        spot = Point(rng.uniform(west, east), rng.uniform(south, north))
        features.append(PosterFeature("landmark", spot, {"": f"{rng.choice(FIRST)} Hall {number}"}))
    order = ("green", "water", "building", "street", "main_road", "landmark")
    return PosterMap(bounds, tuple(sorted(features, key=lambda each: order.index(each.layer))))


def _river(rng: np.random.Generator, bounds: Bounds) -> PosterFeature:
    west, south, east, north = bounds
    at = np.linspace(west - BLOCK, east + BLOCK, 12)
    course = np.column_stack([at, rng.uniform(south, north) + np.cumsum(rng.normal(0, 0.4 * BLOCK, 12))])
    return PosterFeature("water", LineString(course).buffer(0.25 * BLOCK), {"": "River Alder"})


def _blocks(rng: np.random.Generator, corners: np.ndarray) -> list[PosterFeature]:
    made = []
    for row in range(corners.shape[0] - 1):
        for column in range(corners.shape[1] - 1):
            ring = [
                corners[row, column],
                corners[row, column + 1],
                corners[row + 1, column + 1],
                corners[row + 1, column],
            ]
            block = affinity.scale(Polygon(ring), 0.8, 0.76)
            if rng.random() < 0.12:
                made.append(PosterFeature("green", block))
                continue
            for _ in range(int(rng.integers(4, 11))):
                house = _house(rng, block)
                made.append(PosterFeature("building", house))
    return made


def _house(rng: np.random.Generator, block: Polygon) -> Polygon:
    west, south, east, north = block.bounds
    wide, high = rng.uniform(0.05, 0.2) * (east - west), rng.uniform(0.08, 0.2) * (north - south)
    x, y = rng.uniform(west, east - wide), rng.choice([south, north - high])
    return affinity.rotate(box(x, y, x + wide, y + high), rng.normal(0, 4))
