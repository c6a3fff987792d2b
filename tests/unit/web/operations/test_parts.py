"""The file of a backup: nothing in it is believed beyond its manifest, and damage is told before anything is used."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedbed.errors import BadInputError, UsageError, UserError
from seedbed.web.operations.manifest import FORMAT, Manifest, Table, read_manifest
from seedbed.web.operations.parts import MANIFEST, NOTE, PartsReader, reading, writing
from seedbed.web.operations.sealing import Passphrase

ROWS = b"1\tWords that nobody may lose\n" * 400


def _manifest(parts: list[Any], **changes: Any) -> Manifest:
    told: dict[str, Any] = {
        "format": FORMAT,
        "made_at": datetime(2026, 3, 1, tzinfo=UTC),
        "seedbed": "0.1.0",
        "database": "sqlite",
        "migrations": {"people": ["0001_initial"]},
        "head": None,
        "withdrawals": 0,
        "tables": {"people_user": Table(columns=["id", "name"], rows=400)},
        "parts": parts,
    }
    return Manifest(**(told | changes))


def _write(path: Path, secret: Passphrase | None = None, files: tuple[str, ...] = ("home/files/a.txt",)) -> Path:
    with path.open("wb") as file, writing(file, secret) as parts:
        parts.add("tables/people_user.tsv", [ROWS[:100], ROWS[100:]])
        for name in files:
            parts.add(name, [b"made"])
        parts.finish(_manifest(parts.parts))
    return path


def _read(path: Path, secret: Passphrase | None = None) -> dict[str, bytes]:
    with reading(path, secret) as parts:
        return {part.name: b"".join(parts.blocks(part)) for part in parts.manifest.parts}


def _read_or_refused(path: Path) -> bytes:
    try:
        return _read(path)["tables/people_user.tsv"]
    except UserError as error:
        return b"refused" if "backup" in error.what else error.what.encode()


def _remade(path: Path, change: Any) -> Path:
    """Write a file anew with other contents: ``change`` is given its parts by name and returns pairs."""
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(held):
            archive.writestr(name, content)
    return path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    assert _read(_write(tmp_path / "b")) == {"tables/people_user.tsv": ROWS, "home/files/a.txt": b"made"}


def test_what_was_encrypted_is_read_and_holds_no_word(tmp_path: Path) -> None:
    secret = Passphrase("four words nobody guesses")
    path = _write(tmp_path / "b", secret)
    assert _read(path, secret)["tables/people_user.tsv"] == ROWS
    assert b"people_user" not in path.read_bytes()


def test_an_encrypted_file_without_a_passphrase_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="encrypted"):
        _read(_write(tmp_path / "b", Passphrase("four words nobody guesses")))


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_or_cut_file_is_refused_or_reads_as_it_was(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "b"
    whole = bytearray(_write(path).read_bytes())
    if data.draw(st.booleans()):
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    else:
        del whole[data.draw(st.integers(0, len(whole) - 1)) :]
    path.write_bytes(whole)
    assert _read_or_refused(path) in {ROWS, b"refused"}


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"\x89PNG\r\n" * 100])
def test_a_file_that_is_not_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match="backup"):
        _read(path)


def test_another_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b", "w") as archive:
        archive.writestr("photo.jpg", b"x")
    with pytest.raises(BadInputError, match="not a backup"):
        _read(tmp_path / "b")


def test_a_part_that_unpacks_to_more_than_it_says_is_stopped(tmp_path: Path) -> None:
    def swell(held: dict[str, bytes]) -> list[tuple[str, bytes]]:
        return [(name, bytes(50_000_000) if name.startswith("home") else content) for name, content in held.items()]

    with reading(_remade(_write(tmp_path / "b"), swell), None) as parts:
        part = next(each for each in parts.manifest.parts if each.name.startswith("home"))
        with pytest.raises(BadInputError, match=r"home/files/a\.txt is not the one"):
            next(parts.blocks(part))


@pytest.mark.parametrize("extra", ["home/files/more.txt", "tables/people_grant.tsv", MANIFEST, NOTE])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_the_manifest_does_not_name_is_refused(tmp_path: Path, extra: str) -> None:
    path = _remade(_write(tmp_path / "b"), lambda held: [*held.items(), (extra, b"more")])
    with pytest.raises(BadInputError, match="backup"):
        _read(path)


@pytest.mark.parametrize(
    "name",
    [
        "home/../../etc/passwd",
        "/etc/passwd",
        "home//x",
        "home/a/../b",
        "home\\x",
        "home/C:/x",
        "home",
        "x",
        "home/\x00",
        "home/secret-key",
        "home/contact-keys",
        "home/withdrawals.jsonl",
        "home/seedbed.sqlite3",
        "home/files",
        "home/demonstration/x",
    ],
)
def test_a_part_that_would_be_written_elsewhere_is_refused(name: str) -> None:
    part = {"name": name, "size": 1, "sha256": "0" * 64}
    table = {"name": "tables/people_user.tsv", "size": 1, "sha256": "0" * 64}
    told = _manifest([]).model_dump(mode="json") | {"parts": [table, part]}
    with pytest.raises(BadInputError, match="where it does not belong"):
        read_manifest(Manifest.model_construct(**told).model_dump_json(warnings=False).encode())


def _named(*names: str) -> bytes:
    parts = [{"name": name, "size": 1, "sha256": "0" * 64} for name in ("tables/people_user.tsv", *names)]
    return json.dumps(json.loads(_manifest([]).model_dump_json()) | {"parts": parts}).encode()


@pytest.mark.parametrize(
    "names",
    [
        ("home/files/a", "home/files/a/b"),
        ("home/files/a/b/c", "home/files/a"),
        ("home/packs/wales/x", "home/packs/wales"),
    ],
)
def test_a_part_inside_another_is_refused_in_words(names: tuple[str, str]) -> None:
    with pytest.raises(BadInputError, match="will not be restored") as told:
        read_manifest(_named(*names))
    assert "inside another part" in told.value.why


def test_a_name_that_begins_like_another_lies_beside_it() -> None:
    assert len(read_manifest(_named("home/files/a", "home/files/a.txt", "home/files/ab/c")).parts) == 4


@pytest.mark.parametrize("column", ["name; DROP TABLE people_user", 'a"b', ""])
def test_a_column_that_is_no_name_is_refused(column: str) -> None:
    part = {"name": "tables/people_user.tsv", "size": 1, "sha256": "0" * 64}
    tables = {"people_user": Table(columns=[column], rows=1)}
    with pytest.raises(BadInputError, match="not a backup"):
        read_manifest(_manifest([part], tables=tables).model_dump_json().encode())


def test_a_newer_form_is_told_with_its_release() -> None:
    told = _manifest([], format=FORMAT + 1, seedbed="9.9.9", tables={}).model_dump_json().encode()
    with pytest.raises(BadInputError, match=r"9\.9\.9"):
        read_manifest(told)


def test_a_full_disk_is_not_hidden_by_the_closing_of_the_file() -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            if self.tell() + len(data) > 500:
                raise OSError(28, "No space left on device")
            return super().write(data)

    with pytest.raises(OSError, match="No space left"), writing(Full(), None) as parts:
        parts.add("tables/people_user.tsv", [bytes(range(256)) * 4_000])


def test_only_what_the_manifest_names_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(_write(tmp_path / "b")) as archive:
        assert [part.name for part in PartsReader(archive).verify()] == ["tables/people_user.tsv", "home/files/a.txt"]
