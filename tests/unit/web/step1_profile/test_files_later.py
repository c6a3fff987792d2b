"""A profile that is read first, and whose files are written later."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step1_profile.actions import choose, make_profile_now, profiling
from seedbed.web.step1_profile.models import Profile, Screening, SelectionCase
from seedbed.web.step1_profile.queries.profiles import FORMS, file_of
from tests.unit.web.conftest import Cast

QUICK = ["profile.csv", "profile.csv-metadata.json", "profile.json"]
As = Callable[[User | None], Client]


def _choose(screening: Screening, area: str, place: Neighbourhood) -> SelectionCase:
    return choose(
        by=None, screening=screening, area=area, reason="Need is greatest.", chosen_by="The team", neighbourhood=place
    )


@pytest.fixture
def read_first(drawn: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A profile without files; of the forms only those that are quick to write."""
    monkeypatch.setattr(profiling, "FORMS", {name: told for name, told in FORMS.items() if name in QUICK})
    return make_profile_now(by=None, neighbourhood=drawn, files=False)


def test_files_written_later_hold_what_the_others_would(
    cast: Cast, as_: As, read_first: Profile, jobs_at_once: None
) -> None:
    place, browser = read_first.neighbourhood, as_(cast.sam)
    page = reverse("step1_profile:profile", args=[place.slug])
    write = reverse("step1_profile:make_files", args=[place.slug, read_first.pk])
    assert read_first.files == []
    assert f'action="{write}"' in browser.get(page).content.decode()
    browser.post(write)
    later = Profile.objects.get()
    assert later.files == QUICK
    assert f'action="{write}"' not in browser.get(page).content.decode()
    at_once = make_profile_now(by=None, neighbourhood=place)
    for name in QUICK:
        one, other = file_of(later, name), file_of(at_once, name)
        assert one is not None
        assert other is not None
        assert one.read_text("utf-8") == other.read_text("utf-8")


def test_only_who_may_change_the_place_has_files_written(cast: Cast, as_: As, read_first: Profile) -> None:
    write = reverse("step1_profile:make_files", args=[read_first.neighbourhood.slug, read_first.pk])
    assert as_(cast.ngozi).post(write).status_code == 403
    assert as_(cast.lee).post(write).status_code == 404
    assert f'action="{write}"' not in as_(cast.ngozi).get(write.split("profile/")[0] + "profile/").content.decode()


def test_a_choice_can_be_of_a_neighbourhood_that_began_already(screening: Screening, drawn: Neighbourhood) -> None:
    area = screening.document["candidates"][0]["areas"][0]
    case = _choose(screening, area, drawn)
    assert case.neighbourhood == drawn
    assert drawn.boundaries.count() == 1
    assert Neighbourhood.objects.filter(programme=drawn.programme).count() == 1


def test_a_neighbourhood_is_the_answer_to_one_choice_of_its_own_programme(
    screening: Screening, drawn: Neighbourhood, other_neighbourhood: Neighbourhood
) -> None:
    first, second = (each["areas"][0] for each in screening.document["candidates"][:2])
    _choose(screening, first, drawn)
    for place in (drawn, other_neighbourhood):
        with pytest.raises(UsageError, match="cannot be the neighbourhood of this choice"):
            _choose(screening, second, place)
    assert SelectionCase.objects.count() == 1


def test_the_log_of_the_worker_is_not_filled_by_what_documents_leave_out() -> None:
    assert not logging.getLogger("weasyprint").isEnabledFor(logging.WARNING)
    assert logging.getLogger("weasyprint").isEnabledFor(logging.ERROR)
