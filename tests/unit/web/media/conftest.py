"""A place whose jobs are done at once, and files that were sent to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from seedbed.web.media.actions import receive
from seedbed.web.media.models import MediaFile
from seedbed.web.places.models import Neighbourhood
from tests.unit.formats.media.pictures import photo

Sends = Callable[..., MediaFile]


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """The folder in which this test's files lie."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def send(
    files: Path, neighbourhood: Neighbourhood, jobs_at_once: None, django_capture_on_commit_callbacks: Any
) -> Sends:
    """Send a file and have it checked; a photo that nobody in particular took, if nothing else is told."""

    def sent(**told: Any) -> MediaFile:
        usual = {"by": None, "neighbourhood": neighbourhood, "number": uuid4(), "kind": "photo", "content": photo()}
        with django_capture_on_commit_callbacks(execute=True):
            file = receive(**(usual | told))
        return MediaFile.objects.select_related("neighbourhood__scope", "participant").get(pk=file.pk)

    return sent
