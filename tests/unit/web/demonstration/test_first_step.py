"""Step 1 of the story, as the queue does it: candidates, both choices with their reasons, and profiles."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from seedbed.demo.names import neighbourhood_codes
from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.first_step import set_first_step, start_first_step
from seedbed.web.demonstration.load import Loaded
from seedbed.web.jobs.models import Job
from seedbed.web.people.models import User
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.models import Profile, Screening, SelectionCase


def silent(done: float, total: float, message: str) -> None:
    """Hear how far it is, and say nothing."""


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> list[Profile]:
    """Write no files, which has tests of its own; collect the profiles they were asked for."""
    asked: list[Profile] = []

    def ask(*, by: User, profile: Profile) -> None:
        asked.append(profile)

    monkeypatch.setattr(actions, "make_files", ask)
    return asked


@pytest.fixture
def step(loaded: Loaded, no_files: list[Profile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)
    return set_first_step(silent, programme=loaded.programme.pk, by=loaded.people[Person.SAM].pk)


def test_both_neighbourhoods_were_chosen_among_candidates(step: str, loaded: Loaded, no_files: list[Profile]) -> None:
    cases = {case.neighbourhood.slug: case for case in SelectionCase.objects.all()}
    assert set(cases) == {"kestrel-rise", "tanners-row"}
    candidates = {each["areas"][0]: each for each in Screening.objects.get().document["candidates"]}
    assert candidates[cases["kestrel-rise"].area]["areas"] == list(neighbourhood_codes("kestrel-rise"))
    assert set(candidates[cases["tanners-row"].area]["areas"]) < set(neighbourhood_codes("tanners-row"))
    assert cases["kestrel-rise"].rank == 1
    assert "wider than the candidate's" in cases["tanners-row"].reason
    assert {place.boundaries.count() for place in loaded.neighbourhoods.values()} == {1}
    assert {profile.neighbourhood.slug for profile in no_files} == set(cases)


def test_first_visits_find_candidates_and_profiles_filled(step: str, dev: Client, loaded: Loaded) -> None:
    said = dev.get(step).content.decode()
    assert "Choices made" in said
    assert "Kestrel Rise" in said
    for place in loaded.neighbourhoods.values():
        said = dev.get(reverse("step1_profile:profile", args=[place.slug])).content.decode()
        assert "In a few words" in said
        assert "Its files were not made yet." in said


def test_done_again_it_is_done_once(step: str, loaded: Loaded) -> None:
    set_first_step(silent, programme=loaded.programme.pk, by=loaded.people[Person.SAM].pk)
    assert (Profile.objects.count(), Screening.objects.count(), SelectionCase.objects.count()) == (2, 1, 2)


def test_until_then_the_pages_say_what_is_under_way(loaded: Loaded, dev: Client) -> None:
    job = start_first_step(by=loaded.people[Person.SAM], programme=loaded.programme)
    place = loaded.neighbourhoods["tanners-row"]
    pages = [
        reverse("step1_profile:candidates", args=[loaded.programme.slug]),
        reverse("step1_profile:profile", args=[place.slug]),
    ]
    for page in pages:
        assert reverse("jobs:job", args=[job.pk]) in dev.get(page).content.decode()
    assert Job.objects.count() == 1
