"""England's pack from the real tables: known totals and the checks of the two places."""

from __future__ import annotations

import polars as pl
import pytest

from seedbed.errors import UsageError
from seedbed.sources.codes import check_small_areas, convert_2011
from seedbed.sources.packs import Pack
from seedbed.sources.verify import verify_pack
from seedbed.workflows.progress import silent

pytestmark = pytest.mark.xdist_group("england")

OLD_FORD = ["E01004222", "E01004223", "E01004226", "E01035657", "E01035658", "E01035659"]
KINGS_HEATH = ["E01027240", "E01027243", "E01027244"]


def residents(pack: Pack, codes: list[str]) -> int:
    return int(pack.areas.filter(pl.col("code").is_in(codes))["population"].sum())


def deciles(pack: Pack, codes: list[str]) -> list[float]:
    rows = pack.figures(codes, ["iod2025.imd.decile"]).collect()
    values = dict(zip(rows["area"], rows["value"], strict=True))
    return [values[code] for code in codes]


def test_every_small_area_of_england_is_there(england_pack: Pack) -> None:
    assert len(england_pack.small_areas()) == 33_755


def test_each_level_has_its_areas(england_pack: Pack) -> None:
    counts = dict(england_pack.areas.group_by("level").len().iter_rows())
    assert (counts["ltla24"], counts["icb24"], counts["region"], counts["country"]) == (296, 42, 9, 1)


def test_old_ford_has_its_residents_and_deciles(england_pack: Pack) -> None:
    assert residents(england_pack, OLD_FORD) == 11_267
    assert deciles(england_pack, OLD_FORD) == [2, 2, 3, 7, 6, 2]


def test_kings_heath_has_its_residents_and_deciles(england_pack: Pack) -> None:
    assert residents(england_pack, KINGS_HEATH) == 4_915
    assert deciles(england_pack, KINGS_HEATH) == [3, 2, 1]


def test_the_real_pack_has_no_fault(england_pack: Pack) -> None:
    assert verify_pack(england_pack.folder, silent) == []


def test_indicators_are_many_and_each_stands_once(england_pack: Pack) -> None:
    table = england_pack.scan("indicators").collect()
    assert len(table) == table["id"].n_unique()
    assert len(table) > 300


def test_every_indicator_has_figures(england_pack: Pack) -> None:
    with_figures = set(england_pack.figures().select(pl.col("indicator").unique()).collect()["indicator"])
    assert set(england_pack.indicators) == with_figures


def test_every_level_has_a_boundary_for_every_area(england_pack: Pack) -> None:
    for level in ("lsoa21", "msoa21", "ward24", "ltla24", "icb24"):
        codes = england_pack.areas.filter(pl.col("level") == level)["code"].to_list()
        assert sorted(england_pack.boundaries(level)["code"]) == sorted(codes)


def test_an_areas_share_of_a_country_is_its_share_of_the_sum(england_pack: Pack) -> None:
    rows = england_pack.figures(indicators=["census2021.disability.disabled"]).collect()
    country = rows.filter(pl.col("area") == "E92000001").row(0, named=True)
    small = rows.join(england_pack.small_areas().select(pl.col("code").alias("area")), on="area")
    disabled, everybody = (sum(small[name].to_list()) for name in ("numerator", "denominator"))
    assert country["numerator"] == disabled
    assert country["value"] == pytest.approx(100 * disabled / everybody)


def test_an_average_score_is_close_to_the_one_the_publisher_gives(england_pack: Pack, uk_data: object) -> None:
    """The publisher weights by mid-2022 residents, we by Census 2021 residents: within 1 point everywhere."""
    published = pl.read_parquet(f"{uk_data}/imd2025_ltla24.parquet").select(
        pl.col("ltla24_code").alias("area"), "imd_average_score"
    )
    ours = england_pack.figures(indicators=["iod2025.imd.score"]).collect().join(published, on="area")
    assert len(ours) == 296
    assert (ours["value"] - ours["imd_average_score"]).abs().max() < 1.0  # type: ignore[operator]


def test_a_2011_code_is_refused_with_what_it_became(england_pack: Pack) -> None:
    with pytest.raises(UsageError, match="E01004225 became"):
        check_small_areas(england_pack, ["E01004222", "E01004225"])


def test_every_2011_area_given_at_once_converts_to_every_2021_area(england_pack: Pack) -> None:
    lookup = england_pack.scan("lookup:lsoa11:lsoa21").collect()
    converted = convert_2011(england_pack, lookup["from_code"].unique().to_list())
    assert len(converted.codes) == 33_755


def test_older_deprivation_stands_under_codes_of_its_own_vintage(england_pack: Pack) -> None:
    for indicator in england_pack.package.history["iod2025.imd.rank"]:
        about = england_pack.indicators[indicator]
        assert about.level in {"lsoa01", "lsoa11"}
        assert england_pack.figures(indicators=[indicator]).select(pl.len()).collect().item() > 32_000
