from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import geopandas as gpd
import polars as pl
import pytest
import shapely

from seedbed.errors import BadInputError, MissingDataError, UserError
from seedbed.sources.england.recipe import BuildReport, build_england
from seedbed.sources.packs import Pack
from seedbed.sources.verify import verify_pack
from seedbed.workflows.progress import silent
from tests.unit.sources.england.small_england import (
    AUTHORITY,
    HOUSEHOLDS,
    OWNED_OUTRIGHT,
    POPULATION,
    SMALL,
    WELSH,
    write_more,
    write_required,
)

Built = tuple[Pack, BuildReport]


def build(folder: Path, target: Path) -> BuildReport:
    return build_england(folder, target, created=date(2026, 1, 1), progress=silent)


def value_of(pack: Pack, indicator: str, area: str) -> dict[str, float]:
    row = pack.figures([area], [indicator]).collect()
    assert len(row) == 1
    return row.row(0, named=True)


def test_the_small_pack_is_whole(small_england: Built) -> None:
    assert verify_pack(small_england[0].folder, silent) == []


def test_wales_is_left_out_and_that_is_told(small_england: Built) -> None:
    pack, report = small_england
    assert WELSH not in set(pack.areas["code"])
    assert "Small areas of Wales were left out: 1." in report.notes


def test_residents_of_larger_areas_add_up(small_england: Built) -> None:
    areas = small_england[0].areas
    people = dict(areas.select("code", "population").iter_rows())
    assert people["E06900001"] == sum(POPULATION[:6])
    assert people["E92000001"] == sum(POPULATION)


def test_centres_of_larger_areas_are_weighted_by_residents(small_england: Built) -> None:
    area = small_england[0].areas.filter(pl.col("code") == "E07900001").row(0, named=True)
    assert area["longitude"] == pytest.approx((1600 * 0.065 + 1700 * 0.075) / 3300)


def test_a_count_keeps_its_numerator_and_denominator(small_england: Built) -> None:
    row = value_of(small_england[0], "census2021.tenure.owned_outright", SMALL[0])
    assert (row["value"], row["numerator"], row["denominator"]) == (20.0, 100.0, 500.0)


def test_counts_of_larger_areas_are_sums(small_england: Built) -> None:
    row = value_of(small_england[0], "census2021.tenure.owned_outright", "E06900001")
    assert row["numerator"] == sum(OWNED_OUTRIGHT[:6])
    assert row["denominator"] == 6 * HOUSEHOLDS


def test_scores_of_larger_areas_are_means_weighted_by_residents(small_england: Built) -> None:
    row = value_of(small_england[0], "iod2025.imd.score", "E07900001")
    assert row["value"] == pytest.approx((1600 * 20 + 1700 * 10) / 3300)
    assert row["numerator"] is None


def test_rates_of_the_indices_are_per_cent(small_england: Built) -> None:
    assert value_of(small_england[0], "iod2025.income.score", SMALL[0])["value"] == 50.0


def test_counts_of_people_are_added_up_where_no_part_is_hidden(small_england: Built) -> None:
    rows = small_england[0].figures(indicators=["iod2025.income_people"]).collect()
    counts = dict(rows.select("area", "value").iter_rows())
    assert counts["E07900001"] == 160 + 170
    assert "E06900001" not in counts


def test_ranks_and_deciles_are_never_put_together(small_england: Built) -> None:
    pack = small_england[0]
    rows = pack.figures(indicators=["iod2025.imd.rank", "iod2025.imd.decile"]).collect()
    assert set(rows["area"]) == set(SMALL)


def test_residents_of_the_most_deprived_fifth_are_counted(small_england: Built) -> None:
    row = value_of(small_england[0], "iod2025.residents_in_most_deprived_fifth", "E06900001")
    assert row["numerator"] == POPULATION[0] + POPULATION[1]
    assert row["denominator"] == sum(POPULATION[:6])


def test_wards_without_boundaries_get_those_of_their_small_areas(small_england: Built) -> None:
    pack = small_england[0]
    wards = pack.boundaries("ward24").set_index("code")
    assert wards.loc["E05900001", "geometry"].area == pytest.approx(2 * 0.01 * 0.01, rel=0.01)
    assert len(wards) == 3


def test_a_hole_written_as_a_part_of_its_own_stays_a_hole(tmp_path: Path) -> None:
    folder = write_required(tmp_path / "files")
    path = folder / "lsoa21_bgc_england.geoparquet"
    table = gpd.read_parquet(path)
    twice = shapely.MultiPolygon([shapely.box(0, 51.5, 0.01, 51.51), shapely.box(0.002, 51.502, 0.004, 51.504)])
    table.loc[0, "geometry"] = twice
    table.to_parquet(path)
    build(folder, tmp_path / "pack")
    mended = Pack.open(tmp_path / "pack").boundaries("lsoa21", [SMALL[0]]).geometry.iloc[0]
    assert mended.is_valid
    assert mended.area == pytest.approx(0.0001 - 0.000004)


def test_sites_outside_england_are_left_out(small_england: Built) -> None:
    sites = small_england[0].scan("sites").collect()
    assert sites["name"].to_list() == ["Mill Lane Surgery", "Corner Pharmacy"]
    assert sites["id"].n_unique() == 2


def test_postcodes_come_in_order(small_england: Built) -> None:
    assert small_england[0].scan("postcodes").collect()["postcode"].to_list() == ["ZZ11AA", "ZZ12AB"]


def test_what_was_not_in_the_folder_is_listed(small_england: Built) -> None:
    left = {each.dataset for each in small_england[1].left_out}
    assert {"fingertips", "iod2019", "census_ethnicity"} <= left
    assert "areas" not in left


def test_every_indicator_tells_its_publisher_licence_and_unit(small_england: Built) -> None:
    for indicator in small_england[0].indicators.values():
        assert indicator.publisher
        assert indicator.licence
        assert indicator.unit
        assert indicator.period
        assert indicator.method


def test_criteria_name_indicators_that_are_in_the_pack(small_england: Built) -> None:
    pack = small_england[0]
    assert {each["indicator"] for each in pack.package.criteria if "indicator" in each} <= set(pack.indicators)


def test_four_files_are_enough(tmp_path: Path) -> None:
    report = build(write_required(tmp_path / "files"), tmp_path / "pack")
    assert report.small_areas == 8
    assert verify_pack(tmp_path / "pack", silent) == []


def test_the_parent_of_a_larger_area_is_where_most_of_its_residents_live(tmp_path: Path) -> None:
    folder = write_required(tmp_path / "files")
    lookup = pl.read_parquet(folder / "lookup_lsoa21.parquet")
    moved = pl.when(pl.col("lsoa21_code") == SMALL[5]).then(pl.lit(AUTHORITY[7])).otherwise(pl.col("ltla24_code"))
    lookup.with_columns(moved.alias("ltla24_code")).write_parquet(folder / "lookup_lsoa21.parquet")
    build(folder, tmp_path / "pack")
    areas = Pack.open(tmp_path / "pack").areas
    assert areas.filter(pl.col("code") == "E02900002")["ltla24"].to_list() == ["E06900001"]


def test_a_missing_required_file_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    folder = write_required(tmp_path / "files")
    (folder / "imd2025_lsoa21.parquet").unlink()
    with pytest.raises(MissingDataError, match=r"imd2025_lsoa21\.parquet") as caught:
        build(folder, tmp_path / "out" / "pack")
    assert "seedbed data sources" in caught.value.next_step
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="nowhere"):
        build(tmp_path / "nowhere", tmp_path / "pack")


def test_a_truncated_file_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    folder = write_more(tmp_path / "files")
    path = folder / "census21_profile_lsoa21.parquet"
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadInputError, match=r"census21_profile_lsoa21\.parquet is not a whole Parquet file"):
        build(folder, tmp_path / "out" / "pack")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    folder = write_required(tmp_path / "files")
    path = folder / "imd2025_lsoa21.parquet"
    pl.read_parquet(path).drop("imd_rank").write_parquet(path)
    with pytest.raises(BadInputError, match=r"imd2025_lsoa21\.parquet: no column imd_rank"):
        build(folder, tmp_path / "pack")


def test_a_small_area_without_residents_is_refused(tmp_path: Path) -> None:
    folder = write_required(tmp_path / "files")
    path = folder / "census21_age_lsoa21.parquet"
    people = pl.when(pl.col("lsoa21_code") == SMALL[3]).then(0).otherwise(pl.col("total"))
    pl.read_parquet(path).with_columns(people.alias("total")).write_parquet(path)
    with pytest.raises(BadInputError, match=SMALL[3]):
        build(folder, tmp_path / "pack")


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = write_required(tmp_path / "files")
    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(UserError, match="No space left on device"):
        build(folder, tmp_path / "out" / "pack")
    assert list((tmp_path / "out").iterdir()) == []


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, total: float, what: str) -> None:
        if what == "Census: tenure":
            raise KeyboardInterrupt

    folder = write_more(tmp_path / "files")
    with pytest.raises(KeyboardInterrupt):
        build_england(folder, tmp_path / "out" / "pack", created=date(2026, 1, 1), progress=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    folder = write_required(tmp_path / "files")
    target = tmp_path / "mine"
    target.mkdir()
    (target / "letter.txt").write_text("keep me")
    with pytest.raises(UserError, match="other files"):
        build(folder, target)
    assert (target / "letter.txt").read_text() == "keep me"


def test_building_again_replaces_the_pack(tmp_path: Path) -> None:
    build(write_required(tmp_path / "files"), tmp_path / "pack")
    build(write_more(tmp_path / "files"), tmp_path / "pack")
    assert Pack.open(tmp_path / "pack").resources("sites")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "pack"]
