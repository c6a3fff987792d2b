"""The streets around a neighbourhood, from the data pack of its programme, for maps on paper."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack

ROLE = "streets"
AROUND = 0.01
"""Degrees around the line that a map may show."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets, and who is to be named for them."""

    network: WalkNetwork
    credit: str


def streets_of(neighbourhood: Neighbourhood) -> Streets | None:
    """Return the streets around a neighbourhood; None where it has no line, or its pack knows no streets."""
    line, pack = boundary_of(neighbourhood), pack_named(neighbourhood.programme.pack)
    if line is None or pack is None:
        return None
    found = next((each for each in pack.package.resources if each.role == ROLE), None)
    if found is None:
        return None
    from shapely.geometry import shape

    west, south, east, north = shape(line.outline).bounds
    box = (west - AROUND, south - AROUND, east + AROUND, north + AROUND)
    network = _read(pack.folder / found.path, found.hash, box)
    return None if network is None else Streets(network, f"Streets: {found.publisher}, {found.licence}.")


def pack_named(name: str) -> Pack | None:
    """Return an installed pack: from the site's own folder first, then from that of the command line."""
    from seedbed.sources.store import data_directory, installed_packs

    folders = [Path(settings.PACKS_FOLDER).parent] if settings.PACKS_FOLDER else []
    packs = (pack for folder in [*folders, data_directory(os.environ)] for pack in installed_packs(folder))
    return next((pack for pack in packs if name and pack.name == name), None)


@lru_cache(maxsize=8)
def _read(path: Path, fingerprint: str, box: Box) -> WalkNetwork | None:  # noqa: ARG001 - a new file is read anew
    """Read the streets inside a box; None where there are none."""
    from seedbed.errors import BadInputError
    from seedbed.formats.osm_streets import read_streets

    try:
        return read_streets(path, within=box)
    except BadInputError:
        return None
