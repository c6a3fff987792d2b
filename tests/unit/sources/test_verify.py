from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import polars as pl
import pytest
import shapely

from seedbed.formats.datapackage import DataPackage, Level
from seedbed.sources.indicators import Indicator, indicators_to_table
from seedbed.sources.packs import FIGURE_COLUMNS, PackWriter
from seedbed.sources.verify import verify_pack
from seedbed.workflows.progress import silent

SHARE = Indicator(
    id="census.disabled",
    name="People who are disabled",
    topic="health",
    kind="proportion",
    unit="%",
    multiplier=100.0,
    high_is="worse",
    strength=False,
    denominator_name="usual residents",
    combine="sum",
    level="lsoa21",
    period="2021",
    publisher="Invented",
    licence="Invented",
    url="",
    method="Counted.",
)

AREAS = pl.DataFrame(
    {
        "code": ["E01900001", "E01900002", "E06900001"],
        "name": ["Riverside A", "Riverside B", "Riverside"],
        "level": ["lsoa21", "lsoa21", "ltla24"],
        "population": [1000, 1500, 2500],
        "ltla24": ["E06900001", "E06900001", None],
    }
)

FIGURES = pl.DataFrame(
    [
        ("census.disabled", "E01900001", "2021", 20.0, 200.0, 1000.0, 17.6, 22.6, "census"),
        ("census.disabled", "E01900002", "2021", 10.0, 150.0, 1500.0, None, None, "census"),
    ],
    schema=list(FIGURE_COLUMNS),
    orient="row",
)

Change = Callable[[pl.DataFrame], pl.DataFrame]


def same(table: pl.DataFrame) -> pl.DataFrame:
    return table


def write(folder: Path, areas: Change = same, figures: Change = same, indicator: Indicator = SHARE) -> Path:
    """Write a small pack whose tables may be changed first."""
    levels = [
        Level(id="lsoa21", name="small area", plural="small areas", code_system="lsoa21"),
        Level(id="ltla24", name="local authority", plural="local authorities", code_system="local_authority"),
    ]
    outlines = gpd.GeoDataFrame(
        {"code": ["E01900001", "E01900002"]}, geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], crs=4326
    )
    postcodes = pl.DataFrame({"postcode": ["ZZ11AA"], "easting": [1], "northing": [1], "area": ["E01900001"]})
    lookup = pl.DataFrame({"from_code": ["E01800001"], "to_code": ["E01900001"], "change": ["U"]})
    with PackWriter(folder, DataPackage(name="small", title="Small", levels=levels)) as writer:
        writer.add_table("areas", areas(AREAS), role="areas")
        writer.add_table("indicators", indicators_to_table([indicator]), role="indicators")
        writer.add_table("figures", figures(FIGURES), role="figures")
        writer.add_table("postcodes", postcodes, role="postcodes")
        writer.add_table("lookup", lookup, role="lookup:lsoa11:lsoa21")
        writer.add_boundaries("lsoa21", outlines)
    return folder


def problems(folder: Path) -> list[str]:
    return [f"{finding.file}: {finding.problem}" for finding in verify_pack(folder, silent)]


def changed(column: str, value: object, row: int = 0) -> Change:
    """Return a change of one cell."""

    def change(table: pl.DataFrame) -> pl.DataFrame:
        cells = table[column].to_list()
        cells[row] = value
        return table.with_columns(pl.Series(column, cells))

    return change


def test_a_good_pack_has_no_fault(tmp_path: Path) -> None:
    assert problems(write(tmp_path / "pack")) == []


def test_a_wrong_checksum_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "pack") / "figures.parquet"
    content = bytearray(path.read_bytes())
    content[20] ^= 255
    path.write_bytes(content)
    assert problems(tmp_path / "pack") == ["figures.parquet: The checksum is wrong: the file was changed."]


def test_a_truncated_file_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "pack") / "figures.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    (found,) = problems(tmp_path / "pack")
    assert found.startswith("figures.parquet: The file is cut short")


def test_truncated_parquet_is_told_even_where_size_and_checksum_were_adjusted(tmp_path: Path) -> None:
    from seedbed.sources.pack_files import sha256

    path = write(tmp_path / "pack") / "figures.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    describe(tmp_path / "pack", "figures", bytes=path.stat().st_size, hash=sha256(path))
    (found,) = problems(tmp_path / "pack")
    assert found.startswith("figures.parquet: It is not a whole Parquet file")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (write(tmp_path / "pack") / "postcodes.parquet").unlink()
    assert problems(tmp_path / "pack") == ["postcodes.parquet: The file is missing."]


def test_a_wrong_count_of_rows_is_told(tmp_path: Path) -> None:
    describe(write(tmp_path / "pack"), "postcodes", rows=7)
    assert problems(tmp_path / "pack") == ["postcodes.parquet: The table has 1 rows, not 7."]


def test_a_column_of_another_type_is_told(tmp_path: Path) -> None:
    fields = [{"name": "postcode", "type": "Int64"}]
    describe(write(tmp_path / "pack"), "postcodes", schema={"fields": fields})
    assert problems(tmp_path / "pack") == ["postcodes.parquet: The column postcode is String, not Int64."]


def test_a_described_column_that_is_absent_is_told(tmp_path: Path) -> None:
    fields = [{"name": "colour", "type": "String"}]
    describe(write(tmp_path / "pack"), "postcodes", schema={"fields": fields})
    assert problems(tmp_path / "pack") == ["postcodes.parquet: The column colour is missing."]


def test_a_path_that_leaves_the_pack_is_told(tmp_path: Path) -> None:
    describe(write(tmp_path / "pack"), "postcodes", path="../../etc/passwd")
    (found,) = problems(tmp_path / "pack")
    assert "outside the pack" in found


def test_a_folder_that_is_no_pack_is_told(tmp_path: Path) -> None:
    (found,) = problems(tmp_path)
    assert "not a data pack" in found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (changed("code", "E01900002"), "more than once"),
        (changed("code", "E0190001"), "not of the form"),
        (changed("population", 0), "has no residents"),
        (changed("population", -5), "has no residents"),
        (changed("population", None), "has no residents"),
        (changed("ltla24", "E06999999"), "not in the pack"),
        (changed("level", "parish"), "unknown level"),
    ],
)
def test_faults_of_areas_are_told(tmp_path: Path, change: Change, told: str) -> None:
    found = [each for each in problems(write(tmp_path / "pack", areas=change)) if each.startswith("areas.parquet")]
    assert any(told in each for each in found), found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (changed("indicator", "census.unheard_of"), "not in the catalogue"),
        (changed("area", "E01999999"), "not in the pack"),
        (changed("area", "E01900002"), "more than once"),
        (changed("value", 21.0), "unlike its numerator/denominator"),
        (changed("ci_low", 20.5), "outside its own limits"),
    ],
)
def test_faults_of_figures_are_told(tmp_path: Path, change: Change, told: str) -> None:
    found = problems(write(tmp_path / "pack", figures=change))
    assert any(each.startswith("figures.parquet") and told in each for each in found), found


def test_a_score_need_not_be_numerator_over_denominator(tmp_path: Path) -> None:
    score = replace(SHARE, kind="score")
    assert problems(write(tmp_path / "pack", figures=changed("value", 21.0), indicator=score)) == []


def test_a_value_rounded_by_its_publisher_is_no_fault(tmp_path: Path) -> None:
    assert problems(write(tmp_path / "pack", figures=changed("value", 20.05))) == []


def test_figures_of_an_older_vintage_need_codes_of_its_form_only(tmp_path: Path) -> None:
    older = replace(SHARE, level="lsoa01")
    assert problems(write(tmp_path / "good", figures=changed("area", "E01700001"), indicator=older)) == []
    (found,) = problems(write(tmp_path / "bad", figures=changed("area", "E02700001"), indicator=older))
    assert "not in the pack" in found


def test_an_area_without_a_boundary_is_told(tmp_path: Path) -> None:
    def one_more(table: pl.DataFrame) -> pl.DataFrame:
        third = table.head(1).with_columns(pl.lit("E01900003").alias("code"))
        return pl.concat([table, third])

    found = problems(write(tmp_path / "pack", areas=one_more))
    assert found == ["boundaries_lsoa21.parquet: E01900003 has no boundary."]


def test_a_pack_without_levels_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "pack") / "datapackage.json"
    document = json.loads(path.read_text())
    path.write_text(json.dumps(document | {"levels": []}))
    assert problems(tmp_path / "pack") == ["datapackage.json: The pack names no levels of area."]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": 3}', b"\xff\xfe", b"null", b'{"name": "a"}'])
def test_a_description_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "datapackage.json").write_bytes(content)
    (found,) = problems(tmp_path)
    assert "description of the pack" in found


def test_a_file_in_place_of_a_pack_is_told(tmp_path: Path) -> None:
    (tmp_path / "pack").write_text("hello")
    (found,) = problems(tmp_path / "pack")
    assert "not a data pack" in found


def test_a_pack_without_figures_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "pack")
    path = folder / "datapackage.json"
    document = json.loads(path.read_text())
    document["resources"] = [each for each in document["resources"] if each["role"] != "figures"]
    path.write_text(json.dumps(document))
    assert problems(folder) == ["datapackage.json: The pack has no table of figures."]


def describe(folder: Path, resource: str, **changes: object) -> None:
    """Change what the description says of one file."""
    path = folder / "datapackage.json"
    document = json.loads(path.read_text())
    for each in document["resources"]:
        if each["name"] == resource:
            each.update(changes)
    path.write_text(json.dumps(document))
