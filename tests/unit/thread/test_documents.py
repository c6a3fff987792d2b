"""A thread as a document: what comes back, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from seedbed.errors import BadInputError
from seedbed.thread.documents import thread_from_json, thread_to_json
from seedbed.thread.kinds import BeadKind, Relation
from tests.unit.thread.making import chain


def document() -> dict[str, Any]:
    thread, _ = chain(BeadKind.VOICE, Relation.GROUPED_IN, BeadKind.THEME, Relation.RAISED_AS, BeadKind.PRIORITY)
    return dict(json.loads(thread_to_json(thread)))


def refusal(changed: Any) -> str:
    with pytest.raises(BadInputError) as refused:
        thread_from_json(json.dumps(changed))
    return refused.value.why


def test_a_tombstone_carries_its_number_and_kind_alone() -> None:
    thread, (said, _) = chain(BeadKind.CONTRIBUTION, Relation.EXCERPTED_AS, BeadKind.VOICE)
    thread.withdraw([said], datetime(2025, 4, 1, tzinfo=UTC))
    found = json.loads(thread_to_json(thread))
    assert found["beads"] == found["links"] == []
    assert [set(stone) for stone in found["tombstones"]] == [{"id", "kind", "programme", "withdrawn_at"}] * 2


def test_numbers_of_a_thread_read_back_are_not_used_again() -> None:
    thread, (said, voice) = chain(BeadKind.CONTRIBUTION, Relation.EXCERPTED_AS, BeadKind.VOICE)
    thread.withdraw([said], datetime(2025, 4, 1, tzinfo=UTC))
    assert thread_from_json(thread_to_json(thread)).store.next_bead() == voice + 1


def test_a_newer_document_is_refused() -> None:
    assert "newer form (2)" in refusal({**document(), "schema": "seedbed/thread/2"})


def test_another_document_is_refused() -> None:
    assert "not seedbed/thread/1" in refusal({"schema": "seedbed/places/1"})
    assert "not seedbed/thread/1" in refusal([])


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(BadInputError):
        thread_from_json("[" * 100_000)


def test_an_unknown_kind_is_refused() -> None:
    changed = document()
    changed["beads"][0]["kind"] = "spaceship"
    with pytest.raises(BadInputError, match="no bead of the kind 'spaceship'"):
        thread_from_json(json.dumps(changed))


def test_a_newer_payload_is_refused() -> None:
    changed = document()
    changed["beads"][0]["version"] = 99
    with pytest.raises(BadInputError, match="newer form"):
        thread_from_json(json.dumps(changed))


@pytest.mark.parametrize(
    ("table", "place", "field", "value", "why"),
    [
        ("links", 0, "relation", "raised_as", "cannot be joined"),
        ("links", 0, "relation", "loves", "loves"),
        ("links", 0, "target", 99, "no bead 33-Q"),
        ("links", 1, "id", 1, "comes twice"),
        ("links", 0, "made_in", 5, "lineage that is not there"),
        ("beads", 1, "id", 1, "comes twice"),
        ("beads", 1, "id", 0, "below 1"),
        ("beads", 1, "made_at", "yesterday", "yesterday"),
        ("beads", 1, "programme", 2, "crosses programmes"),
    ],
)
def test_what_breaks_a_rule_is_refused(table: str, place: int, field: str, value: Any, why: str) -> None:
    changed = document()
    changed[table][place][field] = value
    assert why in refusal(changed)


def test_a_missing_table_is_refused() -> None:
    changed = document()
    del changed["lineages"]
    assert "lineages" in refusal(changed)


def test_two_living_links_between_the_same_beads_are_refused() -> None:
    changed = document()
    changed["links"].append({**changed["links"][0], "id": 9})
    assert "joined already" in refusal(changed)
