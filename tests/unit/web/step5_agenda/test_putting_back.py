"""What was taken off by forms is put back by them, with all that was behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.shared.drawing import remove_factor, remove_link
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw
from tests.unit.web.step5_agenda.test_merging import ends, merge, standing

ROWS = 4
"""Of what stands: rows, beads and living links; the document says by now what was left unsaid in it."""


@pytest.fixture
def sam(as_: Callable[[User | None], Client], cast: Cast) -> Client:
    return as_(cast.sam)


def press(sam: Client, damp: SystemMap, part: str, key: str) -> str:
    """Press "Put it back" on the page of something; return the page that follows."""
    there = f"/step-5/maps/{damp.pk}/{part}/{key}/"
    assert sam.get(there).status_code == 200
    return sam.post(f"{there}put-back/", follow=True).content.decode()


def test_a_factor_comes_back_with_the_links_that_went_with_it(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw, sam: Client
) -> None:
    homes, asthma = factor("Damp homes", note="From the walk", x=5.0), factor("Asthma")
    joined(homes, asthma, because="Mould")
    joined(homes, homes)
    gone_before = joined(asthma, homes)
    remove_link(by=cast.dev, of=damp, key=gone_before)
    before = standing()[:ROWS]
    remove_factor(by=cast.dev, of=damp, key=homes)
    assert f"factors/{homes}/put-back/" in sam.get(f"/step-5/maps/{damp.pk}/factors/{homes}/").content.decode()
    assert "on the map again" in press(sam, damp, "factors", homes)
    assert standing()[:ROWS] == before


def test_a_link_comes_back_only_between_factors_that_are_there(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw, sam: Client
) -> None:
    homes, asthma = factor("Damp homes"), factor("Asthma")
    link = joined(homes, asthma)
    remove_link(by=cast.dev, of=damp, key=link)
    assert "on the map again" in press(sam, damp, "links", link)
    assert ends(damp) == [("Damp homes", "Asthma")]
    remove_factor(by=cast.dev, of=damp, key=asthma)
    assert "not on the map any more" in press(sam, damp, "links", link)
    assert MapLink.objects.get().removed_at is not None


def test_what_was_merged_is_not_put_back_beside_what_stands_for_it(
    damp: SystemMap, cast: Cast, factor: Draw, sam: Client
) -> None:
    homes, other = factor("Damp homes"), factor("Wet homes")
    merge(cast, damp, [homes, other])
    assert "put-back" not in sam.get(f"/step-5/maps/{damp.pk}/factors/{other}/").content.decode()
    assert "by a merge or a split" in press(sam, damp, "factors", other)
    assert MapFactor.objects.filter(removed_at=None).count() == 1


def test_what_is_there_stays_as_it_is(damp: SystemMap, factor: Draw, sam: Client) -> None:
    homes = factor("Damp homes")
    before = standing()
    press(sam, damp, "factors", homes)
    assert standing() == before
