"""A phone with ODK Collect that was let in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.phones.collect import Phone


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Keep this test's files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def phone(cast: Cast, neighbourhood: Neighbourhood) -> Phone:
    return Phone(neighbourhood, cast.dev)
