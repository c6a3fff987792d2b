"""Whose reach is asked for: the people inside the line around a neighbourhood.

The streets and the assets are those of the whole map: people walk out of their neighbourhood, and places beyond the
line count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from seedbed.analysis.assets.network import Floats
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.boundaries import read_boundary
from seedbed.sources.codes import check_small_areas
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_areas import Ground, inside_boundary, whole_areas

WHOLE = 0.995
"""Share from which an area counts as wholly inside."""


@dataclass(frozen=True)
class InsideAsked:
    """The neighbourhood whose people are counted: exactly one of codes, a file with its line, or shares.

    Parameters
    ----------
    codes
        Small areas that are wholly inside.
    boundary
        A file with the line.
    shares
        Share of the people of each small area who live inside, 0 to 1, by code.
    outline
        The line that goes with ``shares``, longitude and latitude; None where it is not known.
    name
        What people call it.
    """

    codes: tuple[str, ...] = ()
    boundary: Path | None = None
    shares: Mapping[str, float] | None = None
    outline: Any = None
    name: str = ""

    @property
    def named(self) -> str:
        """What it is called in a sentence."""
        if self.name:
            return self.name
        return self.boundary.stem if self.boundary is not None else "the areas given"


@dataclass(frozen=True)
class Inside:
    """Small areas with the share of their people who live inside, and the line; ``outline`` is None if not known."""

    shares: Mapping[str, float]
    outline: Any = None

    @property
    def cut(self) -> list[str]:
        """Codes of the areas that the line cuts."""
        return [code for code, share in self.shares.items() if share < WHOLE]

    def of(self, codes: list[str]) -> Floats:
        """Return the shares of some areas."""
        return np.array([self.shares[code] for code in codes], dtype=np.float64)


def found_inside(asked: InsideAsked, pack: Pack) -> Inside:
    """Return the small areas of a neighbourhood, with the share of their people who live inside.

    Raises
    ------
    UsageError
        If not exactly one of codes, a file and shares is given, or a code is unknown or of an older vintage.
    BadInputError
        If the file cannot be read, the line lies outside the pack, or nobody lives inside.
    """
    given = [each for each in (asked.codes, asked.boundary, asked.shares) if each]
    if len(given) != 1:
        raise UsageError(
            "It is not clear whose reach is asked for.",
            f"{len(given) or 'No'} neighbourhoods were given.",
            "Give one of --lsoa and --boundary, or neither for everybody on the map.",
        )
    if asked.shares:
        return Inside(_lived_in(asked.shares), asked.outline)
    if asked.boundary is not None:
        found = inside_boundary(pack, Ground.of(pack), read_boundary(asked.boundary))
    else:
        codes = check_small_areas(pack, asked.codes)
        found = whole_areas(pack, Ground.of(pack, codes), codes)
    return Inside(dict(zip(found.codes, found.fit.shares.tolist(), strict=True)), found.outline)


def _lived_in(shares: Mapping[str, float]) -> dict[str, float]:
    kept = {code: min(float(share), 1.0) for code, share in shares.items() if share > 0}
    if not kept:
        raise BadInputError(
            "Nobody lives in this neighbourhood.", "Its line holds no part of a small area.", "Draw the line anew."
        )
    return kept


def areas_inside(areas: pl.DataFrame, inside: Inside, pack: str) -> pl.DataFrame:
    """Return those of all small areas that have a part inside.

    Raises
    ------
    BadInputError
        If none of them is known.
    """
    found = areas.filter(pl.col("code").is_in(list(inside.shares)))
    if found.is_empty():
        raise BadInputError(
            "It is not known who lives in this neighbourhood.",
            f"The pack {pack} has none of its {len(inside.shares):,} small areas, such as {next(iter(inside.shares))}.",
            "Use the pack with which its line was drawn.",
        )
    return found


def inside_notes(inside: Inside, known: int, here: list[str], *, middles: bool) -> list[str]:
    """Say what of the neighbourhood could not be counted, and how people of areas that the line cuts were.

    Parameters
    ----------
    known
        How many of its areas the pack has.
    here
        Codes of those that lie on the map of the streets.
    middles
        Whether people start from the middle of their area.
    """
    notes, all_of_them = [], len(inside.shares)
    if known < all_of_them:
        notes.append(f"{all_of_them - known:,} of its {all_of_them:,} small areas are not in the pack: not counted.")
    if len(here) < known:
        notes.append(f"{known - len(here):,} of its {all_of_them:,} small areas lie off the map of the streets: "
                     "nobody there is counted.")  # fmt: skip
    cut = set(inside.cut) & set(here)
    if cut:
        start = " They start from the middle of the whole area, which may lie beyond the line." if middles else ""
        notes.append(
            f"The line cuts {len(cut):,} of {len(here):,} small areas: of their people and groups the share that lives "
            f"inside is counted.{start}"
        )
    return notes


def points_inside(inside: Inside, codes: list[str], longitude: Floats, latitude: Floats) -> np.ndarray[Any, Any]:
    """Say which points of small areas are inside the line.

    An area that lies wholly inside keeps all of its points; so does one that has none inside the line.
    """
    import shapely

    cut = set(inside.cut)
    kept = np.array([code not in cut for code in codes], dtype=np.bool_)
    if inside.outline is None or kept.all():
        return np.ones(len(codes), dtype=np.bool_)
    kept |= shapely.contains_xy(inside.outline, longitude, latitude)
    met = {code for code, inner in zip(codes, kept.tolist(), strict=True) if inner}
    return kept | np.array([code not in met for code in codes], dtype=np.bool_)
