"""Who plans care around a neighbourhood, in the invented town and in a pack that does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.demo.names import neighbourhood_codes
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile
from tests.quarters import Quarters


@pytest.fixture(scope="module")
def tanners_row(town: Pack) -> ProfileDocument:
    return profile(town, Place(codes=tuple(neighbourhood_codes("tanners-row")), name="Tanners Row"))


def test_levels_of_planning_are_named(tanners_row: ProfileDocument) -> None:
    levels = {area.level: area.planning for area in tanners_row.surroundings if area.planning}
    assert levels == {"care_area": "neighbourhood", "district": "place", "care_system": "system"}
    assert tanners_row.care_note == ""


def test_organisations_that_serve_the_place_are_listed_widest_first(tanners_row: ProfileDocument) -> None:
    names = [each.name for each in tanners_row.care_organisations]
    assert names[0] == "Saltmarch Care Board"
    assert names.index("Saltmarch Care Board") < names.index("Alderwick Council")


def test_what_an_organisation_can_do_is_told(tanners_row: ProfileDocument) -> None:
    trust = next(each for each in tanners_row.care_organisations if each.id == "provider-trust")
    assert trust.answers_to == "Saltmarch Care Board"
    assert trust.delegated_limit == 50_000
    assert trust.decides_when.startswith("Operations group")
    assert trust.owns
    assert trust.commissions == ""


def test_period_of_residents_is_that_of_their_figure(tanners_row: ProfileDocument) -> None:
    residents = next(each for each in tanners_row.figures if each.indicator == "alderwick.population")
    assert tanners_row.population_period.endswith(residents.period)


def test_pack_without_neighbourhoods_of_care_says_so(tmp_path: Path) -> None:
    document = profile(Quarters().write(tmp_path / "quarters"), Place(codes=("ZQ1", "ZQ2")))
    assert document.care_organisations == []
    assert document.care_note.startswith("NHS neighbourhoods (primary care networks) are not in this pack")
