from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from seedbed.errors import UsageError
from seedbed.formats.datapackage import DataPackage, Level
from seedbed.sources.codes import CODE_SYSTEMS, check_small_areas, convert_2011, systems_of, tidy_codes
from seedbed.sources.packs import Pack, PackWriter
from tests.unit.sources.england.small_england import SMALL, lookup_2011


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Eight small areas of today, one authority, and what areas of 2011 became."""
    folder: Path = tmp_path_factory.mktemp("codes") / "pack"
    levels = [
        Level(id="lsoa21", name="small area", plural="small areas", code_system="lsoa21"),
        Level(id="ltla24", name="local authority", plural="local authorities", code_system="local_authority"),
    ]
    areas = pl.DataFrame(
        {
            "code": [*SMALL, "E06900001"],
            "name": [*(f"Riverside {code[-1]}" for code in SMALL), "Riverside"],
            "level": ["lsoa21"] * 8 + ["ltla24"],
        }
    )
    lookup = lookup_2011().rename({"lsoa11_code": "from_code", "lsoa21_code": "to_code", "change_code": "change"})
    with PackWriter(folder, DataPackage(name="small", title="", levels=levels)) as writer:
        writer.add_table("areas", areas, role="areas")
        writer.add_table("lookup", lookup, role="lookup:lsoa11:lsoa21")
    return Pack.open(folder)


@pytest.mark.parametrize(
    ("code", "system"),
    [
        ("E00004222", "oa"),
        ("E01004222", "lsoa21"),
        ("E01004222", "lsoa11"),
        ("W01000001", "lsoa21"),
        ("E02000864", "msoa"),
        ("E05009319", "ward"),
        ("E06000062", "local_authority"),
        ("E07000154", "local_authority"),
        ("E08000037", "local_authority"),
        ("E09000030", "local_authority"),
        ("E12000007", "region"),
        ("E38000255", "sub_icb"),
        ("E54000029", "icb"),
        ("E92000001", "country"),
        ("Z0100012", "invented"),
    ],
)
def test_a_code_is_of_its_system(code: str, system: str) -> None:
    assert CODE_SYSTEMS[system] in systems_of(code)


@pytest.mark.parametrize("word", ["", "E0100422", "E010042221", "e01004222", "S01006506", "neighbourhood", "E01OO4222"])
def test_what_is_no_code_is_of_no_system(word: str) -> None:
    assert systems_of(word) == []


def test_known_codes_come_back_once_and_in_order(pack: Pack) -> None:
    assert check_small_areas(pack, [SMALL[3], f" {SMALL[0]} ", SMALL[3]]) == [SMALL[3], SMALL[0]]


def test_no_code_is_refused(pack: Pack) -> None:
    with pytest.raises(UsageError, match="No small area"):
        check_small_areas(pack, [" "])


def test_an_unknown_code_is_named(pack: Pack) -> None:
    with pytest.raises(UsageError, match="E01777777"):
        check_small_areas(pack, [SMALL[0], "E01777777"])


def test_a_larger_area_is_named_as_such(pack: Pack) -> None:
    with pytest.raises(UsageError, match="E06900001 is not a small area"):
        check_small_areas(pack, ["E06900001"])


def test_a_2011_code_is_named_with_what_it_became(pack: Pack) -> None:
    with pytest.raises(UsageError, match=f"E01800003 became {SMALL[2]} and {SMALL[3]}") as caught:
        check_small_areas(pack, [SMALL[0], "E01800003"])
    assert "--convert-2011" in caught.value.next_step


def test_mixed_vintages_are_named(pack: Pack) -> None:
    with pytest.raises(UsageError, match="mix small areas of 2011 and 2021") as caught:
        check_small_areas(pack, ["E01800003", SMALL[5]])
    assert "Only in 2011: E01800003. Only in 2021: E01900006" in caught.value.why


def test_unchanged_areas_convert_to_themselves(pack: Pack) -> None:
    assert convert_2011(pack, SMALL[:2]).codes == SMALL[:2]


def test_a_split_area_converts_to_all_its_parts(pack: Pack) -> None:
    converted = convert_2011(pack, ["E01800003"])
    assert converted.codes == [SMALL[2], SMALL[3]]
    assert "1 of the small areas of 2011 became 2 of 2021" in converted.explanation


def test_merged_areas_convert_when_all_are_given(pack: Pack) -> None:
    assert convert_2011(pack, ["E01800005", "E01800004"]).codes == [SMALL[4]]


def test_part_of_a_merged_area_is_refused_and_the_rest_named(pack: Pack) -> None:
    with pytest.raises(UsageError, match=f"{SMALL[4]} of 2021 was also made from E01800005"):
        convert_2011(pack, ["E01800004"])


def test_a_tangle_converts_when_whole(pack: Pack) -> None:
    assert convert_2011(pack, ["E01800006", "E01800007"]).codes == [SMALL[5], SMALL[6]]


def test_part_of_a_tangle_is_refused(pack: Pack) -> None:
    with pytest.raises(UsageError, match="E01800006"):
        convert_2011(pack, ["E01800007"])


def test_converting_mixed_vintages_is_refused(pack: Pack) -> None:
    with pytest.raises(UsageError, match="mix small areas"):
        convert_2011(pack, ["E01800003", SMALL[5]])


def test_converting_an_unknown_code_is_refused(pack: Pack) -> None:
    with pytest.raises(UsageError, match="E01777777"):
        convert_2011(pack, ["E01777777"])


def test_codes_are_told_apart_however_they_are_typed() -> None:
    assert tidy_codes(" e01004222 ,E01004222\nE01004223;\tz1a hello") == ["E01004222", "E01004223", "Z1A", "hello"]


def test_the_name_of_a_pack_stays_as_it_is() -> None:
    assert tidy_codes("zeta") == ["zeta"]
