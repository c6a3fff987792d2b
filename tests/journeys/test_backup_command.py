"""Back up, wipe, restore: with the real command, as whoever runs a site does it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from seedbed.reports.operations_documents import BackupDocument, DoctorDocument, RestoreDocument
from tests.backed_up.commands import ask_site, document, seedbed
from tests.backed_up.site import SAID
from tests.postgres import PostgresAbsentError, start_postgres

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("backups")]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site on SQLite, and its backup beside it; copied, never changed."""
    home = tmp_path_factory.mktemp("filled") / "home"
    receipts = ask_site("fill", home=home)["receipts"]
    ask_site("withdraw", receipts[0], home=home)
    document("backup", home.parent / "backup", home=home)
    (home.parent / "receipts.json").write_text(json.dumps(receipts))
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """A folder that was wiped, but for what is kept apart from backups."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    for name in ("secret-key", "withdrawals.jsonl"):
        shutil.copy(filled / name, folder / name)
    return folder


@pytest.fixture
def backup(filled: Path) -> Path:
    return filled.parent / "backup"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """Address of a server; each test makes a database of its own."""
    try:
        with start_postgres() as address:
            yield address
    except PostgresAbsentError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"SKIPPED: {error}")


def _database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server.rpartition('/')[0]}/{name}"


def _remade(backup: Path, made: Path, **changes: Any) -> Path:
    """Write a backup anew with another manifest."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
            new.writestr(name, content)
    return made


def test_a_wiped_site_is_restored_as_it_was(filled: Path, home: Path, backup: Path) -> None:
    before = ask_site("look", home=filled)
    told = document("restore", backup, "--into", home, home=home)
    after = ask_site("look", home=home)
    assert after["words"] == before["words"] == [SAID[0], *SAID[1:]]
    assert after["hidden"] == before["hidden"] == [SAID[0]]
    assert after["files"] == before["files"]
    assert after["files"]["step1/profile.html"] == "made"
    assert {name: after["counts"][name] for name in told["rows"] if name in after["counts"]} == {
        # That it was restored is recorded in it.
        name: many + (name == "people_auditevent")
        for name, many in told["rows"].items()
        if name in after["counts"]
    }
    assert document("audit", "verify", home=home)["whole"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.rglob("*") if path.name != "withdrawals.jsonl")


def test_what_was_taken_back_after_the_backup_is_taken_back_in_the_restored_site(
    filled: Path, home: Path, backup: Path
) -> None:
    later = home.parent / "later"
    shutil.copytree(filled, later)
    ask_site("withdraw", json.loads((filled.parent / "receipts.json").read_text())[1], home=later)
    shutil.copy(later / "withdrawals.jsonl", home)
    assert document("restore", backup, home=home)["withdrawals"] == 1
    assert ask_site("look", home=home)["hidden"] == [*SAID[:2]]


def test_without_the_list_of_withdrawals_nothing_is_restored_unless_it_is_lost(home: Path, backup: Path) -> None:
    (home / "withdrawals.jsonl").unlink()
    done = seedbed("restore", backup, home=home)
    assert done.returncode == 2
    assert "words that people took back would show again" in done.stderr
    assert [path.name for path in home.iterdir()] == ["secret-key"]
    assert seedbed("restore", backup, "--without-withdrawals", home=home).returncode == 0


def test_an_encrypted_backup_holds_no_word_and_opens_with_its_passphrase_alone(
    filled: Path, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "right").write_text("four words nobody guesses\n")
    (tmp_path / "wrong").write_text("four other words altogether\n")
    made = tmp_path / "encrypted"
    assert document("backup", made, "--passphrase-file", tmp_path / "right", home=filled)["encrypted"]
    assert b"tables/" not in made.read_bytes()
    for options in ((), ("--passphrase-file", tmp_path / "wrong")):
        done = seedbed("restore", made, *options, home=home)
        assert done.returncode == 2
        assert done.stderr.startswith("Error: The backup")
    document("restore", made, "--passphrase-file", tmp_path / "right", home=home)
    assert ask_site("look", home=home)["words"] == [*SAID]


def test_a_backup_for_a_recipient_opens_with_their_key(filled: Path, home: Path, tmp_path: Path) -> None:
    assert seedbed("backup", "--new-key", tmp_path / "key", home=filled).returncode == 0
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    document("backup", tmp_path / "made", "--recipient", tmp_path / "key.pub", home=filled)
    assert document("restore", tmp_path / "made", "--key-file", tmp_path / "key", "--check", home=home)["checked_only"]
    assert seedbed("restore", tmp_path / "made", "--key-file", tmp_path / "key.pub", home=home).returncode == 3


def test_a_short_passphrase_is_refused(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "short").write_text("seedbed\n")
    assert seedbed("backup", tmp_path / "b", "--passphrase-file", tmp_path / "short", home=filled).returncode == 2


def test_a_site_that_is_there_is_never_overwritten(filled: Path, backup: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    shutil.copytree(filled, there)
    (there / "audit-heads").unlink(missing_ok=True)
    before = {path: path.read_bytes() for path in there.rglob("*") if path.is_file()}
    done = seedbed("restore", backup, home=there)
    assert done.returncode == 2
    assert "There is a site already: it holds files and seedbed.sqlite3" in done.stderr
    assert {path: path.read_bytes() for path in there.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("size", [0, 100, -1])
def test_a_cut_file_is_refused_and_nothing_is_made(home: Path, backup: Path, tmp_path: Path, size: int) -> None:
    (tmp_path / "cut").write_bytes(backup.read_bytes()[:size])
    done = seedbed("restore", tmp_path / "cut", "--into", tmp_path / "new", home=home)
    assert done.returncode == 3
    assert done.stderr.startswith("Error: ")
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_newer_release_is_refused_with_which(home: Path, backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        known = json.loads(archive.read("manifest.json"))["migrations"]
    newer = {**known, "people": [*known["people"], "0999_from_tomorrow"]}
    done = seedbed("restore", _remade(backup, tmp_path / "b", seedbed="9.9.9", migrations=newer), home=home)
    assert done.returncode == 3
    assert "Seedbed 9.9.9 made it" in done.stderr
    assert "0999_from_tomorrow" in done.stderr


def test_a_backup_whose_audit_trail_was_changed_is_refused(filled: Path, home: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(filled, changed)
    with sqlite3.connect(changed / "seedbed.sqlite3") as connection:
        connection.execute("DROP TRIGGER audit_event_is_kept_update")
        connection.execute("UPDATE people_auditevent SET subject = 'scope:9' WHERE sequence = 3")
    connection.close()
    document("backup", tmp_path / "b", home=changed)
    done = seedbed("restore", tmp_path / "b", home=home)
    assert done.returncode == 3
    assert "3 was changed" in done.stderr
    assert not (home / "seedbed.sqlite3").exists()


@pytest.mark.parametrize("limit", [8_000, 80_000])
def test_a_full_disk_while_backing_up_leaves_nothing_and_is_told(filled: Path, tmp_path: Path, limit: int) -> None:
    done = seedbed("backup", tmp_path / "b", home=filled, file_limit=limit)
    assert done.returncode == 2
    assert "is full" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("limit", [100_000, 900_000])
def test_a_full_disk_while_restoring_leaves_nothing_and_is_told(home: Path, backup: Path, limit: int) -> None:
    done = seedbed("restore", backup, home=home, file_limit=limit)
    assert done.returncode == 2, done.stderr
    assert "is full" in done.stderr
    assert sorted(path.name for path in home.iterdir()) == ["secret-key", "withdrawals.jsonl"]


def test_a_backup_of_either_database_restores_into_either(
    filled: Path, home: Path, backup: Path, postgres: str, tmp_path: Path
) -> None:
    before = ask_site("look", home=filled)
    database = _database(postgres, "first")
    document("restore", backup, home=home, database=database)
    there = ask_site("look", home=home, database=database)
    assert (there["words"], there["hidden"]) == (before["words"], before["hidden"])
    document("backup", tmp_path / "from-postgres", home=home, database=database)
    back = tmp_path / "back"
    back.mkdir()
    shutil.copy(home / "withdrawals.jsonl", back)
    document("restore", tmp_path / "from-postgres", home=back)
    again = ask_site("look", home=back)
    assert (again["words"], again["hidden"], again["files"]) == (before["words"], before["hidden"], before["files"])
    assert document("audit", "verify", home=back)["whole"]


def test_a_database_that_holds_a_site_is_never_overwritten(home: Path, backup: Path, postgres: str) -> None:
    database = _database(postgres, "second")
    document("restore", backup, home=home, database=database)
    for path in ("files", "audit-heads"):
        shutil.rmtree(home / path) if (home / path).is_dir() else (home / path).unlink()
    done = seedbed("restore", backup, home=home, database=database)
    assert done.returncode == 2
    assert "There is a site in it already" in done.stderr


def test_each_prints_one_document_of_its_stated_form(filled: Path, backup: Path, tmp_path: Path) -> None:
    BackupDocument.model_validate(document("backup", tmp_path / "b", home=filled))
    RestoreDocument.model_validate(document("restore", backup, "--check", home=filled))
    DoctorDocument.model_validate_json(seedbed("doctor", "--json", home=filled).stdout)


def test_doctor_ends_with_3_where_something_is_bad(filled: Path, tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    shutil.copytree(filled, open_to_all)
    open_to_all.chmod(0o755)
    done = seedbed("doctor", home=open_to_all)
    assert done.returncode == 3
    assert f"Next: Run: chmod 700 {open_to_all}" in done.stdout
