"""Every page of step 1: who sees it, and what it says."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.step1_profile.actions import fill_care_system_from_pack
from seedbed.web.step1_profile.models import Screening, SelectionCase
from seedbed.web.step1_profile.templatetags.step1 import whole
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def _pages(programme: Programme, screening: Screening, place: Neighbourhood) -> dict[str, str]:
    area = screening.document["candidates"][1]["areas"][0]
    return {
        "candidates": reverse("step1_profile:candidates", args=[programme.slug]),
        "care_system": reverse("step1_profile:care_system", args=[programme.slug]),
        "ranks": reverse("step1_profile:ranks", args=[programme.slug, screening.pk]),
        "choose": reverse("step1_profile:choose", args=[programme.slug, screening.pk, area]),
        "boundary": reverse("step1_profile:boundary", args=[place.slug]),
        "version": reverse("step1_profile:boundary_version", args=[place.slug, 1]),
        "profile": reverse("step1_profile:profile", args=[place.slug]),
        "add": reverse("step1_profile:add_organisation", args=[programme.slug]),
    }


EDIT = {"choose", "add"}


@pytest.mark.parametrize(
    "page", ["candidates", "care_system", "ranks", "choose", "boundary", "version", "profile", "add"]
)
def test_who_works_there_sees_it_and_an_outsider_does_not(
    cast: Cast, as_: As, in_town: Programme, screening: Screening, drawn: Neighbourhood, page: str
) -> None:
    address = _pages(in_town, screening, drawn)[page]
    statuses = {name: as_(person).get(address).status_code for name, person in cast.everyone().items()}
    assert {statuses[name] for name in ("olu", "dev", "sam")} == {200}
    assert {statuses[name] for name in ("lee", "pat")} == {404}
    assert statuses["ngozi"] == (403 if page in EDIT else 200)
    assert as_(None).get(address).status_code == 302


def test_a_decision_maker_is_offered_no_change(
    cast: Cast, as_: As, in_town: Programme, screening: Screening, drawn: Neighbourhood
) -> None:
    pages = _pages(in_town, screening, drawn)
    for page in ("candidates", "care_system", "boundary", "profile"):
        said = as_(cast.ngozi).get(pages[page]).content.decode()
        assert "csrfmiddlewaretoken" not in said.split("<main", 1)[1].split("</main", 1)[0]


def test_no_page_has_a_style_attribute(
    cast: Cast, as_: As, in_town: Programme, screening: Screening, drawn: Neighbourhood
) -> None:
    fill_care_system_from_pack(by=None, programme=in_town)
    for address in _pages(in_town, screening, drawn).values():
        assert ' style="' not in as_(cast.dev).get(address).content.decode()


def test_an_address_of_nothing_is_not_found(cast: Cast, as_: As, in_town: Programme, drawn: Neighbourhood) -> None:
    dev = as_(cast.dev)
    for address in (
        reverse("step1_profile:draft", args=[drawn.slug, uuid.uuid4()]),
        reverse("step1_profile:older_profile", args=[drawn.slug, uuid.uuid4()]),
        reverse("step1_profile:boundary_version", args=[drawn.slug, 99]),
        reverse("step1_profile:care_file", args=[in_town.slug, "exe"]),
        reverse("step1_profile:organisation", args=[in_town.slug, 99]),
    ):
        assert dev.get(address).status_code == 404


def test_without_a_screening_the_page_offers_to_look(cast: Cast, as_: As, in_town: Programme) -> None:
    said = as_(cast.dev).get(reverse("step1_profile:candidates", args=[in_town.slug])).content.decode()
    assert "Look for candidates" in said


def test_the_record_of_a_choice_says_why(cast: Cast, as_: As, case: SelectionCase) -> None:
    address = reverse("step1_profile:choice", args=[case.screening.programme.slug, case.pk])
    assert "Need is greatest." in as_(cast.ngozi).get(address).content.decode()
    assert as_(cast.lee).get(address).status_code == 404


def test_a_rank_that_no_weighting_moves_is_told_once(cast: Cast, as_: As, case: SelectionCase) -> None:
    case.document["chosen"].update(rank_low=1, rank_high=1)
    case.save()
    address = reverse("step1_profile:choice", args=[case.screening.programme.slug, case.pk])
    said = as_(cast.dev).get(address).content.decode()
    assert "1 under other weightings too" in said
    assert "1 to 1" not in said


def test_points_of_a_comparison_are_told_from_points_of_a_figure(cast: Cast, as_: As, screening: Screening) -> None:
    areas = [each["areas"][0] for each in screening.document["candidates"][:2]]
    address = reverse("step1_profile:candidates", args=[screening.programme.slug])
    said = as_(cast.dev).get(address, {"compare": areas, "show": "compare"}).content.decode()
    assert "</strong> of 100; " in said
    assert "</strong> points; " not in said


def test_the_care_map_is_drawn_and_told(cast: Cast, as_: As, in_town: Programme) -> None:
    fill_care_system_from_pack(by=None, programme=in_town)
    said = as_(cast.ngozi).get(reverse("step1_profile:care_system", args=[in_town.slug])).content.decode()
    assert "<svg" in said
    assert said.count("Wickstead Homes") > 2
    assert "£250,000" in said


def test_people_are_counted_whole() -> None:
    assert whole(302_360.2) == "302,360"
