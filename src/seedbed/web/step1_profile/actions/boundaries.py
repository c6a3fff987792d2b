"""Draw, upload or pick a line: look at how it fits first, then keep it with a reason."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from seedbed.errors import BadInputError, UserError
from seedbed.formats.plain_text import plain_name
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.actions import set_boundary
from seedbed.web.places.models import BoundaryOrigin, BoundaryVersion, Neighbourhood
from seedbed.web.step1_profile.models import BoundaryDraft
from seedbed.web.step1_profile.queries.packs import pack_of

if TYPE_CHECKING:
    from seedbed.workflows.places.fit_preview import FitPreview

LARGEST_UPLOAD = 10 * 1024 * 1024
"""Bytes of an uploaded boundary; the outline of one neighbourhood needs far less."""
ENDINGS = (".geojson", ".json", ".gpkg", ".kml", ".kmz", ".zip")
MOST_CORNERS = 50_000
KEPT = timedelta(days=14)
"""How long a line waits to be kept; what nobody kept by then is cleared when the next one is looked at."""


def draft_of_areas(*, by: User | None, neighbourhood: Neighbourhood, codes: Sequence[str]) -> BoundaryDraft:
    """Look at a line around whole small areas.

    Raises
    ------
    UserError
        If there is no code, or one is unknown.
    """
    from seedbed.workflows.places.fit_preview import preview_codes

    preview = preview_codes(pack_of(neighbourhood.programme), codes)
    return _draft(by, neighbourhood, preview, BoundaryOrigin.CHOSEN)


def draft_from_geojson(*, by: User | None, neighbourhood: Neighbourhood, drawn: str) -> BoundaryDraft:
    """Look at a line that was drawn, given as GeoJSON text in longitude and latitude.

    Raises
    ------
    UserError
        If it is not one, crosses itself, or lies outside the pack.
    """
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / "your drawing.geojson"
        path.write_text(drawn, encoding="utf-8", errors="replace")
        preview = _looked_at(neighbourhood, path)
    return _draft(by, neighbourhood, preview, BoundaryOrigin.DRAWN)


def draft_from_file(
    *, by: User | None, neighbourhood: Neighbourhood, name: str, chunks: Iterable[bytes]
) -> BoundaryDraft:
    """Look at the line in an uploaded file: GeoJSON, GeoPackage, KML, or a zip of one or of a Shapefile.

    Parameters
    ----------
    name
        What the file was called; only its ending is used to read it.
    chunks
        Its bytes.

    Raises
    ------
    UserError
        If it is too large, of another kind, damaged, swells too much, holds no polygon, or lies outside the pack.
    """
    called = plain_name(PurePosixPath(name.replace("\\", "/")).name)[-80:] or "boundary"
    ending = Path(called).suffix.lower()
    if ending not in ENDINGS:
        raise BadInputError(
            f"The file {called} cannot be read.",
            f"Its name ends in '{ending}'.",
            f"Give a file that ends in {', '.join(ENDINGS)}; put a Shapefile and its companions into a zip.",
        )
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / f"boundary{ending}"
        _write(path, chunks, called)
        preview = _looked_at(neighbourhood, path, called)
    return _draft(by, neighbourhood, preview, BoundaryOrigin.UPLOADED)


def _write(path: Path, chunks: Iterable[bytes], called: str) -> None:
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_UPLOAD:
                raise BadInputError(
                    f"The file {called} cannot be read.",
                    f"It holds more than {LARGEST_UPLOAD // 1024**2} MB.",
                    "Save the outline of the neighbourhood alone, and try again.",
                )
            file.write(chunk)


def _looked_at(neighbourhood: Neighbourhood, path: Path, called: str = "") -> FitPreview:
    """Look at the line in a file of our own; what is said of it names the file as people know it, not ours."""
    from seedbed.workflows.places.fit_preview import preview_file

    shown = called or path.stem
    try:
        preview = preview_file(pack_of(neighbourhood.programme), path)
    except UserError as error:
        texts = (
            text.replace(str(path), shown)
            .replace(path.name, shown)
            .replace(", or give --repair to use the mended outline", "")
            for text in (error.what, error.why, error.next_step)
        )
        raise type(error)(*texts) from error
    _check_corners(preview, shown)
    return preview


def _check_corners(preview: FitPreview, shown: str) -> None:
    corners = json.dumps(preview.outline["coordinates"]).count(",") // 2
    if corners > MOST_CORNERS:
        raise BadInputError(
            f"The outline in {shown} is too fine.",
            f"It has about {corners:,} corners; at most {MOST_CORNERS:,} are kept.",
            "Simplify it in the program that drew it, and try again.",
        )


@transaction.atomic
def _draft(by: User | None, neighbourhood: Neighbourhood, preview: FitPreview, origin: BoundaryOrigin) -> BoundaryDraft:
    BoundaryDraft.objects.filter(kept_as=None, made_at__lt=timezone.now() - KEPT).delete()
    kept: dict[str, Any] = asdict(preview)
    made = BoundaryDraft.objects.create(neighbourhood=neighbourhood, origin=origin, preview=kept, made_by=by)
    record(by=by, action="step1.draft_boundary", scope=neighbourhood.scope, subject=f"draft:{made.pk}")
    return made


@transaction.atomic
def keep_draft(*, by: User | None, draft: BoundaryDraft, reason: str, at: datetime | None = None) -> BoundaryVersion:
    """Keep a line that was looked at, with the reason for it; kept twice it is one line.

    Raises
    ------
    UsageError
        If no reason is given.
    """
    locked = BoundaryDraft.objects.select_for_update().select_related("neighbourhood").get(pk=draft.pk)
    if locked.kept_as is not None:
        return locked.kept_as
    preview = locked.preview
    version = set_boundary(
        by=by,
        neighbourhood=locked.neighbourhood,
        shares={area["code"]: area["share"] for area in preview["areas"]},
        outline=preview["outline"],
        residents=preview["residents"],
        origin=locked.origin,
        reason=reason,
        at=at,
    )
    if not BoundaryDraft.objects.filter(kept_as=version).exists():
        locked.kept_as = version
        locked.save(update_fields=["kept_as"])
    return version
