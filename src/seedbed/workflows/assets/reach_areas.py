"""Which area each origin lies in, and what is known of the areas of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError
from seedbed.formats.points_table import PointsTable, read_numbers, read_points, read_shapes
from seedbed.workflows.assets.reach_groups import Columns
from seedbed.workflows.assets.reach_missing import OFF, PARTLY, Missed, edges_of, missed, of_this_place, on_the_map

Numbers = NDArray[np.intp]
BESIDE = 0.005
"""Degrees (350 to 550 m) around the outermost streets that still count as the map: homes stand beside streets."""


@dataclass(frozen=True)
class Areas:
    """All areas of a table, and which origin lies in which.

    ``area`` numbers those of ``kept`` rows, for each origin on the map; ``many`` is how many origins each of these has
    off the map too, None where all are here; places are those of the areas, NaN where not known.
    """

    area: Numbers
    kept: Numbers
    many: Floats | None
    codes: Sequence[str]
    columns: Columns
    longitude: Floats
    latitude: Floats
    names: Mapping[str, str]
    network: WalkNetwork

    @cached_property
    def ours(self) -> NDArray[np.bool_]:
        """Which of the areas belong to the place of the map."""
        counted = np.zeros(len(self.codes), np.bool_)
        counted[self.kept] = True
        names = [self.names.get(code, "") for code in self.codes]
        return of_this_place(self.longitude, self.latitude, self.network, counted, names)


def areas_of(
    points: PointsTable,
    rows: Numbers,
    network: WalkNetwork,
    tables: tuple[Path | None, Path | None],
    wanted: Sequence[str],
) -> Areas:
    """Return the areas, with the wanted columns of numbers; ``tables`` are that of people and the outlines."""
    people_from, outlined = tables
    if people_from is None and outlined is None:
        area = np.arange(len(rows), dtype=np.intp)
        return Areas(
            area, rows, None, points.codes, points.numbers, points.longitude, points.latitude, points.named, network
        )
    if outlined is None:
        heading, codes, columns = read_numbers(people_from or points.path, "", wanted)
        texts = points.texts.get(heading, points.codes)
        area, kept = _joined([texts[row] for row in rows], codes)
        many = Counter(texts)
        there = np.array([many[codes[row]] for row in kept], np.float64)
        named = dict(zip(texts, points.names, strict=False))
        return Areas(area, kept, there, codes, columns, *_places_of(codes, texts, points), named, network)
    outlines = read_points(outlined, wanted)
    inside, on_map = _areas_around(points.longitude[rows], points.latitude[rows], outlined, outlines.codes, network)
    codes, columns = outlines.codes, dict(outlines.numbers)
    if people_from is not None:
        _, codes, columns = read_numbers(people_from, outlines.code_column, wanted)
    area, kept = _joined(inside, codes)
    here = np.bincount(area[area >= 0], minlength=len(kept))
    many_here = here / np.array([on_map[codes[row]] for row in kept])
    places = _places_of(codes, outlines.codes, outlines)
    return Areas(area, kept, many_here, codes, columns, *places, outlines.named, network)


def _places_of(codes: Sequence[str], named: Sequence[str], points: PointsTable) -> tuple[Floats, Floats]:
    """Return where areas are, by the last of their points."""
    place = {name: row for row, name in enumerate(named)}
    at = np.array([place.get(code, -1) for code in codes], dtype=np.intp)
    east, north = (np.where(at >= 0, values[at], np.nan) for values in (points.longitude, points.latitude))
    return east, north


def missed_by(found: Areas, people: Floats, kind: str, network: WalkNetwork) -> tuple[Missed, ...]:
    """Return the people of this place whose area lies off the map, or holds no origin, or lies partly off the map."""
    placed = np.isfinite(found.longitude) & np.isfinite(found.latitude)
    on_map = on_the_map(found.longitude, found.latitude, network)
    lost = found.ours & placed
    lost[found.kept] = False
    whole = (
        *missed(OFF, found.codes, people, lost & ~on_map),
        *missed(f"in areas on the map that have none of the {kind}", found.codes, people, lost & on_map),
    )
    if found.many is None:
        return whole
    here = np.bincount(found.area[found.area >= 0], minlength=len(found.kept))
    part = people[found.kept] * (1 - np.minimum(here / found.many, 1))
    codes = [found.codes[row] for row in found.kept]
    return (*whole, *missed(PARTLY, codes, part, found.ours[found.kept] & (part >= 1)))


def taken(columns: Columns, rows: Numbers) -> dict[str, Floats]:
    """Return some rows of columns."""
    return {name: values[rows] for name, values in columns.items()}


def _areas_around(
    longitude: Floats, latitude: Floats, path: Path, codes: Sequence[str], network: WalkNetwork
) -> tuple[list[str], dict[str, float]]:
    """Return the area that each point lies in ("" for none; of several the first), and how much of it is on the map."""
    import shapely

    shapes = np.asarray(read_shapes(path).geometry.array)
    found = shapely.STRtree(shapes).query(shapely.points(longitude, latitude), predicate="intersects")
    names = [""] * len(longitude)
    for point, shape in sorted(zip(*found.tolist(), strict=True), reverse=True):
        names[point] = codes[shape]
    west, south, east, north = edges_of(network)
    sheet = shapely.box(west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE)
    met = np.unique(found[1])
    part = shapely.area(shapely.intersection(shapely.make_valid(shapes[met]), sheet))
    share = np.clip(part / np.maximum(shapely.area(shapes[met]), 1e-12), 1e-3, 1.0)
    return names, {codes[shape]: float(each) for shape, each in zip(met, share, strict=True)}


def _joined(names: Sequence[str], codes: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the area of each origin, numbered without those that no origin lies in, and the areas' rows."""
    place = {code: row for row, code in enumerate(codes)}
    rows = np.array([place.get(name, -1) for name in names], dtype=np.intp)
    if (rows < 0).all():
        shown = next((name for name in names if name), "")
        raise BadInputError(
            "The people cannot be joined to the origins.",
            f"Origins lie in areas such as {shown or 'none at all'}; the table of people has rows such as {codes[0]}.",
            "Give a table with the same codes; --areas gives outlines that say which area an origin lies in.",
        )
    lived, area = np.unique(rows[rows >= 0], return_inverse=True)
    numbered = np.full(len(rows), -1, dtype=np.intp)
    numbered[rows >= 0] = area
    return numbered, lived
