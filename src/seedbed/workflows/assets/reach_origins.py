"""Where people start from, and who lives there.

Origins are points: rows of a file, small areas or postcodes of a pack, homes of the map, or cells of a grid. People are
known by area: where several origins lie in one area, its people are shared out evenly among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.access_equity import PeopleByGroup
from seedbed.analysis.assets.network import Places, WalkNetwork
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.points_table import PointsTable, read_numbers, read_points, read_shapes
from seedbed.workflows.assets.reach_groups import Columns, GroupsAsked, people_by_group

Numbers = NDArray[np.intp]
MARGIN = 0.01
"""Degrees around the map in which origins are looked at; further ones are another town's."""
BESIDE = 0.005
"""Degrees (350 to 550 m) around the outermost streets that still count as the map: homes stand beside streets."""
KINDS = ("oa", "postcodes", "buildings", "h3")


@dataclass(frozen=True)
class OriginsAsked:
    """Where people start from, as a command was told.

    Parameters
    ----------
    origins
        A file of points, or one of ``KINDS``: small areas or postcodes of a pack, homes of the map, cells of a grid.
    people
        Column of all people; "" where there is none.
    people_from
        Table of people by code, where it is not the origins' own.
    areas
        Outlines of areas, which say where origins lie.
    groups
        Groups to compare.
    demand
        Column of those who need something; "" for all people.
    pack
        Name of the pack of ``oa`` and ``postcodes``; "" where one is installed only.
    resolution
        Of the grid.
    """

    origins: str
    people: str = ""
    people_from: Path | None = None
    areas: Path | None = None
    groups: tuple[GroupsAsked, ...] = ()
    demand: str = ""
    pack: str = ""
    resolution: int = 10


@dataclass(frozen=True)
class Origins:
    """Where people start from and who lives there.

    Parameters
    ----------
    kind
        What they are, for a sentence: "small areas".
    codes, longitude, latitude
        Of each origin.
    area
        Number of the area each lies in; -1 for none.
    people, demand
        Of each area.
    groups
        People of areas by group.
    known
        Whether people are known; else each area counts as one.
    points
        How many origins each area has, those off the map counted too: people of an area that lies partly off the map
        count by the part on it. None where all are here.
    notes
        What people should know.
    """

    kind: str
    codes: list[str]
    longitude: Floats
    latitude: Floats
    area: Numbers
    people: Floats
    demand: Floats
    groups: tuple[PeopleByGroup, ...] = ()
    known: bool = True
    points: Floats | None = None
    invented: bool = False
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many origins."""
        return len(self.codes)

    @property
    def here(self) -> Floats:
        """How many of each area's origins are here."""
        return np.bincount(self.area[self.area >= 0], minlength=len(self.people)).astype(np.float64)

    @property
    def sharing(self) -> Floats:
        """How many origins share the people of each origin's area; 0 where it lies in none."""
        many = self.here if self.points is None else self.points
        return np.where(self.area >= 0, many[self.area], 0.0)

    @property
    def present(self) -> Floats:
        """Share of each area's people who live at the origins that are here."""
        if self.points is None:
            return (self.here > 0).astype(np.float64)
        return np.minimum(np.divide(self.here, self.points, out=np.zeros(len(self.people)), where=self.points > 0), 1.0)

    def shared(self, of_areas: Floats) -> Floats:
        """Return what each origin has of the areas' people, shape (origins,) or (origins, groups)."""
        share = np.divide(1.0, self.sharing, out=np.zeros(len(self)), where=self.sharing > 0)
        shares: Floats = share if of_areas.ndim == 1 else share[:, None]
        return np.asarray(np.nan_to_num(of_areas)[self.area] * shares, dtype=np.float64)

    def by_area(self, of_origins: Floats) -> Floats:
        """Return the mean over the origins of each area, shape (areas, ...); NaN for an area without any."""
        inside = self.area >= 0
        sums = np.zeros((len(self.people), *of_origins.shape[1:]))
        np.add.at(sums, self.area[inside], of_origins[inside])
        many = np.bincount(self.area[inside], minlength=len(self.people)).astype(np.float64)
        many = np.where(many > 0, many, np.nan)
        return sums / many.reshape(-1, *[1] * (sums.ndim - 1))

    def kept(self, wanted: NDArray[np.bool_]) -> Origins:
        """Return the wanted origins; their areas' people are shared out among these alone."""
        places = np.flatnonzero(wanted)
        return replace(
            self,
            codes=[self.codes[place] for place in places],
            longitude=self.longitude[places],
            latitude=self.latitude[places],
            area=self.area[places],
        )


def origins_of_points(points: PointsTable, asked: OriginsAsked, kind: str, network: WalkNetwork) -> Origins:
    """Return the points on the map with the people of their areas.

    Raises
    ------
    BadInputError
        If no point lies on the map, or people cannot be told.
    """
    here = on_the_map(points.longitude, points.latitude, network)
    if not here.any():
        raise BadInputError(
            "No origin lies on the map.",
            f"{points.path.name}: none of its {len(points):,} points lies within the streets that were read.",
            "Give a map of the place where the origins are; check that longitude and latitude are not swapped.",
        )
    rows = np.flatnonzero(here)
    codes = [points.codes[row] for row in rows]
    longitude, latitude = points.longitude[rows], points.latitude[rows]
    area, columns, many = _areas_and_columns(points, rows, asked, network)
    people, known = _all_people(asked, columns, area)
    notes = []
    if len(rows) < len(points):
        notes.append(f"{len(points) - len(rows):,} of {len(points):,} origins lie off the map and were left out.")
    if (area < 0).any():
        notes.append(
            f"{int((area < 0).sum()):,} origins lie in no area whose people are known, so nobody counts there."
        )
    return Origins(
        kind,
        codes,
        longitude,
        latitude,
        area,
        people,
        _demand(asked, columns, people),
        tuple(people_by_group(each, columns, people) for each in asked.groups),
        known=known,
        points=many,
        notes=notes,
    )


def on_the_map(longitude: Floats, latitude: Floats, network: WalkNetwork) -> NDArray[np.bool_]:
    """Say which points lie in the box around the streets or just outside."""
    inside = np.isfinite(longitude) & np.isfinite(latitude)
    for values, nodes in ((longitude, network.longitude), (latitude, network.latitude)):
        inside &= (values >= nodes.min() - MARGIN) & (values <= nodes.max() + MARGIN)
    return np.asarray(inside, dtype=np.bool_)


def read_file_of_origins(asked: OriginsAsked, network: WalkNetwork) -> Origins:
    """Read origins of a file; see `origins_of_points`."""
    path = Path(asked.origins)
    own = [] if asked.people_from or asked.areas else _columns_wanted(asked)
    join = _join_heading(asked)
    points = read_points(path, own, [join] if join else [])
    return origins_of_points(points, asked, "origins", network)


def _columns_wanted(asked: OriginsAsked) -> list[str]:
    named = [column for each in asked.groups for column in each.columns]
    return list(dict.fromkeys(name for name in (asked.people, asked.demand, *named) if name))


def _join_heading(asked: OriginsAsked) -> str:
    """Return the heading of the codes of the table of people, which origins may have too."""
    if asked.people_from is None:
        return ""
    return read_numbers(asked.people_from, "", [])[0]


def _areas_and_columns(
    points: PointsTable, rows: Numbers, asked: OriginsAsked, network: WalkNetwork
) -> tuple[Numbers, Columns, Floats | None]:
    """Return the area of each origin, the areas' columns of numbers, and how many origins they have off the map too."""
    if asked.people_from is None and asked.areas is None:
        own = {name: values[rows] for name, values in points.numbers.items()}
        return np.arange(len(rows), dtype=np.intp), own, None
    wanted = _columns_wanted(asked)
    if asked.areas is None:
        heading, codes, columns = read_numbers(asked.people_from or points.path, "", wanted)
        texts = points.texts.get(heading, points.codes)
        area, kept = _joined([texts[row] for row in rows], codes)
        many = Counter(texts)
        return area, _taken(columns, kept), np.array([many[codes[row]] for row in kept], np.float64)
    outlines = read_points(asked.areas, wanted)
    names, on_map = _areas_around(points.longitude[rows], points.latitude[rows], asked.areas, outlines.codes, network)
    codes, columns = outlines.codes, dict(outlines.numbers)
    if asked.people_from is not None:
        _, codes, columns = read_numbers(asked.people_from, outlines.code_column, wanted)
    area, kept = _joined(names, codes)
    here = np.bincount(area[area >= 0], minlength=len(kept))
    return area, _taken(columns, kept), here / np.array([on_map[codes[row]] for row in kept])


def _taken(columns: Columns, rows: Numbers) -> dict[str, Floats]:
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


def edges_of(network: WalkNetwork) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the map: of 998 in 1,000 nodes, as extracts hold some ways beyond it."""
    west, east = np.quantile(network.longitude, (0.001, 0.999))
    south, north = np.quantile(network.latitude, (0.001, 0.999))
    return float(west), float(south), float(east), float(north)


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


def _all_people(asked: OriginsAsked, columns: Columns, area: Numbers) -> tuple[Floats, bool]:
    """Return all people of each area and whether they are known: a column, or the sum of the first groups."""
    areas = int(area.max(initial=-1)) + 1
    if asked.people:
        if plain_heading(asked.people) not in columns:
            raise BadInputError(
                "The people cannot be told.",
                f"There is no column '{asked.people}' in the table of people.",
                "Name the column of all people with --people.",
            )
        return np.nan_to_num(columns[plain_heading(asked.people)]), True
    for groups in asked.groups:
        found = [columns.get(plain_heading(column)) for column in groups.columns]
        known = [column for column in found if column is not None]
        if len(known) == len(found) > 1:
            return np.nan_to_num(np.sum(known, axis=0)), True
    return np.ones(areas), False


def _demand(asked: OriginsAsked, columns: Columns, people: Floats) -> Floats:
    if not asked.demand:
        return people
    if plain_heading(asked.demand) not in columns:
        raise BadInputError(
            "The demand cannot be told.",
            f"There is no column '{asked.demand}' in the table of people.",
            "Name a column that is there with --demand.",
        )
    return np.nan_to_num(columns[plain_heading(asked.demand)])


def off_the_streets(origins: Origins, stands: Places) -> tuple[Origins, Places]:
    """Leave out origins that no street is near, and say how many."""
    near = stands.node >= 0
    if near.all():
        return origins, stands
    if not near.any():
        raise BadInputError(
            "No origin is near a street.",
            f"None of the {len(origins):,} origins on the map has a street in reach of its door.",
            "Check the origins' coordinates, or allow a longer way to the street.",
        )
    kept = origins.kept(near)
    note = f"{int((~near).sum()):,} origins have no street near them and were left out."
    return replace(kept, notes=[*kept.notes, note]), Places(stands.node[near], stands.metres[near])
