"""Asking who can reach what, and reading the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from seedbed.demo.town import PACK_NAME
from seedbed.sources.packs import Pack
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, TownMap
from seedbed.web.reach.models import Question
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
ASKED = {"kinds": ["community_centre"], "minutes": "10", "walker": "adult", "origins": "oa", "aim": "coverage"}


def _address(here: Neighbourhood) -> str:
    return f"/reach/in/{here.slug}/"


def _answered(browser: Client, here: Neighbourhood, **more: object) -> Question:
    browser.post(_address(here), {**ASKED, **more})
    job = Job.objects.latest("asked_at")
    assert job.state == JobState.DONE, job.error
    return Question.objects.latest("made_at")


@pytest.mark.usefixtures("jobs_at_once")
def test_an_answer_says_how_many_people_are_near(here: Neighbourhood, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    question = _answered(dev, here)
    page = dev.get(f"/reach/{question.pk}/").content.decode()
    assert "Community centre" in page
    assert "within 10 minutes" in page
    assert "<svg" in page
    assert "made up for practice" in page


@pytest.mark.usefixtures("jobs_at_once")
def test_a_new_place_says_who_gains(here: Neighbourhood, cast: Cast, as_: As, town_folder: Path) -> None:
    areas = Pack.open(town_folder / PACK_NAME).small_areas()
    spot = f"{areas['latitude'][40]}, {areas['longitude'][40]}"
    question = _answered(as_(cast.dev), here, new_place=spot)
    assert question.answer is not None
    assert any(sentence.startswith("What if:") for sentence in question.answer["sentences"])


@pytest.mark.usefixtures("jobs_at_once")
def test_groups_stand_side_by_side(here: Neighbourhood, cast: Cast, as_: As) -> None:
    question = _answered(as_(cast.dev), here, groups=["alderwick.index.score", "alderwick.disability.limited_a_lot"])
    assert question.answer is not None
    told = " ".join(cell for table in question.answer["tables"] for row in table["rows"] for cell in row)
    assert "Most disadvantaged fifth" in told
    assert "limited a lot" in told


@pytest.mark.parametrize("spot", ["somewhere", "91, 0", "1;2;3"])
def test_a_place_that_is_none_is_refused_on_the_form(here: Neighbourhood, cast: Cast, as_: As, spot: str) -> None:
    answer = as_(cast.dev).post(_address(here), {**ASKED, "new_place": spot})
    assert answer.status_code == 422
    assert not Question.objects.exists()


def test_who_may_only_see_the_place_cannot_ask(here: Neighbourhood, cast: Cast, as_: As) -> None:
    answer = as_(cast.ngozi).post(_address(here), ASKED)
    assert "Work it out" not in answer.content.decode()
    assert not Question.objects.exists()


def test_an_outsider_learns_nothing(here: Neighbourhood, cast: Cast, as_: As) -> None:
    asked = Question.objects.create(neighbourhood=here, asked=ASKED, answer={})
    lee = as_(cast.lee)
    assert [lee.get(address).status_code for address in (_address(here), f"/reach/{asked.pk}/")] == [404, 404]


@pytest.mark.usefixtures("jobs_at_once")
def test_streets_that_someone_brought_are_walked(here: Neighbourhood, cast: Cast, as_: As, town_folder: Path) -> None:
    content = next((town_folder / PACK_NAME).glob("*.osm.pbf")).read_bytes()
    TownMap.objects.create(neighbourhood=here, name="town.osm.pbf", content=content)
    dev = as_(cast.dev)
    assert "town.osm.pbf" in dev.get(_address(here)).content.decode()
    assert _answered(dev, here).answer is not None


def test_a_new_place_may_be_given_by_its_postcode(here: Neighbourhood, cast: Cast, as_: As, town_folder: Path) -> None:
    postcode = Pack.open(town_folder / PACK_NAME).scan("postcodes").head(1).collect()["postcode"][0]
    as_(cast.dev).post(_address(here), {**ASKED, "new_place": postcode.lower()})
    longitude, latitude = Question.objects.get().asked["new_place"]
    assert 2 < longitude < 3
    assert 54 < latitude < 55


def test_without_a_pack_the_page_says_what_is_missing(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    page = as_(cast.dev).get(f"/reach/in/{neighbourhood.slug}/").content.decode()
    assert "It is not known who lives here" in page
