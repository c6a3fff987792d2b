"""Whose reach is asked for: the people inside the line, or everybody on the map, and which assets count then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import shapely
from django.test import Client

from seedbed.demo.names import NEIGHBOURHOODS
from seedbed.demo.town import PACK_NAME
from seedbed.sources.packs import Pack
from seedbed.web.asset_register.models import Asset
from seedbed.web.people.models import User
from seedbed.web.places.actions import set_boundary, start_neighbourhood
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question
from seedbed.web.reach.queries import listings_near
from tests.unit.web.conftest import Cast

ASKED = {"kinds": ["community_centre"], "minutes": "10", "walker": "adult", "origins": "postcodes", "aim": "coverage"}
As = Callable[[User | None], Client]


@pytest.fixture
def areas(town_folder: Path) -> pl.DataFrame:
    numbers = NEIGHBOURHOODS["kestrel-rise"][1]
    return Pack.open(town_folder / PACK_NAME).small_areas()[[number - 1 for number in numbers]]


@pytest.fixture
def lined(here: Neighbourhood, areas: pl.DataFrame, town_folder: Path) -> Neighbourhood:
    """Millbrook with a line around four small areas."""
    pack, codes = Pack.open(town_folder / PACK_NAME), areas["code"].to_list()
    outline = shapely.union_all(pack.boundaries(pack.small_level.id, codes)["geometry"].array)
    set_boundary(
        by=None,
        neighbourhood=here,
        shares=dict.fromkeys(codes, 1.0),
        outline=shapely.geometry.mapping(outline),
        origin="chosen",
        reason="For a test.",
    )
    return here


def _answered(browser: Client, here: Neighbourhood, **more: object) -> Question:
    browser.post(f"/reach/in/{here.slug}/", {**ASKED, **more})
    question = Question.objects.latest("made_at")
    assert question.answer is not None
    return question


def _first(question: Question) -> str:
    assert question.answer is not None
    return str(question.answer["sentences"][0])


@pytest.mark.usefixtures("jobs_at_once")
def test_the_people_inside_the_line_are_counted(lined: Neighbourhood, areas: pl.DataFrame, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    assert dev.get(f"/reach/in/{lined.slug}/").context["form"].fields["people"].initial == "inside"
    question = _answered(dev, lined, people="inside")
    assert f"of {areas['population'].sum():,} people in Millbrook" in _first(question)
    assert (
        "the register of <bdi>Millbrook</bdi>, those beyond its line too"
        in dev.get(f"/reach/{question.pk}/").content.decode()
    )


@pytest.mark.usefixtures("jobs_at_once")
def test_everybody_on_the_map_may_be_chosen(lined: Neighbourhood, town_folder: Path, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    question = _answered(dev, lined, people="everybody", origins="oa")
    everybody = Pack.open(town_folder / PACK_NAME).small_areas()["population"].sum()
    assert f"of {everybody:,} people (" in _first(question)
    assert "those that other neighbourhoods here show in public" in dev.get(f"/reach/{question.pk}/").content.decode()


def test_without_a_line_the_page_says_who_is_counted(here: Neighbourhood, cast: Cast, as_: As) -> None:
    page = as_(cast.dev).get(f"/reach/in/{here.slug}/").content.decode()
    assert "No line is drawn around this neighbourhood yet" in page
    assert "Whose reach?" not in page


def test_of_other_registers_only_what_is_public_counts_and_only_for_everybody(here: Neighbourhood) -> None:
    beside = start_neighbourhood(by=None, programme=here.programme, name="Beside")
    for name, public in (("Shown Hall", True), ("Hidden Hall", False)):
        place = Asset.objects.filter(neighbourhood=here).first()
        assert place is not None
        place.pk, place.identifier, place.source_identifier = None, Asset().identifier, ""
        place.name, place.public, place.neighbourhood = name, public, beside
        place._state.adding = True
        place.save()
    own = {each.name for each in listings_near(here, everybody=False)}
    assert {each.name for each in listings_near(here, everybody=True)} - own == {"Shown Hall"}
