"""``seedbed places screen`` and ``choose``: what is printed where, and the exit codes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from seedbed.cli.main import run
from seedbed.sources.store import VARIABLE, add_pack
from seedbed.workflows.places.screen import NOTICE
from tests.squares import Squares


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Command:
    """Runs the command on the squares."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Answer:
        try:
            run(["places", *arguments])
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    add_pack(Squares().write(tmp_path_factory.mktemp("built") / "squares").folder, folder)
    return folder


@pytest.fixture
def places(installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setenv(VARIABLE, str(installed))
    return Command(capsys)


WEST = ("screen", "--within", "ZSW", "--percentile", "67", "--population", "600", "1700")


def test_json_is_one_document_on_stdout_and_nothing_else(places: Command) -> None:
    answer = places(*WEST, "--json")
    assert answer.code == 0
    document = json.loads(answer.out)
    assert document["schema"] == "seedbed/places-screen/1"
    assert [candidate["areas"] for candidate in document["candidates"]] == [["ZW1", "ZW2"], ["ZW3"], ["ZW4"]]


def test_without_json_a_person_reads_a_table_and_the_notice(places: Command) -> None:
    answer = places(*WEST)
    words = " ".join(answer.out.split())
    assert "The West: 4 of 6 areas are among the most deprived 67 %; 3 candidates" in words
    assert "Invented" in words
    assert "not for publication" in words


def test_the_name_of_the_pack_means_the_whole_pack(places: Command) -> None:
    assert json.loads(places("screen", "--within", "squares", "--json").out)["areas_in_region"] == 9


def test_several_forms_are_written_at_once(places: Command, tmp_path: Path) -> None:
    forms = [tmp_path / f"candidates.{ending}" for ending in ("csv", "json", "geojson")]
    answer = places(*WEST, *[word for form in forms for word in ("--out", str(form))])
    assert answer.code == 0
    assert all(form.stat().st_size for form in forms)


def test_top_shortens_the_list_and_says_how_many_there_are(places: Command) -> None:
    document = json.loads(places(*WEST, "--top", "2", "--json").out)
    assert (len(document["candidates"]), document["candidates_total"]) == (2, 3)


def test_pairs_name_each_other(places: Command) -> None:
    candidates = json.loads(places(*WEST, "--pairs", "--json").out)["candidates"]
    paired = {tuple(each["areas"]): tuple(each["pair_areas"]) for each in candidates if each["pair"]}
    # ZW1 with ZW2 adjoins both others, so only the two that stand apart can be a pair.
    assert paired == {("ZW3",): ("ZW4",), ("ZW4",): ("ZW3",)}


def test_the_same_seed_prints_the_same_document(places: Command) -> None:
    assert places(*WEST, "--seed", "4", "--json").out == places(*WEST, "--seed", "4", "--json").out


def test_no_candidate_is_an_empty_list_with_a_sentence(places: Command) -> None:
    answer = places("screen", "--within", "ZSW", "--percentile", "1")
    assert answer.code == 0
    assert "No candidate was found" in answer.out
    assert json.loads(places("screen", "--within", "ZSW", "--percentile", "1", "--json").out)["candidates"] == []


def test_a_file_is_written_and_said_on_stderr_only(places: Command, tmp_path: Path) -> None:
    answer = places(*WEST, "--out", str(tmp_path / "west.geojson"))
    assert (answer.code, answer.out) == (0, "")
    assert NOTICE in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["west.geojson"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--within", "Z999"), 2, "Z999"),
        (("--within", "ZSW", "--percentile", "0"), 2, "percentile"),
        (("--within", "ZSW", "--percentile", "200"), 2, "percentile"),
        (("--within", "ZSW", "--percentile", "nan"), 2, "percentile"),
        (("--within", "ZSW", "--population", "5000", "1000"), 2, "smaller first"),
        (("--within", "ZSW", "--population", "0", "1000"), 2, "at least 1"),
        (("--within", "ZSW", "--top", "0"), 2, "--top"),
        (("--within", "ZSW", "--seed", "-1"), 2, "seed"),
        (("--within", "ZSW", "--pairs-within", "side"), 2, "--pairs"),
        (("--within", "ZSW", "--pairs", "--pairs-within", "county"), 2, "town, side"),
        (("--within", "ZSW", "--criteria", "missing.toml"), 3, "missing.toml"),
        (("--within", "ZSW", "--out", "candidates.docx"), 2, ".geojson"),
        (("--within", "ZSW", "--pack", "atlantis"), 4, "atlantis"),
        (("--areas", "missing.gpkg"), 3, "missing.gpkg"),
        (("--areas", "a.gpkg", "--within", "ZSW"), 2, "Exactly one"),
        ((), 2, "--within"),
    ],
)
def test_what_cannot_be_done_is_said_in_three_lines(
    places: Command, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = places("screen", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert [line.split(":")[0] for line in answer.err.strip().splitlines()] == ["Error", "Why", "Next"]
    assert told in answer.err


def test_without_an_installed_pack_the_command_that_gets_it_is_named(
    places: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    answer = places(*WEST)
    assert (answer.code, answer.out) == (4, "")
    assert "seedbed data" in answer.err


def test_criteria_of_a_file_take_the_place_of_those_of_the_pack(places: Command, tmp_path: Path) -> None:
    path = tmp_path / "criteria.toml"
    path.write_text('[[criterion]]\nindicator = "squares.need.score"\n')
    document = json.loads(places(*WEST, "--criteria", str(path), "--json").out)
    assert document["weights_from"] == "criteria.toml"
    assert [(each["name"], each["weight"]) for each in document["criteria"]] == [("Need", 1.0)]


def test_a_kind_of_place_that_is_not_known_is_named_with_those_that_are(places: Command, tmp_path: Path) -> None:
    path = tmp_path / "criteria.toml"
    path.write_text(
        '[[criterion]]\nindicator = "squares.need.score"\n[[criterion]]\nmeasure = "sites"\nkinds = ["pub"]\n'
    )
    answer = places(*WEST, "--criteria", str(path))
    assert answer.code == 3
    assert "criteria.toml" in answer.err
    assert "'pub'" in answer.err
    assert "hall" in answer.err


def test_a_choice_is_recorded_with_its_reason(places: Command, tmp_path: Path) -> None:
    candidates, record = tmp_path / "candidates.json", tmp_path / "choice.json"
    places(*WEST, "--out", str(candidates))
    answer = places(
        "choose", str(candidates), "--rank", "2", "--by", "Ngozi", "--reason", "Residents asked.", "--out", str(record)
    )
    assert answer.code == 0
    assert "rank 2 of 3, chosen by Ngozi" in answer.err
    document = json.loads(record.read_text())
    assert (document["chosen"]["areas"], document["reason"]) == (["ZW3"], "Residents asked.")


def test_a_choice_without_a_reason_or_a_place_to_keep_it_is_refused(places: Command, tmp_path: Path) -> None:
    candidates = tmp_path / "candidates.json"
    places(*WEST, "--out", str(candidates))
    told = ("choose", str(candidates), "--rank", "1", "--by", "Ngozi", "--reason")
    assert places(*told, "", "--out", str(tmp_path / "choice.json")).code == 2
    assert places(*told, "Residents asked.").code == 2
    assert not (tmp_path / "choice.json").exists()


@pytest.mark.parametrize("population", [dict.fromkeys(Squares().population, 0), dict.fromkeys(Squares().population)])
def test_areas_without_people_are_refused(
    population: dict[str, int | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Command
) -> None:
    add_pack(Squares(population=population).write(tmp_path / "built").folder, tmp_path / "data")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "data"))
    answer = places(*WEST, "--json")
    assert (answer.code, answer.out) == (3, "")
    assert "population" in answer.err


def test_a_pack_can_be_given_by_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nothing installed"))
    pack = Squares().write(tmp_path / "built")
    answer = Command(capsys)(*WEST, "--pack", str(pack.folder), "--json")
    assert answer.code == 0
    assert json.loads(answer.out)["within_name"] == "The West"


def test_an_installed_pack_goes_before_a_folder_of_its_name(
    places: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "squares").mkdir()
    monkeypatch.chdir(tmp_path)
    assert places(*WEST, "--pack", "squares", "--json").code == 0


def test_near_borders_are_told_when_asked_for(places: Command) -> None:
    answer = places(*WEST, "--near", "2")
    assert "within 2 m of each other over at least 8 m" in " ".join(answer.out.split())
    assert "within 2 m" not in places(*WEST).out


def test_near_borders_need_a_width(places: Command) -> None:
    answer = places(*WEST, "--near", "0")
    assert answer.code == 2
    assert "--near" in answer.err
