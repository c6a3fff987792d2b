"""Reading the file that an import holds, by the queue and for pages: what goes wrong is told in words of the pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

import shapely

from seedbed.analysis.assets.listing import Listings
from seedbed.errors import BadInputError, UserError
from seedbed.formats.assets.mapping import Told, told_from
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import ANYWHERE, Whereabouts
from seedbed.web.asset_register.actions.importing import Asked
from seedbed.web.asset_register.models import Import
from seedbed.web.asset_register.readying import outline_of

AROUND = 1.0
"""Degrees around the line of an invented neighbourhood in which places may be."""


def wishes_of(kept: Import) -> Wishes:
    """Return how an import is to be read."""
    asked = Asked(**kept.asked)
    told = Told(name_by_kind=asked.name_by_kind) if asked.columns is None else told_of(asked.columns)
    return Wishes(source=asked.source, licence=asked.licence, where=_where(kept), told=None if told == Told() else told)


def told_of(document: dict[str, object]) -> Told:
    """Return the mapping that a document tells, as it is kept here."""
    return told_from(
        document, lambda why: BadInputError("The mapping cannot be used.", why, "Choose the columns anew.")
    )


def read_file(name: str, content: bytes, wishes: Wishes) -> Listings:
    """Read the assets of a file.

    Raises
    ------
    UserError
        If it cannot be read, in the words of the page: by the name that the file came with.
    """
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        try:
            return read_assets(kept_in(folder, name, content), wishes)
        except UserError as error:
            raise as_sent(error, f"{folder}/") from error


def kept_in(folder: str, name: str, content: bytes) -> Path:
    """Write a file into a folder, under the name that it came with."""
    path = Path(folder) / (Path(name).name or "file")
    path.write_bytes(content)
    return path


def as_sent(error: UserError, folder: str) -> UserError:
    """Return an error in the words of the page: the file by the name it came with, and what can be done there."""
    next_step = error.next_step.replace(folder, "")
    if "name_by_kind" in next_step:  # A line of the command's mapping, for which the page has a choice.
        next_step = "Say which column holds their names, or choose to call what has no name after its kind."
    return BadInputError(error.what.replace(folder, ""), error.why.replace(folder, ""), next_step)


def _where(kept: Import) -> Whereabouts | None:
    """Return where places may be: around its line for an invented programme, whose town lies in no country."""
    place = kept.neighbourhood
    if not place.programme.invented:
        return None
    line = outline_of(place)
    if line is None:
        return ANYWHERE
    west, south, east, north = line.bounds
    around = shapely.box(west - AROUND, south - AROUND, east + AROUND, north + AROUND)
    return Whereabouts(around, f"far from {place.name}")
