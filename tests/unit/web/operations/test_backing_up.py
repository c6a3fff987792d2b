"""A backup holds one moment of the site and none of its keys; until it is whole nothing has its name."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from seedbed.errors import MissingDataError, UsageError, UserError
from seedbed.web.operations.actions import note_backup
from seedbed.web.operations.backing_up import make_backup
from seedbed.web.operations.queries import last_backup
from seedbed.web.operations.snapshots import snapshot
from seedbed.web.people.actions import create_account
from seedbed.web.people.audit import record
from seedbed.web.people.audit_heads import keep_head
from seedbed.web.people.models import AuditEvent, Scope, User
from tests.unit.web.conftest import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olu(site: Scope) -> User:
    return create_account(by=None, name='Olu "\\N"', email="olu@example.org")


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_it_holds_the_rows_of_all_tables_and_the_end_of_the_audit_trail(home: Path, olu: User, tmp_path: Path) -> None:
    made = make_backup(tmp_path / "b")
    last = AuditEvent.objects.order_by("-sequence")[0]
    assert made.manifest.tables["people_user"].rows == User.objects.count()
    assert made.manifest.tables["people_auditevent"].rows == AuditEvent.objects.count()
    assert made.manifest.head is not None
    assert (made.manifest.head.sequence, made.manifest.head.hash) == (last.sequence, last.hash)
    assert made.size == (tmp_path / "b").stat().st_size
    assert (tmp_path / "b").stat().st_mode & 0o077 == 0


def test_what_comes_while_it_is_made_is_not_in_it(home: Path, olu: User, tmp_path: Path) -> None:
    def write(done: float, total: float, what: str) -> None:
        record(by=None, action="people.add_scope", scope=None)

    before = AuditEvent.objects.count()
    made = make_backup(tmp_path / "b", progress=write)
    assert made.manifest.tables["people_auditevent"].rows == before
    assert made.manifest.head is not None
    assert made.manifest.head.sequence == before
    assert AuditEvent.objects.count() > before


def test_no_session_goes_on_from_it(home: Path, olu: User, tmp_path: Path) -> None:
    client = Client()
    sign_in(client, olu)
    key = client.session.session_key
    make_backup(tmp_path / "b")
    assert key is not None
    with zipfile.ZipFile(tmp_path / "b") as archive:
        assert [name for name in archive.namelist() if key.encode() in archive.read(name)] == []
        assert "tables/django_session.tsv" not in archive.namelist()


def test_keys_mail_and_withdrawals_are_not_in_it(home: Path, olu: User, tmp_path: Path) -> None:
    for name in ("secret-key", "contact-keys", "mail/1.log", "certificates/site.key", "files/a/b.txt"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("it")
    make_backup(tmp_path / "b")
    assert [name for name in _names(tmp_path / "b") if name.startswith("home/")] == ["home/files/a/b.txt"]


def test_links_out_of_the_folder_are_not_followed(home: Path, olu: User, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("secret")
    (home / "files").mkdir()
    (home / "files" / "link").symlink_to(tmp_path / "elsewhere")
    make_backup(tmp_path / "b")
    assert [name for name in _names(tmp_path / "b") if name.startswith("home/")] == []


def test_packs_are_in_it_if_asked_for(home: Path, olu: User, tmp_path: Path) -> None:
    (home / "packs" / "town").mkdir(parents=True)
    (home / "packs" / "town" / "areas.parquet").write_bytes(b"x")
    assert not make_backup(tmp_path / "without").manifest.packs()
    assert make_backup(tmp_path / "with", with_packs=True).manifest.packs()


def test_ends_of_the_audit_trail_are_in_it_up_to_its_own(home: Path, olu: User, tmp_path: Path) -> None:
    keep_head(home, datetime(2026, 3, 1, tzinfo=UTC))
    later = {"at": "", "hash": "f" * 64, "sequence": 10_000}
    with (home / "audit-heads").open("a") as file:
        file.write(json.dumps(later) + "\n")
    make_backup(tmp_path / "b")
    with zipfile.ZipFile(tmp_path / "b") as archive:
        assert archive.read("home/audit-heads").count(b"\n") == 1


def test_a_file_of_its_name_stays_unless_it_may_be_replaced(home: Path, olu: User, tmp_path: Path) -> None:
    (tmp_path / "b").write_text("precious")
    with pytest.raises(UsageError, match="--force"):
        make_backup(tmp_path / "b")
    assert (tmp_path / "b").read_text() == "precious"
    make_backup(tmp_path / "b", force=True)
    assert zipfile.is_zipfile(tmp_path / "b")


@pytest.mark.parametrize("place", ["", "nowhere/b", "home/files/b"])
def test_a_place_that_will_not_do_is_refused(home: Path, olu: User, tmp_path: Path, place: str) -> None:
    (home / "files").mkdir()
    with pytest.raises(UsageError, match="No backup was written"):
        make_backup(tmp_path / place)


def test_one_that_is_stopped_leaves_nothing(home: Path, olu: User, tmp_path: Path) -> None:
    def stop(done: float, total: float, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_backup(tmp_path / "b", progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_full_disk_leaves_nothing_and_is_told(
    home: Path, olu: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("seedbed.web.operations.backing_up.os.fsync", full)
    with pytest.raises(UserError, match="The backup was not made") as told:
        make_backup(tmp_path / "b")
    assert "is full" in told.value.why
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_database_without_a_site_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", tmp_path / "empty.sqlite3")
        (tmp_path / "empty.sqlite3").touch()
    else:
        monkeypatch.setitem(connection.settings_dict, "NAME", "template1")
    with pytest.raises(MissingDataError, match="no site to back up"):
        make_backup(tmp_path / "b")


def test_a_database_that_cannot_be_read_is_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "nowhere" / "it"))
    with pytest.raises(MissingDataError, match="cannot be read"):
        make_backup(tmp_path / "b")


def test_columns_that_the_database_works_out_are_not_read(db: None) -> None:
    with snapshot() as moment:
        assert "forward" not in moment.tables()["golden_thread_link"]


def test_a_backup_is_noted_for_those_who_run_the_site(site: Scope) -> None:
    made_at = datetime(2026, 3, 1, tzinfo=UTC)
    note_backup(by=None, made_at=made_at, size=5, rows=3, encrypted=True)
    newest = last_backup()
    assert newest is not None
    assert newest.made_at == made_at
    assert AuditEvent.objects.filter(action="operations.back_up", scope=site).count() == 1
