"""``seedbed thread`` on a thread that was written to a file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.thread.documents import thread_to_json
from seedbed.thread.history import Mark
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.payloads.decided import DecisionPayload, PriorityPayload
from seedbed.thread.payloads.heard import ContributionPayload, ThemePayload, VoicePayload
from seedbed.thread.thread import Thread

MADE = Mark(datetime(2026, 3, 1, tzinfo=UTC))
CONTRIBUTION, VOICE, THEME, PRIORITY, DECISION = range(1, 6)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Words that became a theme, a priority and a decision that nobody has heard of."""
    thread = Thread()
    payloads = (
        ContributionPayload(said_on=date(2026, 2, 1)),
        VoicePayload(start=0, end=15),
        ThemePayload(name="Nowhere to meet"),
        PriorityPayload(name="A room to meet in"),
        DecisionPayload(name="A room", outcome=Outcome.ADOPT, decided_on=date(2026, 3, 1), decided_by="The board"),
    )
    relations = (Relation.EXCERPTED_AS, Relation.GROUPED_IN, Relation.RAISED_AS, Relation.DECIDED_IN)
    beads = [thread.add(payload, programme=1, neighbourhood=7, made=MADE) for payload in payloads]
    for source, relation, target in zip(beads, relations, beads[1:], strict=False):
        thread.link(source.id, relation, target.id, MADE)
    path = tmp_path / "thread.json"
    path.write_text(thread_to_json(thread), encoding="utf-8")
    return path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["thread", *arguments])


def _document(*arguments: str) -> dict[str, object]:
    answer = _run(*arguments, "--json")
    assert answer.exit_code == 0, answer.exception
    document: dict[str, object] = json.loads(answer.stdout)
    return document


def test_words_are_followed_to_the_decision(written: Path) -> None:
    document = _document("trace", printed(CONTRIBUTION), "--file", str(written))
    assert document["counts"] == {"voice": 1, "theme": 1, "priority": 1, "decision": 1}


def test_a_decision_is_followed_back_to_the_words(written: Path) -> None:
    document = _document("trace", printed(DECISION), "--back", "--file", str(written))
    assert document["counts"] == {"priority": 1, "theme": 1, "voice": 1, "contribution": 1}


def test_each_level_names_its_beads(written: Path) -> None:
    levels = _document("trace", printed(VOICE), "--file", str(written))["levels"]
    assert isinstance(levels, list)
    assert [bead["name"] for level in levels for bead in level["beads"]] == [
        "Voice",
        "Nowhere to meet",
        "A room to meet in",
        "A room",
    ]


def test_people_read_the_trace_as_steps(written: Path) -> None:
    answer = _run("trace", printed(THEME), "--file", str(written))
    assert f"{printed(PRIORITY)} priority: A room to meet in" in answer.stderr


def test_a_slip_in_the_number_is_said(written: Path) -> None:
    answer = _run("trace", "5-Z", "--file", str(written))
    assert "has a slip in it" in str(answer.exception)


def test_a_number_that_is_not_there_is_said(written: Path) -> None:
    answer = _run("trace", printed(99), "--file", str(written))
    assert printed(99) in str(answer.exception)


def test_a_decision_nobody_was_told_of_is_a_loose_end(written: Path) -> None:
    gaps = _document("gaps", "--file", str(written))["gaps"]
    assert isinstance(gaps, list)
    counts = {gap["end"]: gap["count"] for gap in gaps}
    assert counts["decision_without_reply"] == 1


def test_a_voice_that_went_on_is_no_loose_end(written: Path) -> None:
    gaps = _document("gaps", "--file", str(written))["gaps"]
    assert isinstance(gaps, list)
    assert {gap["end"]: gap["count"] for gap in gaps}["voice_without_theme"] == 0


def test_a_neighbourhood_that_is_not_there_is_said(written: Path) -> None:
    answer = _run("gaps", "--neighbourhood", "8", "--file", str(written))
    assert "no such neighbourhood" in str(answer.exception)


@pytest.mark.parametrize(
    ("bytes_", "why"),
    [
        (b"{}", "schema"),
        (b"not json", "not JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"schema": "seedbed/thread/2"}', "newer form"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_file_that_is_no_thread_is_one_clear_error(tmp_path: Path, bytes_: bytes, why: str) -> None:
    path = tmp_path / "thread.json"
    path.write_bytes(bytes_)
    answer = _run("gaps", "--file", str(path))
    assert why in str(answer.exception)
    assert str(path) in str(answer.exception)
