"""The list kept apart: what was ended or erased stays so in a site that is made of an older backup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from seedbed.errors import BadInputError, UserError
from seedbed.web.people.actions import end_grant, grant
from seedbed.web.people.kept_apart import end_again, note_gone, read_gone, read_lines
from seedbed.web.people.models import AuditEvent, Grant
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission, Role
from seedbed.web.places.models import Programme
from tests.unit.web.conftest import Cast


@pytest.fixture(autouse=True)
def the_list(settings: Any, tmp_path: Path) -> Path:
    """A list of this test alone."""
    path = tmp_path / "kept" / "withdrawals.jsonl"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, withdrawals=path)
    return path


def _held(cast: Cast) -> Grant:
    return Grant.objects.get(user=cast.dev)


def _as_in_the_backup(**before: Any) -> None:
    Grant.objects.filter(pk=before.pop("pk")).update(ended_at=None, ended_by=None, **before)


def test_a_role_that_was_ended_after_the_backup_ends_again(cast: Cast, programme: Programme, the_list: Path) -> None:
    ended = end_grant(by=cast.olu, grant=_held(cast))
    _as_in_the_backup(pk=ended.pk)
    assert end_again(the_list) == 1
    assert not can(cast.dev, Permission.SEE_PLACE, programme.scope)
    assert _held(cast).ended_at == ended.ended_at
    assert AuditEvent.objects.filter(action="people.end_grant", by=None).exists()
    assert end_again(the_list) == 0


def test_a_role_whose_number_was_given_anew_holds(cast: Cast, programme: Programme, the_list: Path) -> None:
    ended = end_grant(by=cast.olu, grant=_held(cast))
    _as_in_the_backup(pk=ended.pk, granted_at=timezone.now() + timedelta(seconds=1))
    assert end_again(the_list) == 0
    assert can(cast.dev, Permission.SEE_PLACE, programme.scope)


def test_the_list_names_nobody(cast: Cast, the_list: Path) -> None:
    held = end_grant(by=cast.olu, grant=_held(cast))
    ((_, told),) = read_lines(the_list)
    assert set(told) == {"subject", "at"}
    assert told["subject"] == f"grant:{held.pk}"


def test_a_role_is_not_ended_if_the_list_cannot_be_written(cast: Cast, programme: Programme, the_list: Path) -> None:
    the_list.mkdir(parents=True)
    with pytest.raises(UserError, match="nothing has changed"):
        end_grant(by=cast.olu, grant=_held(cast))
    assert can(cast.dev, Permission.SEE_PLACE, programme.scope)


@pytest.mark.parametrize(
    "line",
    [
        '{"subject": "nothing:1", "at": "2026-03-01T12:00:00+00:00"}',
        '{"subject": "grant:olu@example.org", "at": "2026-03-01T12:00:00+00:00"}',
        '{"subject": "grant:1", "at": "2026-03-01T12:00:00"}',
        '{"subject": "grant:1"}',
        '{"subject": "grant:1", "receipt": "1", "at": "2026-03-01T12:00:00+00:00"}',
        '{"else": 1}',
        '[1, {"a": 1}',
    ],
)
def test_a_line_that_is_not_ours_is_refused_by_its_number(the_list: Path, line: str) -> None:
    note_gone("grant", 1)
    with the_list.open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(BadInputError, match="Line 3"):
        read_gone(the_list)


def test_a_line_that_was_cut_short_is_passed_over(the_list: Path) -> None:
    note_gone("grant", 1)
    with the_list.open("a") as file:
        file.write('{"subject": "grant:2", "at')
    note_gone("grant", 3)
    assert [gone.number for gone in read_gone(the_list)] == ["1", "3"]


def test_what_is_given_again_in_the_new_site_is_not_ended_by_the_old_line(
    cast: Cast, programme: Programme, the_list: Path
) -> None:
    ended = end_grant(by=cast.olu, grant=_held(cast))
    _as_in_the_backup(pk=ended.pk)
    end_again(the_list)
    grant(by=cast.olu, user=cast.dev, scope=programme.scope, role=Role.FACILITATOR)
    assert end_again(the_list) == 0
    assert can(cast.dev, Permission.SEE_PLACE, programme.scope)


def test_things_of_a_kind_are_told_together(the_list: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    heard: list[Mapping[str, datetime]] = []

    def again(gone: Mapping[str, datetime]) -> int:
        heard.append(gone)
        return len(gone)

    monkeypatch.setattr("seedbed.web.people.kept_apart._AGAIN", {"grant": again})
    note_gone("grant", 1)
    note_gone("grant", 2)
    assert end_again(the_list) == 2
    assert [sorted(gone) for gone in heard] == [["1", "2"]]
