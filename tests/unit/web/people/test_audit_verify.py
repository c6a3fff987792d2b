"""`seedbed audit verify` finds whatever was done to the trail, and names the first entry that breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import BadInputError
from seedbed.web.people import audit_guards
from seedbed.web.people.audit import entry_of, record
from seedbed.web.people.audit_heads import Head, keep_head, read_heads
from seedbed.web.people.chain import GENESIS, Entry, canonical, hash_of
from seedbed.web.people.models import AuditEvent, Scope
from seedbed.web.people.verifying import Row, follow, verify

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def trail(site: Scope) -> Iterator[Callable[..., None]]:
    """A trail of ten entries whose guards are down; returns what tampers with it."""
    for number in range(9):
        record(by=None, action="people.add_scope", scope=site, subject=f"scope:{number}")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    audit_guards.take_down(connection)

    def tamper(*commands: str) -> None:
        with connection.cursor() as cursor:
            for command in commands:
                cursor.execute(command)

    yield tamper
    audit_guards.put_up(connection)


def _break(heads: tuple[Head, ...] = ()) -> tuple[str, int | None] | None:
    found = verify(heads)
    assert found.whole == (found.broken is None)
    return (found.broken.kind, found.broken.sequence) if found.broken else None


def test_a_trail_that_nobody_touched_is_whole(trail: Callable[..., None]) -> None:
    found = verify()
    last = AuditEvent.objects.get(sequence=10)
    assert (found.entries, found.whole, found.broken) == (10, True, None)
    assert found.head is not None
    assert (found.head.sequence, found.head.hash) == (10, last.hash)


def test_an_empty_trail_is_whole(db: None) -> None:
    assert verify().model_dump(include={"entries", "whole", "head"}) == {"entries": 0, "whole": True, "head": None}


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("UPDATE people_auditevent SET subject = 'scope:99' WHERE sequence = 4", ("changed", 4)),
        ("UPDATE people_auditevent SET action = 'people.grant' WHERE sequence = 4", ("changed", 4)),
        ("UPDATE people_auditevent SET scope_id = NULL WHERE sequence = 4", ("changed", 4)),
        ('UPDATE people_auditevent SET detail = \'{"role":"owner"}\' WHERE sequence = 4', ("changed", 4)),
        ("UPDATE people_auditevent SET detail = '{ }' WHERE sequence = 4", ("changed", 4)),
        ("UPDATE people_auditevent SET at = '2020-01-01 00:00:00' WHERE sequence = 4", ("changed", 4)),
        ("UPDATE people_auditevent SET previous = hash WHERE sequence = 4", ("changed", 4)),
        ("UPDATE people_auditevent SET hash = previous WHERE sequence = 10", ("changed", 10)),
        ("DELETE FROM people_auditevent WHERE sequence = 1", ("missing", 1)),
        ("DELETE FROM people_auditevent WHERE sequence IN (4, 5)", ("missing", 4)),
        ("UPDATE people_auditevent SET sequence = 0 WHERE sequence = 4", ("out_of_place", 0)),
        ("UPDATE people_auditevent SET sequence = NULL WHERE sequence = 10", ("without_place", None)),
    ],
)
def test_tampering_is_found(trail: Callable[..., None], command: str, found: tuple[str, int | None]) -> None:
    trail(command)
    assert _break() == found


def test_two_that_changed_places_are_found(trail: Callable[..., None]) -> None:
    trail(
        "UPDATE people_auditevent SET sequence = -1 WHERE sequence = 4",
        "UPDATE people_auditevent SET sequence = 4 WHERE sequence = 7",
        "UPDATE people_auditevent SET sequence = 7 WHERE sequence = -1",
    )
    assert _break() == ("changed", 4)


def test_an_end_that_was_cut_off_is_found_by_a_head_that_was_kept(trail: Callable[..., None], tmp_path: Path) -> None:
    keep_head(tmp_path, NOW)
    trail("DELETE FROM people_auditevent WHERE sequence > 7")
    assert _break() is None
    assert _break(tuple(read_heads(tmp_path / "audit-heads"))) == ("cut_off", 8)


def test_a_chain_made_anew_is_found_by_a_head_that_was_kept(trail: Callable[..., None], tmp_path: Path) -> None:
    keep_head(tmp_path, NOW)
    before = GENESIS
    for event in AuditEvent.objects.order_by("sequence"):
        entry = replace(entry_of(event), previous=before, action="people.grant", detail="{}")
        told = f"action = 'people.grant', detail = '{{}}', previous = '{before}', hash = '{(before := hash_of(entry))}'"
        trail(f"UPDATE people_auditevent SET {told} WHERE id = {event.pk}")  # noqa: S608 - our own words
    assert _break() is None
    (head,) = read_heads(tmp_path / "audit-heads")
    assert _break((head,)) == ("unknown_head", 10)
    assert _break((Head(hash=head.hash),)) == ("unknown_head", None)


def test_a_head_is_kept_once_and_again_when_the_trail_has_grown(site: Scope, tmp_path: Path) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    first = keep_head(tmp_path, NOW)
    keep_head(tmp_path, timezone.now())
    record(by=None, action="people.add_scope", scope=site)
    second = keep_head(tmp_path, NOW)
    assert read_heads(tmp_path / "audit-heads") == [first, second]
    assert (tmp_path / "audit-heads").stat().st_mode & 0o077 == 0


def test_a_line_cut_short_by_a_power_cut_is_passed_over_and_written_anew(site: Scope, tmp_path: Path) -> None:
    path = tmp_path / "audit-heads"
    path.write_text(json.dumps({"at": "", "hash": "a" * 64, "sequence": 1}) + '\n{"at": "2026-', encoding="utf-8")
    assert read_heads(path) == [Head("a" * 64, 1)]
    keep_head(tmp_path, NOW)
    assert [line.count("hash") for line in path.read_text(encoding="utf-8").splitlines()][:1] == [1]
    assert "2026-{" not in path.read_text(encoding="utf-8")


def test_a_file_of_something_else_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "audit-heads"
    path.write_text("to buy:\nbread\n" + "a" * 64 + "\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="line 1 is not"):
        read_heads(path)


def _chain(length: int) -> list[Row]:
    rows, before = [], GENESIS
    for number in range(1, length + 1):
        entry = Entry(number, before, NOW, number % 3 or None, "thread.add", 1, f"theme:{number}", canonical({"n": 1}))
        before = hash_of(entry)
        told = (entry.at, entry.by, entry.action, entry.scope, entry.subject, entry.detail)
        rows.append(Row(number, number, entry.previous, before, *told))
    return rows


FIELDS = ("previous", "hash", "at", "by", "action", "scope", "subject", "detail", "sequence")
NONSENSE = st.one_of(
    st.none(), st.integers(), st.text(), st.binary(), st.floats(), st.just(NOW.replace(microsecond=1)), st.booleans()
)


def _edit(rows: list[Row], data: st.DataObject) -> list[Row]:
    place = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.sampled_from(FIELDS[:-1]))
    value = data.draw(NONSENSE.filter(lambda one: one != getattr(rows[place], field)))
    return [*rows[:place], replace(rows[place], **{field: value}), *rows[place + 1 :]]


def _take_out(rows: list[Row], data: st.DataObject) -> list[Row]:
    first = data.draw(st.integers(0, len(rows) - 1))
    last = data.draw(st.integers(first, len(rows) - 1))
    return rows[:first] + rows[last + 1 :]


def _put_in(rows: list[Row], data: st.DataObject) -> list[Row]:
    """Put a row in whose own hash fits, and move the numbers of those behind it."""
    place = data.draw(st.integers(0, len(rows) - 1))
    entry = Entry(place + 1, rows[place].previous, NOW, 7, "people.grant", 1, "user:7", "{}")
    made = Row(0, place + 1, entry.previous, hash_of(entry), NOW, 7, "people.grant", 1, "user:7", "{}")
    behind = [replace(row, sequence=row.sequence + 1) for row in rows[place:]]
    return [*rows[:place], made, *behind]


def _swap(rows: list[Row], data: st.DataObject) -> list[Row]:
    one, other = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    moved = list(rows)
    moved[one] = replace(rows[other], sequence=one + 1)
    moved[other] = replace(rows[one], sequence=other + 1)
    return moved


def _rewrite(rows: list[Row], data: st.DataObject) -> list[Row]:
    """Change a row and make its own hash fit again, but none after it."""
    place = data.draw(st.integers(0, len(rows) - 1))
    row = rows[place]
    entry = Entry(row.sequence, row.previous, NOW, 7, "people.grant", 1, "user:7", "{}")
    made = Row(row.number, row.sequence, row.previous, hash_of(entry), NOW, 7, "people.grant", 1, "user:7", "{}")
    return [*rows[:place], made, *rows[place + 1 :]]


@given(st.integers(2, 12), st.sampled_from([_edit, _take_out, _put_in, _swap, _rewrite]), st.data())
def test_any_single_tampering_is_found(length: int, tamper: Callable[..., list[Row]], data: st.DataObject) -> None:
    rows = _chain(length)
    head = Head(rows[-1].hash, length, "2026-03-01")
    assert follow(rows, [head]).whole
    tampered = tamper(rows, data)
    found = follow(tampered, [head])
    assert not found.whole
    first = next((place for place, pair in enumerate(zip(rows, tampered, strict=False), 1) if pair[0] != pair[1]), None)
    told: Any = found.broken and found.broken.sequence
    assert told in {first, (first or length) + 1, min(len(tampered), length) + 1}
