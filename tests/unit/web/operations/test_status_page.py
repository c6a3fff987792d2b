"""The page on how the site is: for those who run it, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from seedbed.web.operations.actions import note_backup
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
As = Callable[..., Client]


def test_the_owner_sees_when_the_last_backup_was_made_and_what_the_doctor_says(home: Path, cast: Cast, as_: As) -> None:
    note_backup(by=None, made_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC), size=5_000_000, rows=3, encrypted=True)
    page = as_(cast.olu).get("/operations/").content.decode()
    assert "1 March 2026, 09:30" in page
    assert "encrypted" in page
    assert "Data folder" in page


def test_without_a_backup_it_says_so(home: Path, cast: Cast, as_: As) -> None:
    assert "No backup was ever made." in as_(cast.olu).get("/operations/").content.decode()


def test_others_learn_nothing_of_it(cast: Cast, as_: As) -> None:
    answers = {name: as_(person).get("/operations/").status_code for name, person in cast.everyone().items()}
    assert answers.pop("olu") == 200
    assert set(answers.values()) <= {403, 404}
