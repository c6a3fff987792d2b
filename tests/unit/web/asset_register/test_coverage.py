"""How many assets of each kind there are, counted by the database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from seedbed.web.asset_register.models import Asset, Check, Finding
from seedbed.web.asset_register.queries.coverage import Covered, coverage_of, kinds_missing
from seedbed.web.places.models import Neighbourhood

TODAY = timezone.localdate()


def _asset(here: Neighbourhood, kind: str = "library", **more: object) -> Asset:
    place = {"longitude": -1.5, "latitude": 53.5, **more}
    return Asset.objects.create(
        neighbourhood=here, name="Somewhere", asset_type=kind, made_at=timezone.now(), details={}, **place
    )


def _covered(here: Neighbourhood, kind: str = "library") -> Covered:
    return next(each for each in coverage_of(here).kinds if each.asset_type.code == kind)


@pytest.mark.usefixtures("line")
def test_assets_inside_the_line_count_for_the_residents(neighbourhood: Neighbourhood) -> None:
    for longitude in (-1.5, -1.505, -1.4):
        _asset(neighbourhood, longitude=longitude)
    _asset(neighbourhood, longitude=None, latitude=None)
    found = _covered(neighbourhood)
    assert (found.many, found.inside, found.rate) == (4, 2, 1.0)
    assert coverage_of(neighbourhood).placeless == 1


def test_without_a_line_all_that_have_a_place_are_inside(neighbourhood: Neighbourhood) -> None:
    _asset(neighbourhood)
    _asset(neighbourhood, longitude=None, latitude=None)
    found = _covered(neighbourhood)
    assert (found.many, found.inside, found.rate) == (2, 1, None)


def test_what_is_due_doubted_or_never_looked_at_is_not_fresh(neighbourhood: Neighbourhood) -> None:
    week = timedelta(days=7)
    fresh: dict[str, Any] = {"last_verified_on": TODAY - week, "verify_by": TODAY}
    _asset(neighbourhood, **fresh)
    _asset(neighbourhood, last_verified_on=TODAY - 2 * week, verify_by=TODAY - week)
    _asset(neighbourhood)
    doubted = _asset(neighbourhood, **fresh)
    Check.objects.create(asset=doubted, found=Finding.WRONG.value, made_at=timezone.now())
    settled = _asset(neighbourhood, **fresh)
    Check.objects.create(asset=settled, found=Finding.WRONG.value, made_at=timezone.now(), settled_at=timezone.now())
    found = _covered(neighbourhood)
    assert (found.many, found.fresh) == (5, 2)
    assert (found.oldest, found.newest) == (TODAY - 2 * week, TODAY - week)


def test_what_is_of_no_known_kind_is_among_the_others(neighbourhood: Neighbourhood) -> None:
    _asset(neighbourhood, "windmill")
    _asset(neighbourhood, "other")
    assert _covered(neighbourhood, "other").inside == 2


def test_what_is_gone_or_merged_away_counts_nowhere(neighbourhood: Neighbourhood) -> None:
    kept = _asset(neighbourhood)
    _asset(neighbourhood, "park", gone_at=timezone.now())
    _asset(neighbourhood, "park", merged_into=kept)
    assert [each.asset_type.code for each in coverage_of(neighbourhood).kinds] == ["library"]


def test_kinds_of_which_there_is_none_are_missing(neighbourhood: Neighbourhood) -> None:
    _asset(neighbourhood)
    missing = [each.code for each in kinds_missing(neighbourhood)]
    assert missing == [each.code for each in coverage_of(neighbourhood).missing]
    assert "park" in missing
    assert "library" not in missing
    assert "other" not in missing


@pytest.mark.usefixtures("line")
def test_many_assets_are_no_more_questions(
    neighbourhood: Neighbourhood, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in ("library", "park", "pub", "school"):
        _asset(neighbourhood, kind)
    with django_assert_num_queries(5):
        coverage_of(neighbourhood)
