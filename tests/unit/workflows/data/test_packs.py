from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, MissingDataError
from seedbed.sources.england.datasets import DATASETS
from seedbed.workflows.data import packs as data
from tests.unit.sources.england.small_england import SMALL, write_more

TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("data")
    data.build(write_more(base / "files"), base / "pack", today=TODAY)
    return base / "pack"


def test_a_build_tells_what_it_used_and_what_comes_next(tmp_path: Path) -> None:
    document = data.build(write_more(tmp_path / "files"), tmp_path / "pack", today=TODAY)
    assert document.small_areas == len(SMALL)
    assert "census_tenure" in {each.dataset for each in document.used}
    assert "fingertips" in {each.dataset for each in document.left_out}
    assert document.next_step == f"seedbed data add {tmp_path / 'pack'}"


def test_an_added_pack_is_listed_with_its_residents(built: Path, tmp_path: Path) -> None:
    data.add(built, tmp_path)
    (pack,) = data.list_packs(tmp_path).packs
    assert (pack.name, pack.population, pack.invented) == ("england", 10_800, False)
    assert {level.id: level.areas for level in pack.levels}["ltla24"] == 2


def test_a_broken_pack_is_listed_apart(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "broken"
    folder.mkdir(parents=True)
    document = data.list_packs(tmp_path)
    assert document.packs == []
    assert "datapackage.json" in document.broken[0].problem


def test_a_pack_is_verified_by_name_and_by_folder(built: Path, tmp_path: Path) -> None:
    data.add(built, tmp_path)
    for name in ("england", str(built), None):
        document = data.verify(name, tmp_path)
        assert document.whole
        assert document.packs[0].faults == []


def test_a_fault_is_refused_naming_the_file(built: Path, tmp_path: Path) -> None:
    data.add(built, tmp_path)
    path = tmp_path / "packs" / "england" / "areas.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    document = data.verify(None, tmp_path)
    assert not document.whole
    with pytest.raises(BadInputError, match=r"areas\.parquet"):
        data.refuse_faults(document)


def test_nothing_to_verify_says_how_to_get_data(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="No pack is installed"):
        data.verify(None, tmp_path)
    with pytest.raises(MissingDataError, match="wales"):
        data.verify("wales", tmp_path)


def test_sources_tell_every_dataset_with_licence_and_address() -> None:
    document = data.sources()
    assert [each.dataset for each in document.sources] == list(DATASETS)
    assert all(each.licence and each.url.startswith("https://") for each in document.sources)
