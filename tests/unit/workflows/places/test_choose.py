"""Recording a choice."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, UserError
from seedbed.reports.screen_documents import SelectionDocument
from seedbed.workflows.places.choose import choose, write_choice
from seedbed.workflows.places.screen import screen_pack
from seedbed.workflows.places.screen_files import write_screen_file
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import EAST, PEOPLE, Squares

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
REASON = "Residents asked for it at the open day."


@pytest.fixture(scope="module")
def candidates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("choose")
    pack = Squares().write(folder / "pack")
    path = folder / "candidates.json"
    write_screen_file(screen_pack(pack, ScreenRequest("ZSW", 67, 600, 1700)), path)
    return path


@pytest.fixture
def record(candidates: Path) -> SelectionDocument:
    return choose(candidates, rank=2, by="Ngozi", reason=f" {REASON} ", now=NOON)


def test_the_record_keeps_the_choice_and_what_it_was_chosen_over(record: SelectionDocument) -> None:
    assert record.chosen.areas == ["ZW3"]
    assert [other.areas for other in record.chosen_over] == [["ZW1", "ZW2"], ["ZW4"]]


def test_the_record_says_who_why_and_when(record: SelectionDocument) -> None:
    assert (record.chosen_by, record.reason, record.chosen_at) == ("Ngozi", REASON, "2026-05-04T12:00:00+00:00")


def test_the_record_keeps_the_rules_and_the_checksum_of_the_list(record: SelectionDocument, candidates: Path) -> None:
    assert [criterion.weight for criterion in record.criteria] == [0.75, 0.25]
    assert (record.within, record.percentile, record.population_low, record.population_high) == ("ZSW", 67, 600, 1700)
    assert record.candidates_sha256 == "sha256:" + hashlib.sha256(candidates.read_bytes()).hexdigest()
    assert record.invented


@pytest.mark.parametrize(("by", "reason"), [("Ngozi", ""), ("Ngozi", " \n"), ("Ngozi", "-"), ("  ", REASON)])
def test_nobody_or_no_reason_is_refused(candidates: Path, by: str, reason: str) -> None:
    with pytest.raises(UserError, match="not recorded"):
        choose(candidates, rank=1, by=by, reason=reason)


def test_a_rank_that_is_not_there_is_refused_with_those_that_are(candidates: Path) -> None:
    with pytest.raises(UserError) as caught:
        choose(candidates, rank=9, by="Ngozi", reason=REASON)
    assert "from 1 to 3" in caught.value.why


def test_a_shared_rank_needs_an_area(tmp_path: Path) -> None:
    alike = Squares(
        population={**PEOPLE, **dict.fromkeys(EAST, 1000)}, need=dict.fromkeys(PEOPLE, 1.0), sites={}, codes=EAST
    )
    path = tmp_path / "candidates.json"
    write_screen_file(screen_pack(alike.write(tmp_path / "pack"), ScreenRequest("ZSE", 100, 500, 1000)), path)
    with pytest.raises(UserError, match="3 candidates share rank 1"):
        choose(path, rank=1, by="Ngozi", reason=REASON)
    assert choose(path, rank=1, by="Ngozi", reason=REASON, area="ZE2").chosen.areas == ["ZE2"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "seedbed/places-profile/1"}', "rank,areas\n1,a"])
def test_a_file_that_is_not_a_list_of_candidates_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(BadInputError) as caught:
        choose(path, rank=1, by="Ngozi", reason=REASON)
    assert "other.json" in caught.value.why


def test_a_record_is_never_overwritten(record: SelectionDocument, tmp_path: Path) -> None:
    path = tmp_path / "choice.json"
    write_choice(record, path)
    before = path.read_bytes()
    with pytest.raises(UserError, match="not written"):
        write_choice(record, path)
    assert path.read_bytes() == before
    assert SelectionDocument.model_validate_json(before) == record
