"""Profiles of drawn boundaries and postcode lists over the quarters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import box

from seedbed.errors import BadInputError, UsageError
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile
from tests.quarters import Quarters, union

WEST_HALF_OF_ZQ1 = box(0.0, 52.01, 0.005, 52.02)
WEST_HALF = box(0.0, 52.0, 0.005, 52.02)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Quarters().write(tmp_path_factory.mktemp("pack") / "quarters")


@pytest.fixture(scope="module")
def without_postcodes(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Quarters(postcodes_each=0).write(tmp_path_factory.mktemp("pack") / "quarters")


def drawn(folder: Path, shape: Any, name: str = "Our end") -> Path:
    path = folder / "drawn.geojson"
    feature = {"type": "Feature", "properties": {"name": name}, "geometry": shapely.geometry.mapping(shape)}
    path.write_text(json.dumps(feature))
    return path


def shares(document: ProfileDocument) -> dict[str, float]:
    return {area.code: round(area.share, 3) for area in document.areas}


def test_half_by_ground_is_half_of_the_residents(without_postcodes: Pack, tmp_path: Path) -> None:
    document = profile(without_postcodes, Place(boundary=drawn(tmp_path, WEST_HALF_OF_ZQ1)))
    assert shares(document) == {"ZQ1": 0.5}
    assert document.population == 500
    assert document.boundary_fit.rule == "area"
    assert document.boundary_fit.whole_share == 0.0
    assert document.boundary_fit.drawn


def test_larger_area_with_few_residents_is_left_out_and_said_to_be(without_postcodes: Pack, tmp_path: Path) -> None:
    both = box(0.0, 52.01, 0.005, 52.02).union(box(0.01, 52.0, 0.02, 52.01)).buffer(1e-9)
    document = profile(without_postcodes, Place(boundary=drawn(tmp_path, both)))
    assert document.population == 4500  # 500 of them in Upper
    assert {area.code for each in document.figures for area in each.comparators} == {"ZTL", "ZCC"}
    note = (
        "Upper (11% of residents) is left out of the comparison: of each kind of larger area, those with at least 20% "
        "of residents are compared with, or else the one with most."
    )
    assert document.comparators_note == note
    assert document.pen_profile[1].text == note
    assert "in Lower and Upper" in document.pen_profile[0].text


def test_people_by_other_rules_are_whole(without_postcodes: Pack, tmp_path: Path) -> None:
    document = profile(without_postcodes, Place(boundary=drawn(tmp_path, box(0.0, 52.01, 0.0033333, 52.02))))
    fit = document.boundary_fit
    assert fit.population_by_rule["area"] == fit.population == 333.0


def test_kinds_of_places_the_pack_lists_are_told(pack: Pack) -> None:
    document = profile(pack, Place(codes=("ZQ1",)))
    kinds = sorted(set(pack.scan("sites").collect()["kind"]))
    assert document.site_kinds == kinds
    assert kinds
    assert document.sites_within == 500.0


def test_postcodes_share_out_where_there_are_enough(pack: Pack, tmp_path: Path) -> None:
    document = profile(pack, Place(boundary=drawn(tmp_path, WEST_HALF_OF_ZQ1)))
    assert shares(document) == {"ZQ1": 0.8}
    assert document.boundary_fit.rule == "postcodes"
    assert document.boundary_fit.population_by_rule == {"area": 500.0, "centroid": 0.0, "postcodes": 800.0}


def test_too_few_postcodes_leave_the_ground_to_decide(tmp_path: Path) -> None:
    few = Quarters(postcodes_each=9).write(tmp_path / "few")
    assert profile(few, Place(boundary=drawn(tmp_path, WEST_HALF_OF_ZQ1))).boundary_fit.rule == "area"


def test_rule_can_be_asked_for(pack: Pack, tmp_path: Path) -> None:
    whole_and_a_bit = box(0.0, 52.01, 0.012, 52.02)
    document = profile(pack, Place(boundary=drawn(tmp_path, whole_and_a_bit), rule="centroid"))
    assert shares(document) == {"ZQ1": 1.0}


def test_rule_that_the_pack_has_no_data_for_is_refused(without_postcodes: Pack, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="postcodes"):
        profile(without_postcodes, Place(boundary=drawn(tmp_path, WEST_HALF), rule="postcodes"))


def test_slivers_of_other_areas_do_not_count(without_postcodes: Pack, tmp_path: Path) -> None:
    slightly_off = box(0.00001, 52.01001, 0.01001, 52.02)
    document = profile(without_postcodes, Place(boundary=drawn(tmp_path, slightly_off)))
    assert shares(document) == {"ZQ1": 1.0}


def test_counts_are_apportioned_and_the_profile_says_so(without_postcodes: Pack, tmp_path: Path) -> None:
    document = profile(without_postcodes, Place(boundary=drawn(tmp_path, WEST_HALF)))
    owned = next(each for each in document.figures if each.indicator == "q.home.owned")
    # Half of ZQ1 (40 of 400) and half of ZQ3 (600 of 1,200)
    assert owned.numerator == pytest.approx(320)
    assert owned.denominator == pytest.approx(800)
    assert owned.value == pytest.approx(40)
    assert "estimates" in document.boundary_fit.explanation


def test_areas_with_most_residents_inside_come_first(without_postcodes: Pack, tmp_path: Path) -> None:
    document = profile(without_postcodes, Place(boundary=drawn(tmp_path, WEST_HALF)))
    assert [area.code for area in document.areas] == ["ZQ3", "ZQ1"]


def test_name_comes_from_the_file_unless_given(pack: Pack, tmp_path: Path) -> None:
    path = drawn(tmp_path, WEST_HALF)
    assert profile(pack, Place(boundary=path)).name == "Our end"
    assert profile(pack, Place(boundary=path, name="The Wharf")).name == "The Wharf"


def test_drawn_outline_is_on_the_map(pack: Pack, tmp_path: Path) -> None:
    last = profile(pack, Place(boundary=drawn(tmp_path, WEST_HALF))).map[-1]
    assert last.code == "boundary"
    assert shapely.geometry.shape(last.geometry).symmetric_difference(WEST_HALF).area < 1e-9


def test_boundary_that_reaches_beyond_the_pack_is_told(pack: Pack, tmp_path: Path) -> None:
    document = profile(pack, Place(boundary=drawn(tmp_path, box(-0.01, 52.01, 0.01, 52.02))))
    assert any("50 % of the ground" in note for note in document.boundary_fit.notes)


def test_boundary_outside_the_pack_is_refused(pack: Pack, tmp_path: Path) -> None:
    path = drawn(tmp_path, box(5.0, 10.0, 5.1, 10.1))
    with pytest.raises(BadInputError, match="outside the pack") as caught:
        profile(pack, Place(boundary=path))
    assert str(path) in caught.value.why


def test_swapped_longitude_and_latitude_are_recognised(pack: Pack, tmp_path: Path) -> None:
    swapped = shapely.transform(WEST_HALF, lambda corners: corners[:, ::-1])
    with pytest.raises(BadInputError) as caught:
        profile(pack, Place(boundary=drawn(tmp_path, swapped)))
    assert "swapped" in caught.value.why


def test_boundary_where_nobody_lives_is_refused(tmp_path: Path) -> None:
    empty = Quarters(people={"ZQ1": 0, "ZQ2": 0, "ZQ3": None, "ZQ4": 0}).write(tmp_path / "empty")
    with pytest.raises(BadInputError, match="Nobody lives"):
        profile(empty, Place(boundary=drawn(tmp_path, WEST_HALF)))
    with pytest.raises(BadInputError, match="Nobody lives"):
        profile(empty, Place(codes=("ZQ1",)))


def test_listed_postcodes_share_residents_out(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "our postcodes.csv"
    path.write_text("postcode\nzq1 0aa\nZQ11AA\nZQ9 9ZZ\nZQ2 3AA\n")
    document = profile(pack, Place(postcodes=path))
    # Two of ZQ1's ten postcodes and one of ZQ2's
    assert shares(document) == {"ZQ1": 0.2, "ZQ2": 0.1}
    assert document.population == 400
    assert document.name == "our postcodes"
    assert any("1 of 4 postcodes" in note and "ZQ99ZZ" in note for note in document.boundary_fit.notes)


def test_postcodes_that_nobody_knows_are_refused(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("AB1 2CD\n")
    with pytest.raises(BadInputError, match="None of the postcodes"):
        profile(pack, Place(postcodes=path))


def test_whole_areas_drawn_and_named_give_the_same_figures(pack: Pack, tmp_path: Path) -> None:
    named = profile(pack, Place(codes=("ZQ1", "ZQ2")))
    by_line = profile(pack, Place(boundary=drawn(tmp_path, union("ZQ1", "ZQ2"))))
    values = {each.indicator: each.value for each in named.figures}
    assert {each.indicator: each.value for each in by_line.figures} == values
    assert by_line.population == named.population
