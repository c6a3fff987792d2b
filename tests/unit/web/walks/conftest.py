"""A walk with two stops: at the first somebody spoke, and let a photo be taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from seedbed.web.consent.actions import Asked
from seedbed.web.listening.models import Contribution
from seedbed.web.media.actions import clear
from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walks.actions import PlannedWalk, add_stop, keep_file, keep_words, note_read, plan_walk
from seedbed.web.walks.models import Stop, Walk
from tests.unit.formats.media.pictures import photo
from tests.unit.web.conftest import Cast

WORDS = "The bench is where we wait for the quagga bus."
AGREED = ("take_part", "photo", "public_display")


@dataclass
class Walked:
    walk: Walk
    first: Stop
    second: Stop
    by: User
    keep: Callable[..., MediaFile]

    def said(self, *scopes: str, read: bool = True) -> Contribution:
        """Keep words at the first stop, and have somebody read them."""
        said = keep_words(by=self.by, stop=self.first, words=WORDS, scopes=list(scopes or AGREED), asked=Asked())
        if read:
            note_read(by=self.by, stop=self.first)
        return said


@pytest.fixture
def walked(
    cast: Cast,
    neighbourhood: Neighbourhood,
    settings: Any,
    tmp_path: Path,
    jobs_at_once: None,
    django_capture_on_commit_callbacks: Any,
) -> Walked:
    settings.MEDIA_ROOT = tmp_path / "files"
    planned = PlannedWalk("Along the brook", date(2026, 3, 1), about="Six of us walked.", team="Dev, Ama")
    walk = plan_walk(by=cast.dev, neighbourhood=neighbourhood, planned=planned)
    first = add_stop(by=cast.dev, walk=walk, name="The bench", at_point=(-0.02, 51.5))
    second = add_stop(by=cast.dev, walk=walk, name="The gate", about="It is locked.")

    def keep(stop: Stop = first, *, looked: bool = True, **told: Any) -> MediaFile:
        usual: dict[str, Any] = {"number": uuid4(), "kind": "photo", "content": photo(120, 80), "alt": "A green bench"}
        with django_capture_on_commit_callbacks(execute=True):
            file = keep_file(by=cast.dev, stop=stop, **(usual | told))
        found = MediaFile.objects.select_related("neighbourhood__scope", "participant").get(pk=file.pk)
        if looked:
            clear(by=cast.dev, file=found, recognisable=False)
        return found

    return Walked(walk, first, second, cast.dev, keep)
