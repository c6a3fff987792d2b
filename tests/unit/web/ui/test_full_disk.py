"""A full disk is told from other faults, shown as one page, and leaves nothing half written."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from seedbed.web.config import urls
from seedbed.web.people.access import public
from seedbed.web.people.actions import create_account
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.ui.full_disk import is_disk_full


def _full_sqlite(folder: Path) -> sqlite3.Error:
    """Return what SQLite raises when there is no room."""
    with sqlite3.connect(folder / "small.sqlite3") as small:
        small.execute("CREATE TABLE words (text TEXT)")
        small.execute("PRAGMA max_page_count=2")
        with pytest.raises(sqlite3.Error) as caught:
            small.execute("INSERT INTO words VALUES (?)", ("x" * 100_000,))
    small.close()
    return caught.value


def test_it_is_told_from_other_faults(tmp_path: Path) -> None:
    assert is_disk_full(OSError(errno.ENOSPC, "No space left on device"))
    assert is_disk_full(_full_sqlite(tmp_path))
    assert is_disk_full(psycopg.errors.DiskFull())
    assert not is_disk_full(OSError(errno.EACCES, "Permission denied"))
    assert not is_disk_full(sqlite3.OperationalError("database is locked"))
    assert not is_disk_full(psycopg.errors.UniqueViolation())
    assert not is_disk_full(None)


def test_it_is_found_behind_what_it_caused() -> None:
    error = OperationalError("could not extend file")
    error.__cause__ = psycopg.errors.DiskFull()
    assert is_disk_full(error)


def test_errors_that_caused_each_other_end_the_search() -> None:
    one, other = ValueError(), ValueError()
    one.__cause__, other.__cause__ = other, one
    assert not is_disk_full(one)


@public
def _writes(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        for number in range(int(request.GET["times"])):
            create_account(by=None, name="Filler " * 20, email=f"filler-{number}@example.org")
    return HttpResponse("kept")


@public
def _uploads(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


class Urls:
    """The site's addresses, and two that write."""

    urlpatterns = [*urls.urlpatterns, path("writes/", _writes), path("uploads/", _uploads)]  # noqa: RUF012
    handler500 = urls.handler500


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite: a database file can be held small")
@override_settings(ROOT_URLCONF=Urls)
def test_what_did_not_fit_is_refused_whole_and_fits_once_there_is_room() -> None:
    client = Client(raise_request_exception=False)
    before = User.objects.count(), AuditEvent.objects.count()
    with connection.cursor() as cursor:
        # Pages that earlier tests left free would hold much.
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages + 2}")
    try:
        answer = client.get("/writes/?times=400")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")
    assert answer.status_code == 507
    assert "The disk of this site is full." in answer.content.decode()
    assert (User.objects.count(), AuditEvent.objects.count()) == before
    assert client.get("/writes/?times=2").content == b"kept"
    assert User.objects.count() == before[0] + 2


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=Urls)
def test_a_file_that_did_not_fit_is_the_same_page() -> None:
    answer = Client(raise_request_exception=False).get("/uploads/")
    assert answer.status_code == 507
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=Urls)
def test_another_fault_is_no_full_disk() -> None:
    assert Client(raise_request_exception=False).get("/writes/?times=x").status_code == 500
