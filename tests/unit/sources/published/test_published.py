from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
import pytest

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import DATASETS
from seedbed.sources.england.published import READERS, fingertips
from seedbed.sources.england.published.tables import find
from tests.unit.sources.published import small_england as small
from tests.unit.sources.publisher_server import Answer, publisher_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small.write_small_england(tmp_path / "downloads")


def _read(dataset: str, folder: Path) -> pl.DataFrame:
    reader = next(reader for reader in READERS[dataset] if reader.finds(folder))
    table: pl.DataFrame = reader.read(folder)
    return table


def test_every_reader_serves_a_known_dataset() -> None:
    assert set(READERS) <= set(DATASETS)


@pytest.mark.parametrize("dataset", ["areas", "population", "centres", "iod2025", "census_tenure"])
def test_a_frame_has_the_columns_agreed(folder: Path, dataset: str) -> None:
    assert set(DATASETS[dataset].columns) <= set(_read(dataset, folder).columns)


def test_residents_are_read_from_the_bulk_zip(folder: Path) -> None:
    table = _read("population", folder)
    assert dict(zip(table["code"], table["population"], strict=True)) == dict(
        zip(small.CODES, small.PEOPLE, strict=True)
    )


def test_categories_are_added_up_from_their_columns(folder: Path) -> None:
    table = _read("census_tenure", folder).filter(code=small.CODES[0], category="tenure.social_rented")
    assert table.row(0) == (small.CODES[0], "tenure.social_rented", 500 - 205, 500)


def test_the_file_of_small_areas_is_chosen_among_levels(folder: Path) -> None:
    assert set(_read("census_tenure", folder)["code"]) == set(small.CODES)


def test_a_file_of_another_kind_of_area_is_refused_in_words(tmp_path: Path) -> None:
    text = small.bulk_table(
        "Tenure of household", {n: [sum(v)] for n, v in small.tenure().items()}, codes=["E06999000"]
    )
    (tmp_path / "census2021-ts054-ltla.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match="another kind of area") as error:
        _read("census_tenure", tmp_path)
    assert "E06999000" in error.value.why


def test_names_cut_at_eighty_characters_are_still_known(tmp_path: Path) -> None:
    (tmp_path / "file7.csv").write_text(small.file_7(cut_names_at=80), encoding="utf-8")
    assert _read("iod2025", tmp_path)["imd_decile"].to_list() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_thousands_written_with_commas_are_numbers(folder: Path) -> None:
    assert _read("iod2025", folder)["imd_rank"].to_list()[1] == 4001


def test_a_word_in_a_column_of_numbers_names_its_row(tmp_path: Path) -> None:
    text = small.file_7().replace("4,001", "four", 1)
    (tmp_path / "file7.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match="not a number") as error:
        _read("iod2025", tmp_path)
    assert "row 3, imd_rank: 'four'" in error.value.why


def test_file_1_instead_of_file_7_is_refused_by_name(tmp_path: Path) -> None:
    text = small.csv_text(["LSOA code (2021)", "Index of Multiple Deprivation (IMD) Score"], [[small.CODES[0], 30.1]])
    (tmp_path / "file1.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match="does not have the columns") as error:
        _read("iod2025", tmp_path)
    assert "File 7 is needed" in error.value.why


def test_larger_areas_come_from_several_lookups(folder: Path) -> None:
    row = _read("areas", folder).filter(code=small.CODES[5]).row(0, named=True)
    assert (row["msoa21"], row["ward24"], row["icb24"], row["region_name"]) == (
        "E02099901",
        "E05099900",
        "E54999900",
        "Any region",
    )


def test_a_missing_lookup_is_named(folder: Path) -> None:
    (folder / "care.csv").unlink()
    with pytest.raises(BadInputError, match="not whole") as error:
        _read("areas", folder)
    assert "SICBL" in error.value.why


def test_centres_are_given_in_degrees_too(folder: Path) -> None:
    row = _read("centres", folder).row(0, named=True)
    assert (round(row["longitude"]), round(row["latitude"])) == (2, 54)


def test_centres_in_degrees_are_refused(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(small.csv_text(["LSOA21CD", "x", "y"], [["E01099900", -0.1, 51.5]]), "utf-8")
    with pytest.raises(BadInputError, match="not in National Grid metres"):
        _read("centres", tmp_path)


def test_boundaries_come_in_longitude_and_latitude(folder: Path) -> None:
    table = next(iter(READERS["boundaries_lsoa21"])).read(folder)
    assert (list(table["code"]), table.crs.to_epsg()) == (small.CODES, 4326)


def test_boundaries_of_small_areas_are_not_taken_for_larger_ones(folder: Path) -> None:
    assert not READERS["boundaries_ltla24"][0].finds(folder)


def test_postcodes_outside_england_are_left_out(tmp_path: Path) -> None:
    rows: list[small.Row] = [
        ["ZZ1 1AA", 660000, 480000, "E01099900"],
        ["ZZ9 9ZZ", 1, 1, "W01000001"],
        ["ZZ8 8ZZ", "", "", "E01099901"],
    ]
    text = small.csv_text(["pcds", "oseast1m", "osnrth1m", "lsoa21"], rows)
    (tmp_path / "ONSPD.csv").write_text(text, encoding="utf-8")
    assert _read("postcodes", tmp_path)["postcode"].to_list() == ["ZZ11AA"]


FINGERTIPS_ROW = ["91547", "Invented smoking", "E06999000", "Anytown", "Districts & UAs", "Persons", "15+ yrs"]


def _export(rows: list[list[str]]) -> str:
    header = ["Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age"]
    header += ["Category Type", "Category", "Time period", "Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"]
    return small.csv_text([*header, "Count", "Denominator"], rows, mark=True)


def test_a_fingertips_export_keeps_its_own_limits(tmp_path: Path) -> None:
    row = [*FINGERTIPS_ROW, "", "", "2023/24", "14.5", "13.9", "15.1", "1450", "10000"]
    (tmp_path / "indicators.csv").write_text(_export([row]), encoding="utf-8")
    table = _read("fingertips", tmp_path)
    assert table.select("indicator_id", "period", "ci_low", "ci_high", "category").row(0) == (
        91547,
        "2023/24",
        13.9,
        15.1,
        None,
    )


def test_fingertips_without_rows_says_why(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_text(_export([]), encoding="utf-8")
    with pytest.raises(BadInputError, match="has no rows") as error:
        _read("fingertips", tmp_path)
    assert "not published for the area type" in error.value.why


def test_fingertips_of_another_area_type_says_what_it_holds(tmp_path: Path) -> None:
    row = [*FINGERTIPS_ROW, "", "", "2023/24", "14.5", "13.9", "15.1", "1450", "10000"]
    (tmp_path / "indicators.csv").write_text(_export([row]), encoding="utf-8")
    file = find(tmp_path, "Indicator ID")
    assert file is not None
    with pytest.raises(BadInputError, match="another kind of area") as error:
        fingertips.read_fingertips(file, area_type="GPs")
    assert "GPs was asked for; the file holds Districts & UAs" in error.value.why


def test_the_fingertips_address_names_indicators_and_area_types() -> None:
    address = fingertips.api_address([91547, 241], 502, 15, base="https://example.invalid/api")
    assert address.endswith("indicator_ids=91547%2C241&child_area_type_id=502&parent_area_type_id=15")


def test_an_unreadable_zip_is_passed_over(folder: Path) -> None:
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 cut")
    assert len(_read("population", folder)) == 8


def test_a_zip_damaged_inside_is_passed_over(folder: Path) -> None:
    with ZipFile(folder / "damaged.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", "area,number\n" * 1_000)
    whole = (folder / "damaged.zip").read_bytes()
    (folder / "damaged.zip").write_bytes(whole[:45] + b"\xff" * 8 + whole[53:])
    assert len(_read("population", folder)) == 8


def test_a_table_cut_in_the_middle_of_a_row_is_refused(tmp_path: Path) -> None:
    text = small.bulk_table("Tenure of household", small.tenure())
    (tmp_path / "census2021-ts054-lsoa.csv").write_text(text[:-20], encoding="utf-8")
    with pytest.raises(BadInputError):
        _read("census_tenure", tmp_path)


def test_publishers_files_alone_make_a_pack(tmp_path: Path) -> None:
    folder = small.write_small_england(tmp_path / "downloads")
    command = [sys.executable, "-m", "seedbed.cli.main", "data", "build", "england", "--json"]
    command += ["--from", str(folder), "--out", str(tmp_path / "pack")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["schema"].startswith("seedbed/data-build/")
    areas = pl.read_parquet(tmp_path / "pack" / "areas.parquet").filter(level="lsoa21")
    assert dict(areas.select("code", "population").iter_rows()) == dict(zip(small.CODES, small.PEOPLE, strict=True))


def test_a_served_bulk_zip_can_be_read_as_fetched(tmp_path: Path) -> None:
    from seedbed.sources.fetch import fetch

    body = small.bulk_zip("ts054", {"lsoa": small.bulk_table("Tenure of household", small.tenure())})
    with publisher_server({"/output/census/2021/census2021-ts054.zip": Answer(body)}) as server:
        fetch(f"{server.address}/output/census/2021/census2021-ts054.zip", tmp_path / "census2021-ts054.zip")
    assert len(_read("census_tenure", tmp_path)) == 8 * 9
