"""The pack a programme's figures come from."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from seedbed.errors import MissingDataError
from seedbed.formats.datapackage import FILE_NAME
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.models import Screening

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack


def pack_folders() -> list[Path]:
    """Return where packs are looked for: the site's own folder first, then that of the command line."""
    from seedbed.sources.store import data_directory

    own = [Path(settings.PACKS_FOLDER).parent] if settings.PACKS_FOLDER else []
    return [*own, data_directory(os.environ)]


def packs_for(programme: Programme) -> list[Pack]:
    """Return the packs that a programme may take its figures from: invented ones only where it is invented too."""
    from seedbed.sources.store import installed_packs

    found: dict[str, Pack] = {}
    for directory in pack_folders():
        for pack in installed_packs(directory):
            if programme.invented or not pack.package.invented:
                found.setdefault(pack.name, pack)
    return [found[name] for name in sorted(found)]


def rests_on_pack(programme: Programme) -> bool:
    """Say whether something was made of a programme's figures, so that they cannot be changed any more."""
    lines = programme.neighbourhoods.filter(boundaries__isnull=False)
    return bool(programme.pack) and (Screening.objects.filter(programme=programme).exists() or lines.exists())


def pack_of(programme: Programme) -> Pack:
    """Return the pack that a programme names.

    Raises
    ------
    MissingDataError
        If it names none, or none of that name is installed.
    """
    from seedbed.sources.store import GET_DATA, installed_packs

    if not programme.pack:
        raise MissingDataError(
            f"{programme.name} has no figures yet.",
            "It names no data pack.",
            "Say where they come from on the page of its candidates.",
        )
    for directory in pack_folders():
        for pack in installed_packs(directory):
            if pack.name == programme.pack:
                return pack
    raise MissingDataError(
        f"The figures of {programme.name} are not here.", f"The pack {programme.pack} is not installed.", GET_DATA
    )


def fingerprint(pack: Pack) -> str:
    """Return a digest of the pack's description, which holds the checksum of each of its tables."""
    return hashlib.sha256((pack.folder / FILE_NAME).read_bytes()).hexdigest()
