"""Where people start from, and who lives there.

Origins are points: rows of a file, small areas or postcodes of a pack, homes of the map, or cells of a grid. People are
known by area: where several origins lie in one area, its people are shared out evenly among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.access_equity import PeopleByGroup
from seedbed.analysis.assets.network import Places, WalkNetwork
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.points_table import PointsTable, read_numbers, read_points
from seedbed.workflows.assets.reach_areas import areas_of, missed_by, taken
from seedbed.workflows.assets.reach_groups import Columns, GroupsAsked, people_by_group
from seedbed.workflows.assets.reach_inside import InsideAsked
from seedbed.workflows.assets.reach_missing import NO_STREET, Missed, missed, on_the_map

Numbers = NDArray[np.intp]
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
    inside
        The neighbourhood whose people are counted, of ``oa`` and ``postcodes``; None for everybody on the map.
    """

    origins: str
    people: str = ""
    people_from: Path | None = None
    areas: Path | None = None
    groups: tuple[GroupsAsked, ...] = ()
    demand: str = ""
    pack: str = ""
    resolution: int = 10
    inside: InsideAsked | None = None


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
    outline
        The line inside which they live, longitude and latitude; None for all on the map.
    area_codes, names
        Codes of the areas, and what those are called that have a name.
    missed
        People of this place who are not counted.
    ours
        Which of the areas belong to the place of the map; None where all do.
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
    outline: Any = None
    area_codes: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    missed: tuple[Missed, ...] = ()
    ours: NDArray[np.bool_] | None = None
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
    found = areas_of(points, rows, network, (asked.people_from, asked.areas), _columns_wanted(asked))
    everyone, known = _all_people(asked, found.columns, len(found.codes))
    area, people, columns = found.area, everyone[found.kept], taken(found.columns, found.kept)
    notes = []
    if len(rows) < len(points):
        off = len(points) - len(rows)
        how = "lies off the map and was" if off == 1 else "lie off the map and were"
        notes.append(f"{off:,} of {len(points):,} origins {how} left out.")
    if (area < 0).any():
        notes.append(
            f"{int((area < 0).sum()):,} origins lie in no area whose people are known, so nobody counts there."
        )
    return Origins(
        kind,
        [points.codes[row] for row in rows],
        points.longitude[rows],
        points.latitude[rows],
        area,
        people,
        _demand(asked, columns, people),
        tuple(people_by_group(each, columns, people) for each in asked.groups),
        known=known,
        points=found.many,
        area_codes=[found.codes[row] for row in found.kept],
        names=found.names,
        missed=missed_by(found, everyone, kind, network) if known else (),
        ours=found.ours[found.kept],
        notes=notes,
    )


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


def _all_people(asked: OriginsAsked, columns: Columns, areas: int) -> tuple[Floats, bool]:
    """Return all people of each area and whether they are known: a column, or the sum of the first groups."""
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


def _lost_between(before: Origins, after: Origins) -> tuple[Missed, ...]:
    """Return whom origins without a street near them took along."""
    people = np.nan_to_num(before.people) * (before.present - after.present)
    ours = before.ours if before.ours is not None else np.ones(len(people), np.bool_)
    return missed(NO_STREET, before.area_codes, people, ours & (people > 0))


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
    kept = replace(kept, missed=(*kept.missed, *_lost_between(origins, kept)))
    return replace(kept, notes=[*kept.notes, note]), Places(stands.node[near], stands.metres[near])
