"""What a screening knows of the places around candidates, on squares whose towns are known as something."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from seedbed.formats.datapackage import DataPackage
from seedbed.reports.screen_documents import ScreenDocument
from seedbed.sources.packs import Pack, PackWriter
from seedbed.workflows.places.screen import screen_pack
from seedbed.workflows.places.screen_files import candidate_rows
from seedbed.workflows.places.screen_places import site_sources
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import Squares


class _KnownSquares(Squares):
    """Squares whose towns end at another line: ZW1 and ZW4 are Easting's, and towns are named as MSOAs are."""

    def _areas(self) -> pl.DataFrame:
        areas = super()._areas()
        names = {"ZTW": "Mill Bank & Quay (Westing 001)", "ZTE": "Low Road"}
        return areas.with_columns(
            pl.when(pl.col("code").is_in(["ZW1", "ZW4"])).then(pl.lit("ZTE")).otherwise(pl.col("town")).alias("town"),
            pl.col("code").replace_strict(names, default=pl.col("name")).alias("name"),
        )


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> ScreenDocument:
    pack = _KnownSquares().write(tmp_path_factory.mktemp("known") / "pack")
    request = ScreenRequest(within="ZSW", percentile=67, population_low=600, population_high=1700)
    return screen_pack(pack, request).document


def test_every_parent_is_told_with_its_share_of_residents(document: ScreenDocument) -> None:
    first = document.candidates[0]
    assert first.areas == ["ZW1", "ZW2"]
    # 800 and 700 of 1,500 residents
    assert [(parent.code, parent.share) for parent in first.parents] == [("ZTE", 0.5333), ("ZTW", 0.4667)]
    assert first.parent_code == first.parents[0].code


def test_places_are_taken_from_names_that_tell_what_people_call_them(document: ScreenDocument) -> None:
    assert document.candidates[0].places == ["", "Mill Bank & Quay"]


def test_names_of_another_form_tell_no_places(tmp_path: Path) -> None:
    found = screen_pack(Squares().write(tmp_path / "pack"), ScreenRequest(within="ZSW", percentile=67)).document
    assert all(candidate.places == [] for candidate in found.candidates)


def test_single_areas_are_counted_over_all_candidates(tmp_path: Path) -> None:
    request = ScreenRequest(within="ZSW", percentile=67, population_low=600, population_high=1700, top=1)
    found = screen_pack(Squares().write(tmp_path / "pack"), request).document
    assert (len(found.candidates), found.candidates_total, found.candidates_single) == (1, 3, 2)


def test_values_have_the_unit_of_their_indicator(document: ScreenDocument) -> None:
    assert [criterion.unit for criterion in document.criteria] == ["points", ""]


def test_the_source_of_known_places_has_its_address_and_day(tmp_path: Path) -> None:
    package = DataPackage(name="sites", title="Sites", created="2025-03-01")
    with PackWriter(tmp_path / "pack", package) as writer:
        writer.add_table("sites", pl.DataFrame({"kind": ["hall"], "area": ["ZW1"]}), role="sites", publisher="Nobody")
        columns = {name: ["", ""] for name in ("title", "files", "publisher", "licence")}
        urls = ["https://o.example/", "https://sites.example/"]
        addresses = pl.DataFrame({"id": ["other", "sites"], **columns, "url": urls})
        writer.add_table("sources", addresses, role="sources")
    (source,) = site_sources(Pack.open(tmp_path / "pack"))
    assert source.url == "https://sites.example/"
    assert source.period == "as it was when the data pack was made on 2025-03-01"


def test_known_places_of_a_pack_without_sources_are_still_listed(tmp_path: Path) -> None:
    (source,) = site_sources(Squares().write(tmp_path / "pack"))
    assert (source.publisher, source.url, source.period) == ("Nobody", "", "")


def test_ranges_are_told_in_plain_words_and_the_method_apart(document: ScreenDocument) -> None:
    assert "rank_low" not in document.rank_rule
    assert "Dirichlet" not in document.rank_rule
    assert "rank_low" not in document.rank_note
    assert "seed 1" in document.rank_note


def test_tables_name_the_place_and_every_parent(document: ScreenDocument) -> None:
    first = candidate_rows(document)[0]
    assert first["name"] == "Mill Bank & Quay"
    assert first["parents"] == "Low Road and Mill Bank & Quay (Westing 001)"
