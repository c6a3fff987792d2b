"""Look at a line before it is kept: which small areas it holds, what share of each, and how many residents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from seedbed.formats.boundaries import Boundary, read_boundary
from seedbed.formats.shapes import geojson_of
from seedbed.sources.codes import check_small_areas
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_areas import Ground, Neighbourhood, explain, inside_boundary, whole_areas

FEWEST, MOST = 1_000, 5_000
"""Residents of a neighbourhood that the process is made for."""
DECIMALS = 6
"""Of longitudes and latitudes: about ten centimetres."""


@dataclass(frozen=True, slots=True)
class AreaInside:
    """A small area of the neighbourhood: its code and name, residents of the whole area, share of them inside."""

    code: str
    name: str
    population: float
    share: float


@dataclass(frozen=True, slots=True)
class FitPreview:
    """How a line fits the small areas.

    Parameters
    ----------
    areas
        Those with a part inside, the most residents inside first (codes: in the order given).
    outline
        GeoJSON geometry, longitude and latitude.
    residents
        Residents inside, by apportionment.
    whole_share
        Share of them who live in areas wholly inside, 0 to 1.
    explanation
        How residents were shared out, in words.
    notes
        What was joined, converted or left out, and whether the size is out of the usual.
    drawn
        Whether people drew the line; otherwise it is that of whole small areas.
    """

    areas: list[AreaInside]
    outline: dict[str, Any]
    residents: float
    whole_share: float
    explanation: str
    notes: list[str]
    drawn: bool

    @property
    def shares(self) -> dict[str, float]:
        """Share of each small area inside, by code."""
        return {area.code: area.share for area in self.areas}


def preview_codes(pack: Pack, codes: Sequence[str]) -> FitPreview:
    """Look at whole small areas.

    Raises
    ------
    UsageError
        If a code is unknown, or of another kind of area.
    BadInputError
        If nobody lives in them.
    """
    checked = check_small_areas(pack, tuple(codes))
    return _preview(whole_areas(pack, Ground.of(pack, checked), list(checked)))


def preview_boundary(pack: Pack, boundary: Boundary) -> FitPreview:
    """Look at a drawn line.

    Raises
    ------
    BadInputError
        If it lies outside the pack, or nobody lives in it.
    """
    return _preview(inside_boundary(pack, Ground.of(pack), boundary))


def preview_file(pack: Pack, path: Path, *, repair: bool = False) -> FitPreview:
    """Look at the line in a file: GeoJSON, GeoPackage, KML, Shapefile, or a zip of one.

    Raises
    ------
    BadInputError
        If the file is bad, or the line lies outside the pack.
    """
    return preview_boundary(pack, read_boundary(path, repair=repair))


def size_note(residents: float) -> str:
    """Say that a neighbourhood is smaller or larger than the process is made for, or nothing."""
    if FEWEST <= residents <= MOST:
        return ""
    which = "fewer" if residents < FEWEST else "more"
    return (
        f"About {residents:,.0f} residents live inside: {which} than the {FEWEST:,} to {MOST:,} the process is made "
        "for. You can still use it."
    )


def _preview(found: Neighbourhood) -> FitPreview:
    rows = zip(found.codes, found.areas["name"].fill_null(""), found.population, found.fit.shares, strict=True)
    note = size_note(found.fit.population)
    return FitPreview(
        areas=[AreaInside(code, str(name), float(people), round(float(part), 6)) for code, name, people, part in rows],
        outline=geojson(found.outline),
        residents=float(found.fit.population),
        whole_share=float(found.fit.whole_share),
        explanation=explain(found),
        notes=[*found.notes, *([note] if note else [])],
        drawn=found.drawn,
    )


def geojson(shape: shapely.Geometry) -> dict[str, Any]:
    """Return an outline as a GeoJSON geometry, to ten centimetres."""
    return geojson_of(shape, DECIMALS)
