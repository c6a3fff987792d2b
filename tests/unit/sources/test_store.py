from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from seedbed.errors import BadInputError, MissingDataError, UsageError, UserError
from seedbed.formats.datapackage import DataPackage, Level
from seedbed.sources.pack_files import COLUMNS, FRACTION, TEXT
from seedbed.sources.packs import Pack, PackWriter
from seedbed.sources.store import (
    add_pack,
    data_directory,
    installed_pack,
    installed_packs,
    pack_holding,
    pack_holding_all,
)


def make_pack(folder: Path, name: str, codes: list[str], older: dict[str, str] | None = None) -> Path:
    """Write a pack that has areas and, perhaps, what older codes became."""
    level = Level(id="lsoa21", name="small area", plural="small areas", code_system="lsoa21")
    kinds = {TEXT: pl.String, FRACTION: pl.Float64}
    figures = pl.DataFrame(schema={column: kinds[kind] for column, kind in COLUMNS["figures"].items()})
    with PackWriter(folder, DataPackage(name=name, title=name, levels=[level])) as writer:
        writer.add_table("areas", pl.DataFrame({"code": codes, "level": ["lsoa21"] * len(codes)}), role="areas")
        writer.add_table(
            "indicators", pl.DataFrame(schema=dict.fromkeys(COLUMNS["indicators"], pl.String)), role="indicators"
        )
        writer.add_table("figures", figures, role="figures")
        if older:
            rows = {"from_code": list(older), "to_code": list(older.values()), "change": ["U"] * len(older)}
            writer.add_table("lookup", pl.DataFrame(rows), role="lookup:lsoa11:lsoa21")
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return make_pack(tmp_path / "built", "small", ["E01900001", "E01900002"], {"E01800001": "E01900001"})


def test_the_data_folder_is_the_one_that_the_environment_names(tmp_path: Path) -> None:
    assert data_directory({"SEEDBED_DATA_DIR": str(tmp_path)}) == tmp_path


def test_without_a_name_the_data_folder_is_the_platforms_own() -> None:
    assert data_directory({}).name == "seedbed"


def test_the_home_of_nobody_is_a_folder_of_that_name() -> None:
    assert data_directory({"SEEDBED_DATA_DIR": "~nobody-of-that-name/x"}) == Path("~nobody-of-that-name/x")


def test_an_added_pack_is_installed(built: Path, tmp_path: Path) -> None:
    pack = add_pack(built, tmp_path / "data")
    assert pack.folder == tmp_path / "data" / "packs" / "small"
    assert [each.name for each in installed_packs(tmp_path / "data")] == ["small"]
    assert installed_pack("small", tmp_path / "data").areas["code"].to_list() == ["E01900001", "E01900002"]


def test_adding_again_replaces_the_pack_and_leaves_nothing_else(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    add_pack(make_pack(tmp_path / "newer", "small", ["E01900009"]), tmp_path / "data")
    assert installed_pack("small", tmp_path / "data").areas["code"].to_list() == ["E01900009"]
    assert [path.name for path in (tmp_path / "data" / "packs").iterdir()] == ["small"]


def test_adding_the_installed_pack_itself_changes_nothing(built: Path, tmp_path: Path) -> None:
    pack = add_pack(built, tmp_path / "data")
    assert add_pack(pack.folder, tmp_path / "data").areas.equals(pack.areas)


def test_a_pack_with_a_wrong_checksum_is_not_added(built: Path, tmp_path: Path) -> None:
    path = built / "areas.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=r"areas\.parquet: The checksum is wrong"):
        add_pack(built, tmp_path / "data")
    assert installed_packs(tmp_path / "data") == []


def test_a_truncated_pack_is_not_added(built: Path, tmp_path: Path) -> None:
    path = built / "areas.parquet"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BadInputError, match=r"areas\.parquet: The file is cut short"):
        add_pack(built, tmp_path / "data")


def test_a_folder_that_is_no_pack_is_not_added(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(BadInputError, match="not a data pack"):
        add_pack(tmp_path, tmp_path / "data")


def test_a_pack_that_points_outside_itself_is_not_added(built: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.parquet").write_bytes((built / "areas.parquet").read_bytes())
    _describe(built, lambda document: document["resources"][0].update(path="../secret.parquet"))
    with pytest.raises(BadInputError, match="outside the pack"):
        add_pack(built, tmp_path / "data")


def test_a_pack_whose_name_is_a_path_is_not_added(built: Path, tmp_path: Path) -> None:
    _describe(built, lambda document: document.update(name="../../elsewhere"))
    with pytest.raises(BadInputError, match="its name"):
        add_pack(built, tmp_path / "data")
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_the_older_pack_in_place(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_pack(built, tmp_path / "data")
    newer = make_pack(tmp_path / "newer", "small", ["E01900009"])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(UserError, match="No space left on device"):
        add_pack(newer, tmp_path / "data")
    assert installed_pack("small", tmp_path / "data").areas["code"].to_list() == ["E01900001", "E01900002"]
    assert [path.name for path in (tmp_path / "data" / "packs").iterdir()] == ["small"]


def test_the_pack_that_has_an_area_is_found(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    add_pack(make_pack(tmp_path / "other", "other", ["Z01"]), tmp_path / "data")
    assert pack_holding("E01900002", tmp_path / "data").name == "small"
    assert pack_holding("Z01", tmp_path / "data").name == "other"


def test_a_pack_is_found_by_its_name(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    assert pack_holding("small", tmp_path / "data").name == "small"


def test_an_older_code_belongs_to_the_pack_that_knows_what_it_became(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    assert pack_holding("E01800001", tmp_path / "data").name == "small"


def test_without_a_fitting_pack_the_two_commands_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match="No pack is installed") as caught:
        pack_holding("E01004222", tmp_path)
    assert caught.value.exit_code == 4
    assert "seedbed data build england --from FOLDER --out DIR" in caught.value.next_step
    assert "seedbed data add DIR" in caught.value.next_step


def test_a_code_of_the_right_form_that_is_not_there_is_told_as_such(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    with pytest.raises(UsageError, match="E01777777"):
        pack_holding("E01777777", tmp_path / "data")


def test_unknown_codes_of_the_right_form_are_left_to_the_pack_that_may_name_them(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    assert pack_holding_all(["E01777777", "E01777778"], tmp_path / "data").name == "small"


def test_codes_of_another_form_need_another_pack(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    with pytest.raises(MissingDataError, match=r"Installed in .*: small"):
        pack_holding_all(["S01006506"], tmp_path / "data")


def test_areas_of_one_pack_are_found_together(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    assert pack_holding_all(["E01900001", "E01777777"], tmp_path / "data").name == "small"


def test_areas_of_two_packs_are_refused(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    add_pack(make_pack(tmp_path / "other", "other", ["Z01"]), tmp_path / "data")
    with pytest.raises(UsageError, match="other and small"):
        pack_holding_all(["E01900001", "Z01"], tmp_path / "data")


def test_a_pack_that_cannot_be_read_does_not_hide_the_others(built: Path, tmp_path: Path) -> None:
    add_pack(built, tmp_path / "data")
    broken = tmp_path / "data" / "packs" / "broken"
    broken.mkdir()
    (broken / "datapackage.json").write_text("{")
    assert [each.name for each in installed_packs(tmp_path / "data")] == ["small"]


def test_an_added_pack_can_be_read_by_others(built: Path, tmp_path: Path) -> None:
    pack = add_pack(built, tmp_path / "data")
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    assert pack.folder.stat().st_mode == fresh.stat().st_mode


def _describe(folder: Path, change: object) -> None:
    path = folder / "datapackage.json"
    document = json.loads(path.read_text())
    assert callable(change)
    change(document)
    path.write_text(json.dumps(document))


def test_opening_a_pack_reads_its_description_only(built: Path) -> None:
    (built / "areas.parquet").unlink()
    assert Pack.open(built).name == "small"


@pytest.mark.parametrize("file", ["areas.parquet", "figures.parquet"])
def test_one_changed_bit_is_met_when_the_file_is_read(built: Path, tmp_path: Path, file: str) -> None:
    pack = add_pack(built, tmp_path / "data")
    path = pack.folder / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(BadInputError, match="damaged") as refused:
        pack.scan(path.stem)
    assert str(path) in refused.value.why
    assert "checksum" in refused.value.why


def test_a_table_without_a_needed_column_is_refused_by_name(tmp_path: Path) -> None:
    level = Level(id="lsoa21", name="small area", plural="small areas", code_system="lsoa21")
    with PackWriter(tmp_path / "odd", DataPackage(name="odd", title="", levels=[level])) as writer:
        writer.add_table("areas", pl.DataFrame({"code": [1], "level": ["lsoa21"]}), role="areas")
    with pytest.raises(BadInputError) as refused:
        Pack.open(tmp_path / "odd").scan("areas")
    assert "column code" in refused.value.why


def test_a_pack_without_figures_is_not_added(tmp_path: Path) -> None:
    level = Level(id="lsoa21", name="small area", plural="small areas", code_system="lsoa21")
    with PackWriter(tmp_path / "bare", DataPackage(name="bare", title="", levels=[level])) as writer:
        writer.add_table("areas", pl.DataFrame({"code": ["E01900001"], "level": ["lsoa21"]}), role="areas")
    with pytest.raises(BadInputError):
        add_pack(tmp_path / "bare", tmp_path / "data")
    assert not (tmp_path / "data" / "packs").exists()
