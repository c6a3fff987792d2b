"""Profiles of real places from England's pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from seedbed.errors import UsageError
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile import Place, profile

OLD_FORD = ("E01004222", "E01004223", "E01004226", "E01035657", "E01035658", "E01035659")
KINGS_HEATH = ("E01027240", "E01027243", "E01027244")


@pytest.fixture(scope="module")
def old_ford(england_pack: Pack) -> ProfileDocument:
    return profile(england_pack, Place(codes=OLD_FORD))


def test_old_ford_has_its_residents_and_deciles(old_ford: ProfileDocument) -> None:
    assert old_ford.population == 11_267
    assert [area.imd_decile for area in old_ford.areas] == [2, 2, 3, 7, 6, 2]


def test_kings_heath_has_its_residents_and_deciles(england_pack: Pack) -> None:
    document = profile(england_pack, Place(codes=KINGS_HEATH))
    assert document.population == 4_915
    assert [area.imd_decile for area in document.areas] == [3, 2, 1]


def test_pen_profile_tells_what_the_average_hides(old_ford: ProfileDocument) -> None:
    assert any("run from 2 to 7" in sentence.text for sentence in old_ford.pen_profile)


def test_comparators_are_authority_system_region_and_country(old_ford: ProfileDocument) -> None:
    names = [area.code for area in old_ford.figures[0].comparators]
    assert names == ["E09000030", "E54000029", "E12000007", "E92000001"]


def test_every_figure_has_period_source_licence_and_address(old_ford: ProfileDocument) -> None:
    sources = {source.id: source for source in old_ford.sources}
    for figure in old_ford.figures:
        assert figure.period
        assert sources[figure.source].licence
        assert sources[figure.source].url


def test_figures_of_london_only_are_not_shown_as_england(old_ford: ProfileDocument) -> None:
    air = next(each for each in old_ford.figures if each.indicator == "london_air.no2")
    assert "E92000001" not in [area.code for area in air.comparators]


def test_deciles_of_split_areas_are_followed_back_with_a_note(old_ford: ProfileDocument) -> None:
    decile = next(each for each in old_ford.figures if each.indicator == "iod2025.imd.decile")
    notes = {point.note for point in decile.trend if point.area == "E01035657" and point.period == "2019"}
    assert len(notes) == 1
    assert "E01004224" in notes.pop()


def test_map_is_small_enough_for_a_page(old_ford: ProfileDocument) -> None:
    assert sum(len(json.dumps(shape.geometry)) for shape in old_ford.map) < 300_000


def test_drawn_outline_of_whole_areas_gives_their_residents_within_a_hundredth(
    england_pack: Pack, tmp_path: Path
) -> None:
    table = england_pack.boundaries("lsoa21", KINGS_HEATH)
    path = tmp_path / "kings heath.geojson"
    path.write_text(shapely.to_geojson(shapely.union_all(table.geometry.array)))
    document = profile(england_pack, Place(boundary=path))
    assert document.population == pytest.approx(4_915, rel=0.01)
    assert document.boundary_fit.rule == "postcodes"


def test_code_of_2011_is_refused_and_converted_when_asked(england_pack: Pack) -> None:
    with pytest.raises(UsageError, match="2011"):
        profile(england_pack, Place(codes=("E01004224",)))
    document = profile(england_pack, Place(codes=("E01004224",), convert_2011=True))
    assert [area.code for area in document.areas] == ["E01035657", "E01035658", "E01035659"]
    assert "small areas of 2011 became 3 of 2021" in document.boundary_fit.notes[0]
