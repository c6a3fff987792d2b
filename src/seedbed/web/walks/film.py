"""A walk as a film: its stops in order, with what everybody may see and hear of them, and how long their words take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.reports.walks.captions import seconds_of
from seedbed.reports.walks.exhibition import Stop as ShownStop
from seedbed.web.media.models import MediaFile, MediaKind
from seedbed.web.walks.models import Walk
from seedbed.web.walks.queries import SeenStop, day_of

PICTURES = (MediaKind.PHOTO, MediaKind.DRAWING, MediaKind.SCAN)


def film_of(walk: Walk, stops: Sequence[SeenStop]) -> dict[str, Any]:
    """Return what the island ``walks-film`` shows: words and addresses of files, nothing that its reader may not see.

    Parameters
    ----------
    stops
        As everybody sees them (`seedbed.web.walks.queries.as_everybody_sees`).
    """
    under = f"{walk.neighbourhood.name}, {day_of(walk)}"
    if walk.neighbourhood.programme.invented:
        # A file leaves this site: it must say so itself.
        invented = _("Invented: nobody here is real. The people, places and figures were made up to show how it works.")
        under = f"{under}. {invented}"
    return {"title": walk.name, "under": under, "stops": [_stop(each) for each in stops]}


def _stop(seen: SeenStop) -> dict[str, Any]:
    words = seen.words
    said, translation = (words.said, words.translation) if words else ("", "")
    shown = ShownStop(seen.number, seen.stop.name, seen.stop.about, said, seen.said_to, translation)
    return {
        "number": seen.number,
        "name": seen.stop.name,
        "about": seen.stop.about,
        "said": said,
        "language": seen.said_to,
        "translation": translation,
        "seconds": seconds_of(shown),
        "pictures": _addresses(seen.files, *PICTURES),
        "films": _addresses(seen.files, MediaKind.VIDEO),
        "sounds": _addresses(seen.files, MediaKind.AUDIO),
    }


def _addresses(files: Sequence[MediaFile], *kinds: MediaKind) -> list[str]:
    return [reverse("media:file", args=[each.pk]) for each in files if each.kind in kinds]
