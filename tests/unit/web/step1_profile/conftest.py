"""The invented town's figures, installed for a programme."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from seedbed.demo.town import PACK_NAME
from seedbed.sources.packs import Pack
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile.actions import choose, draft_of_areas, keep_draft, keep_screening
from seedbed.web.step1_profile.models import Screening, SelectionCase
from seedbed.workflows.places.screen_region import ScreenRequest

THIRD = 100 / 3
TANNERS_ROW = ["ZS000031", "ZS000032", "ZS000033", "ZS000034", "ZS000035"]


def unheard(done: float, total: float, message: str) -> None:
    """Hear how far a task is, and say nothing."""


@pytest.fixture(scope="session")
def town_folder(town: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "packs"
    shutil.copytree(town.folder, folder / PACK_NAME)
    return folder


@pytest.fixture
def in_town(settings: object, town_folder: Path, tmp_path: Path, programme: Programme) -> Programme:
    """A programme whose figures are those of the invented town."""
    settings.PACKS_FOLDER = town_folder  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    programme.pack = PACK_NAME
    programme.save()
    return programme


@pytest.fixture
def screening(in_town: Programme) -> Screening:
    return keep_screening(by=None, programme=in_town, request=ScreenRequest(within=PACK_NAME, percentile=THIRD))


@pytest.fixture
def case(screening: Screening) -> SelectionCase:
    area = screening.document["candidates"][0]["areas"][0]
    return choose(by=None, screening=screening, area=area, reason="Need is greatest.", chosen_by="The team")


@pytest.fixture
def drawn(in_town: Programme, neighbourhood: Neighbourhood) -> Neighbourhood:
    """A neighbourhood with a line around five whole small areas."""
    neighbourhood.refresh_from_db()
    draft = draft_of_areas(by=None, neighbourhood=neighbourhood, codes=TANNERS_ROW)
    keep_draft(by=None, draft=draft, reason="These streets belong together.")
    return neighbourhood
