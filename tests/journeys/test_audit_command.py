"""``seedbed audit verify`` as whoever runs a site calls it."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from seedbed.reports.audit_documents import AuditVerifyDocument
from tests.journeys.commands import PATIENCE, command

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a site that a few people work on."""
    home = tmp_path_factory.mktemp("audit") / "home"
    environ = {"SEEDBED_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.killed.settings"}
    environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    prepare = (sys.executable, "-m", "tests.killed.site")
    with command("prepare", environ=environ, program=prepare) as process:
        _, complained = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, complained
    return home


@pytest.fixture
def home(laid_out: Path, tmp_path: Path) -> Path:
    """A copy of it to tamper with."""
    copy = tmp_path / "home"
    copy.mkdir()
    source, target = laid_out / "seedbed.sqlite3", copy / "seedbed.sqlite3"
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target)) as after:
        before.backup(after)
    return copy


def _verify(home: Path, *options: str) -> tuple[int, str, str]:
    with command("audit", "verify", *options, environ={"SEEDBED_HOME": str(home)}) as process:
        said, complained = process.communicate(timeout=PATIENCE)
        return process.returncode, said, complained


def _tamper(home: Path, command: str) -> None:
    with closing(sqlite3.connect(home / "seedbed.sqlite3")) as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'audit_event_is_kept%'").fetchall()
        for (name,) in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(command)
        database.commit()


def test_a_whole_trail_is_said_to_be_whole(home: Path) -> None:
    code, said, told = _verify(home)
    assert (code, said) == (0, "")
    assert "The audit trail is whole" in told


def test_the_document_holds_the_head_that_a_later_run_takes(home: Path) -> None:
    code, said, _ = _verify(home, "--json")
    document = AuditVerifyDocument.model_validate_json(said)
    assert (code, document.whole, document.broken) == (0, True, None)
    assert document.head is not None
    assert document.head.sequence == document.entries
    assert _verify(home, "--since-head", document.head.hash)[0] == 0


def test_a_changed_entry_is_named_and_ends_with_exit_code_3(home: Path) -> None:
    _tamper(home, "UPDATE people_auditevent SET subject = 'user:99' WHERE sequence = 5")
    code, said, told = _verify(home, "--json")
    assert code == 3
    assert json.loads(said)["broken"]["sequence"] == 5
    assert told.splitlines()[:2] == [
        "Error: The audit trail is broken.",
        "Why: Entry 5 was changed: what it says does not fit its own hash.",
    ]


def test_an_end_that_was_cut_off_is_found_by_the_file_in_the_data_folder(home: Path) -> None:
    document = json.loads(_verify(home, "--json")[1])
    head = {"at": "2026-03-01T09:00:00+00:00", **document["head"]}
    (home / "audit-heads").write_text(json.dumps(head) + "\n", encoding="utf-8")
    last = document["head"]["sequence"]
    _tamper(home, f"DELETE FROM people_auditevent WHERE sequence = {last}")  # noqa: S608 - a number of ours
    code, _, told = _verify(home)
    assert code == 3
    assert f"Entries from {last:,} on were taken out" in told
    assert "2026-03-01" in told


@pytest.mark.parametrize("given", ["yesterday", "a" * 63, "no-such-file"])
def test_what_is_no_head_is_refused(home: Path, given: str) -> None:
    code, _, told = _verify(home, "--since-head", given)
    assert code == 2
    assert told.startswith("Error: This is no end of an audit trail.")


def test_without_a_site_it_says_how_to_start_one(tmp_path: Path) -> None:
    code, _, told = _verify(tmp_path / "nowhere")
    assert code == 4
    assert "seedbed serve" in told
    assert "--file" not in told


def test_a_site_of_an_older_release_gives_one_clear_error(home: Path) -> None:
    _tamper(home, "ALTER TABLE people_auditevent RENAME COLUMN previous TO before")
    code, _, told = _verify(home)
    assert code == 4
    assert told.splitlines()[0] == "Error: The audit trail cannot be read."
    assert "Traceback" not in told
