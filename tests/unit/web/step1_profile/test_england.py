"""Step 1 on England's real open data: the pages say what the command says of the same places."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.sources.packs import Pack
from seedbed.sources.store import VARIABLE
from seedbed.web.people.models import User
from seedbed.web.places.actions import start_neighbourhood
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile.actions import (
    draft_from_geojson,
    draft_of_areas,
    keep_draft,
    keep_screening,
    make_profile_now,
)
from seedbed.web.step1_profile.models import BoundaryDraft
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
LONDON = "E12000007"
PLACES = {
    "Kings Heath": ["E01027240", "E01027243", "E01027244"],
    "Old Ford": ["E01004222", "E01004223", "E01004226", "E01035657", "E01035658", "E01035659"],
}


@pytest.fixture(scope="module")
def data_folder(england_pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "packs").mkdir()
    (folder / "packs" / "england").symlink_to(england_pack.folder, target_is_directory=True)
    return folder


@pytest.fixture
def in_england(programme: Programme, data_folder: Path, settings: Any, tmp_path: Path) -> Programme:
    settings.PACKS_FOLDER, settings.MEDIA_ROOT = data_folder / "packs", tmp_path
    programme.pack = "england"
    programme.save()
    return programme


def _kept(programme: Programme, name: str) -> Neighbourhood:
    place = start_neighbourhood(by=None, programme=programme, name=name)
    keep_draft(by=None, draft=draft_of_areas(by=None, neighbourhood=place, codes=PLACES[name]), reason="Home.")
    return place


def _command(data_folder: Path, *words: str) -> Any:
    seedbed = Path(sys.executable).with_name("seedbed")
    environment = {**os.environ, VARIABLE: str(data_folder)}
    answer = subprocess.run([seedbed, *words, "--json"], env=environment, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


@pytest.mark.parametrize("name", PLACES)
def test_a_profile_made_on_a_page_equals_the_commands(in_england: Programme, data_folder: Path, name: str) -> None:
    made = make_profile_now(by=None, neighbourhood=_kept(in_england, name), files=False)
    told = _command(data_folder, "places", "profile", "--lsoa", ",".join(PLACES[name]), "--name", name)
    assert len(made.document["figures"]) > 50
    assert made.document == told


def test_candidates_within_london_equal_the_commands(in_england: Programme, data_folder: Path) -> None:
    request = ScreenRequest(within=LONDON, percentile=11)
    made = keep_screening(by=None, programme=in_england, request=request)
    assert made.document == _command(data_folder, "places", "screen", "--within", LONDON, "--percentile", "11")


def test_an_outline_sent_as_a_file_holds_the_areas_it_was_made_of(in_england: Programme) -> None:
    place = _kept(in_england, "Kings Heath")
    outline = BoundaryDraft.objects.get().preview["outline"]
    sent = draft_from_geojson(by=None, neighbourhood=place, drawn=json.dumps(outline))
    assert {area["code"]: area["share"] for area in sent.preview["areas"]} == dict.fromkeys(PLACES["Kings Heath"], 1)
    assert sent.preview["residents"] == 4_915


def test_hundreds_of_candidates_scroll_in_their_own_frame(cast: Cast, as_: As, in_england: Programme) -> None:
    keep_screening(by=None, programme=in_england, request=ScreenRequest(within=LONDON, percentile=11))
    said = as_(cast.sam).get(reverse("step1_profile:candidates", args=[in_england.slug])).content.decode()
    assert said.count("data-area=") > 300
    assert "sb-scroll--tall" in said
