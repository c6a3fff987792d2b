"""Which small areas a neighbourhood is made of, and what share of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.profile.apportion import (
    RULES,
    Fit,
    choose_rule,
    fit,
    share_by_centre,
    share_by_ground,
    share_by_points,
)
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.boundaries import Boundary
from seedbed.formats.postcode_lists import same_form
from seedbed.sources.packs import Pack

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Neighbourhood:
    """The small areas of a neighbourhood.

    Parameters
    ----------
    areas
        Rows of the pack's ``areas`` table with a part inside, in the order of telling.
    fit
        Shares and residents; ``fit.shares`` has the order of ``areas``.
    outline
        Its outline in longitude and latitude.
    drawn
        Whether the outline was drawn; otherwise it is that of whole small areas.
    notes
        What people should know about the boundary.
    """

    areas: pl.DataFrame
    fit: Fit
    outline: BaseGeometry
    drawn: bool
    notes: tuple[str, ...]

    @property
    def codes(self) -> list[str]:
        """Codes of the small areas."""
        return self.areas["code"].to_list()

    @property
    def population(self) -> Floats:
        """Usual residents of each whole small area."""
        return self.areas["population"].cast(pl.Float64).fill_null(0).to_numpy()

    @property
    def weights(self) -> Floats:
        """Residents inside, by small area."""
        return self.fit.shares * self.population


@dataclass(frozen=True)
class Ground:
    """The outlines of small areas of a pack: all, or those that are needed."""

    codes: NDArray[np.object_]
    outlines: NDArray[np.object_]

    @classmethod
    def of(cls, pack: Pack, codes: Collection[str] | None = None) -> Ground:
        """Read them, all or those of some areas; all of a country are a second's work and a hundred megabytes."""
        table: Any = pack.boundaries(pack.small_level.id, codes)
        return cls(table["code"].to_numpy(), np.asarray(table["geometry"].array))

    def outline_of(self, codes: list[str]) -> BaseGeometry:
        """Return the union of some areas' outlines, without the slivers between them."""
        return shapely.union_all(self.outlines[np.isin(self.codes, codes)])


def whole_areas(pack: Pack, ground: Ground, codes: list[str]) -> Neighbourhood:
    """Make a neighbourhood of whole small areas, in the order given.

    Raises
    ------
    BadInputError
        If nobody lives in them.
    """
    order = pl.DataFrame({"code": codes}).with_row_index("position")
    rows = pack.areas.join(order, on="code").sort("position").drop("position")
    population = rows["population"].cast(pl.Float64).fill_null(0).to_numpy()
    found = fit(population, {"whole_areas": np.ones(len(codes))}, "whole_areas")
    return _lived_in(Neighbourhood(rows, found, ground.outline_of(codes), drawn=False, notes=()), ", ".join(codes[:6]))


def inside_boundary(pack: Pack, ground: Ground, boundary: Boundary, rule: str | None = None) -> Neighbourhood:
    """Share small areas out over a drawn boundary.

    Parameters
    ----------
    pack, ground
        Where the areas come from.
    boundary
        The drawn outline.
    rule
        postcodes, area or centroid; None chooses (see ``choose_rule``).

    Raises
    ------
    BadInputError
        If the boundary lies outside the pack, or nobody lives in it.
    UsageError
        If the rule asked for needs data that the pack does not have.
    """
    shapely.prepare(boundary.geometry)
    touched = shapely.intersects(boundary.geometry, ground.outlines)
    if not touched.any():
        raise _outside(ground, boundary)
    codes, outlines = ground.codes[touched], ground.outlines[touched]
    rows = pl.DataFrame({"code": codes.astype(str)}).join(pack.areas, on="code", how="left", maintain_order="left")
    shares, chosen = _shares(pack, rows, outlines, boundary.geometry, rule)
    population = rows["population"].cast(pl.Float64).fill_null(0).to_numpy()
    found = fit(population, shares, chosen)
    notes = (*boundary.notes, *_uncovered(pack, boundary.geometry, outlines))
    return _kept(rows, found, boundary.geometry, notes, str(boundary.path))


def inside_postcodes(pack: Pack, ground: Ground, postcodes: list[str], path: Path) -> Neighbourhood:
    """Share small areas out by the part of their postcodes that is listed.

    Raises
    ------
    BadInputError
        If none of the postcodes is in the pack.
    """
    table = pack.scan("postcodes").select("postcode", "area")
    plain = pl.col("postcode").str.replace_all(" ", "").str.to_uppercase()
    listed = table.filter(plain.is_in(postcodes)).filter(pl.col("area").is_not_null()).collect()
    if listed.is_empty():
        raise BadInputError(
            "None of the postcodes is known.",
            f"{path}: none of its {len(postcodes):,} postcodes is in the pack {pack.name}.",
            "Check the list, or use a pack that covers these postcodes.",
        )
    codes = sorted(set(listed["area"].to_list()))
    every = table.filter(pl.col("area").is_in(codes)).collect()
    place = {code: position for position, code in enumerate(codes)}
    area = np.array([place[code] for code in every["area"]])
    inside = every["postcode"].is_in(listed["postcode"].to_list()).to_numpy()
    rows = pl.DataFrame({"code": codes}).join(pack.areas, on="code", how="left", maintain_order="left")
    population = rows["population"].cast(pl.Float64).fill_null(0).to_numpy()
    found = fit(population, {"postcodes": share_by_points(inside, area, len(codes))}, "postcodes")
    notes = _postcode_notes(postcodes, listed["postcode"].to_list())
    return _kept(rows, found, ground.outline_of(codes), notes, path.name)


def explain(neighbourhood: Neighbourhood) -> str:
    """Say in words how residents were shared out."""
    text = RULES[neighbourhood.fit.rule]
    if neighbourhood.fit.rule == "whole_areas":
        return text
    return (
        f"{text} Shares below 0.5 % count as nothing and above 99.5 % as the whole. Figures are estimates: people who "
        "live in the part inside may differ from those in the rest, and the intervals do not include that."
    )


def _shares(
    pack: Pack, rows: pl.DataFrame, outlines: NDArray[np.object_], boundary: BaseGeometry, rule: str | None
) -> tuple[dict[str, Floats], str]:
    """Work out the shares by every rule the data allow, and choose one."""
    shares = {"area": share_by_ground(boundary, outlines)}
    longitude, latitude = (rows[name].cast(pl.Float64).to_numpy() for name in ("longitude", "latitude"))
    if np.isfinite(longitude).all() and np.isfinite(latitude).all():
        shares["centroid"] = share_by_centre(boundary, longitude, latitude)
    points = None
    if pack.resources("postcodes"):
        inside, area = _postcodes_in(pack, rows["code"].to_list(), boundary)
        shares["postcodes"] = share_by_points(inside, area, len(rows))
        # Only areas that the line cuts by more than a sliver need enough postcodes.
        matters = (shares["area"] > 0.005) | (shares["postcodes"] > 0)
        points = np.bincount(area, minlength=len(rows))[matters]
    chosen = rule or choose_rule(points)
    if chosen not in shares:
        raise UsageError(
            f"Residents cannot be shared out by {chosen}.",
            f"The pack {pack.name} has no data for it.",
            f"Use one of: {', '.join(shares)}.",
        )
    return shares, chosen


def _postcodes_in(pack: Pack, codes: list[str], boundary: BaseGeometry) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return for each postcode of some areas whether it is inside, and the position of its area."""
    from pyproj import Transformer

    found = pack.scan("postcodes").filter(pl.col("area").is_in(codes)).select("easting", "northing", "area").collect()
    transformer = Transformer.from_crs(pack.package.grid, "EPSG:4326", always_xy=True)
    longitude, latitude = transformer.transform(found["easting"].to_numpy(), found["northing"].to_numpy())
    place = {code: position for position, code in enumerate(codes)}
    area = np.array([place[code] for code in found["area"]], dtype=np.int64)
    shapely.prepare(boundary)
    return np.asarray(shapely.contains_xy(boundary, longitude, latitude), dtype=np.bool_), area


def _kept(rows: pl.DataFrame, found: Fit, outline: BaseGeometry, notes: tuple[str, ...], name: str) -> Neighbourhood:
    """Keep the areas with a share, those with most residents inside first."""
    population = rows["population"].cast(pl.Float64).fill_null(0).to_numpy()
    inside = np.flatnonzero(found.shares > 0)
    order = inside[np.argsort(-(found.shares * population)[inside], kind="stable")]
    kept = Fit(found.rule, found.shares[order], found.population, found.whole_share, found.population_by_rule)
    return _lived_in(Neighbourhood(rows[order], kept, outline, drawn=True, notes=notes), name)


def _lived_in(neighbourhood: Neighbourhood, name: str) -> Neighbourhood:
    if neighbourhood.fit.population > 0:
        return neighbourhood
    raise BadInputError(
        "Nobody lives in this neighbourhood.",
        f"{name}: no residents are left inside by the rule '{neighbourhood.fit.rule}'.",
        "Check the areas, or draw the boundary around homes.",
    )


def _outside(ground: Ground, boundary: Boundary) -> BadInputError:
    west, south, east, north = boundary.geometry.bounds
    swapped = shapely.transform(boundary.geometry, lambda corners: corners[:, ::-1])
    if shapely.intersects(swapped, ground.outlines).any():
        why = f"Its longitudes run from {west:.4f} to {east:.4f}: latitude and longitude look swapped."
        next_step = "Export it again with longitude before latitude."
    else:
        why = f"It lies between {west:.4f}, {south:.4f} and {east:.4f}, {north:.4f}, where the pack has no areas."
        next_step = "Check the coordinates, or use a pack that covers this place (seedbed data list)."
    return BadInputError("The boundary lies outside the pack.", f"{boundary.path}: {why}", next_step)


def _uncovered(pack: Pack, boundary: BaseGeometry, outlines: NDArray[np.object_]) -> tuple[str, ...]:
    """Say what part of the boundary the pack does not cover: water, or another country."""
    covered = shapely.area(shapely.intersection(outlines, boundary)).sum() / boundary.area
    if covered > 0.99:
        return ()
    return (
        f"{100 * (1 - covered):.0f} % of the ground inside the boundary belongs to no area of the pack {pack.name}.",
    )


def _postcode_notes(asked: list[str], known: list[str]) -> tuple[str, ...]:
    plain = {same_form(postcode) for postcode in known}
    unknown = [postcode for postcode in asked if postcode not in plain]
    notes = ["An area's postcodes include those no longer in use: a list without them gives too few residents."]
    if unknown:
        some = ", ".join(unknown[:5]) + (" and others" if len(unknown) > 5 else "")
        notes.append(f"{len(unknown):,} of {len(asked):,} postcodes are not in the pack and were left out: {some}.")
    return tuple(notes)
