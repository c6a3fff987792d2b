"""``seedbed places profile`` as a person types it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import box

from seedbed.cli.main import run
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.sources.store import add_pack
from tests.quarters import Quarters


@dataclass
class Answer:
    """What a command said and how it left."""

    code: int
    out: str
    said: str


class Command:
    """Runs ``seedbed places profile`` with the quarters installed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Answer:
        """Run it with these arguments."""
        code = 0
        try:
            run(["places", "profile", *map(str, arguments)])
        except SystemExit as end:
            code = int(end.code or 0)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    add_pack(Quarters().write(folder / "built" / "quarters").folder, folder)
    return folder


@pytest.fixture
def command(directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    monkeypatch.setenv("SEEDBED_DATA_DIR", str(directory))
    return Command(capsys)


def drawn(folder: Path, shape: Any) -> Path:
    path = folder / "drawn.geojson"
    path.write_text(shapely.to_geojson(shape))
    return path


def test_json_is_one_document_and_nothing_else(command: Command) -> None:
    answer = command("--lsoa", "ZQ2,ZQ1", "--json")
    document = json.loads(answer.out)
    assert answer.code == 0
    assert document["schema"] == "seedbed/places-profile/1"
    assert document["population"] == 3000
    assert [area["imd_decile"] for area in document["areas"]] == [2, 1]
    assert ProfileDocument.model_validate(document).population == 3000


def test_hidden_numbers_are_not_in_the_json(command: Command) -> None:
    document = json.loads(command("--lsoa", "ZQ1", "--json").out)
    rare = next(figure for figure in document["figures"] if figure["indicator"] == "q.group.rare")
    assert rare["suppressed"]
    assert rare["value"] is None
    assert rare["numerator"] is None


def test_without_json_a_person_reads_a_summary(command: Command) -> None:
    answer = command("--lsoa", "ZQ1,ZQ2", "--name", "Mill End")
    assert "Mill End: 3,000 residents" in answer.out
    assert "ZQ1" in answer.out
    assert "--out FILE.html" in answer.said


def test_boundary_is_profiled(command: Command, tmp_path: Path) -> None:
    path = drawn(tmp_path, box(0.0, 52.01, 0.005, 52.02))
    document = json.loads(command("--boundary", path, "--rule", "area", "--json").out)
    assert document["population"] == 500
    assert document["boundary_fit"]["rule"] == "area"


def test_postcodes_are_profiled(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("ZQ1 0AA\n")
    assert json.loads(command("--postcodes", path, "--pack", "quarters", "--json").out)["population"] == 100


def test_comparators_may_be_given_one_by_one_or_with_commas(command: Command) -> None:
    for given in (("--compare", "ZQ4", "--compare", "ZTL"), ("--compare", "ZQ4,ZTL")):
        document = json.loads(command("--lsoa", "ZQ1", *given, "--json").out)
        assert [area["code"] for area in document["figures"][0]["comparators"]] == ["ZQ4", "ZTL"]


def test_several_files_are_written(command: Command, tmp_path: Path) -> None:
    answer = command("--lsoa", "ZQ1", "--out", tmp_path / "a.json", "--out", tmp_path / "a.csv")
    assert answer.code == 0
    assert json.loads((tmp_path / "a.json").read_text())["population"] == 1000
    assert (tmp_path / "a.csv").exists()
    assert answer.out == ""


def test_neighbourhood_of_the_invented_town_is_profiled(command: Command) -> None:
    document = json.loads(command("--demo", "kestrel-rise", "--json").out)
    assert document["invented"]
    assert document["name"] == "Kestrel Rise"
    assert document["population"] == 3640


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "Nothing was given"),
        (("--lsoa", ""), 2, "not clear"),
        (("--lsoa", "ZQ1", "--demo", "kestrel-rise"), 2, "2 places were given"),
        (("--lsoa", "ZQ1,ZX9"), 2, "ZX9"),
        (("--lsoa", "ZTU"), 2, "larger area"),
        (("--lsoa", "ZQ1", "--compare", "ZX9"), 2, "ZX9"),
        (("--lsoa", "ZQ1", "--pack", "nowhere"), 4, "nowhere"),
        (("--lsoa", "ZQ1", "--out", "profile.xyz"), 2, ".xyz"),
        (("--demo", "atlantis"), 2, "atlantis"),
        (("--boundary", "absent.geojson"), 3, "absent.geojson"),
        (("--postcodes", "absent.csv"), 3, "absent.csv"),
    ],
)
def test_bad_request_ends_with_its_code_and_three_lines(
    command: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    answer = command(*arguments, "--json")
    assert answer.code == code
    assert said in answer.said
    assert [line.split(":")[0] for line in answer.said.strip().splitlines()][-3:] == ["Error", "Why", "Next"]
    assert answer.out == ""


@pytest.mark.parametrize("given", [("--lsoa", "ZX9"), ("--boundary", "here.geojson")])
def test_without_a_pack_the_command_that_gets_one_is_named(
    command: Command, given: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDBED_DATA_DIR", str(tmp_path / "empty"))
    answer = command(*given)
    assert answer.code == 4
    assert "seedbed data build" in answer.said


def test_bad_boundary_leaves_no_file_behind(command: Command, tmp_path: Path) -> None:
    path = drawn(tmp_path, shapely.Polygon([(0, 52), (0.01, 52.01), (0.01, 52), (0, 52.01)]))
    answer = command("--boundary", path, "--out", tmp_path / "page.html")
    assert answer.code == 3
    assert "crosses itself" in answer.said
    assert sorted(file.name for file in tmp_path.iterdir()) == ["drawn.geojson"]


def test_boundary_that_crosses_itself_is_mended_when_asked(command: Command, tmp_path: Path) -> None:
    path = drawn(tmp_path, shapely.Polygon([(0, 52), (0.01, 52.01), (0.01, 52), (0, 52.01)]))
    document = json.loads(command("--boundary", path, "--repair", "--json").out)
    assert any("mended" in note for note in document["boundary_fit"]["notes"])


# ---------------------------------------------------------------- profiles published before


def rare_of(answer: Answer) -> dict[str, Any]:
    figures = json.loads(answer.out)["figures"]
    return next(figure for figure in figures if figure["indicator"] == "q.group.rare")


def test_profile_one_quarter_smaller_hides_what_would_give_the_quarter_between_away(
    command: Command, tmp_path: Path
) -> None:
    wider = tmp_path / "wider.json"
    assert command("--lsoa", "ZQ1,ZQ2,ZQ3", "--out", wider).code == 0
    assert rare_of(command("--lsoa", "ZQ2,ZQ3", "--json"))["numerator"] == 100
    # ZQ1, ZQ2 and ZQ3 have 102 together, and the 2 of ZQ1 are the 102 less the 100.
    found = rare_of(command("--lsoa", "ZQ2,ZQ3", "--published", wider, "--json"))
    assert found["suppressed"]
    assert found["numerator"] is None


def test_what_cannot_be_protected_any_more_is_said_and_the_profile_is_made(command: Command, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    command("--lsoa", "ZQ1,ZQ2", "--out", before)
    document = json.loads(before.read_text())
    rare = next(figure for figure in document["figures"] if figure["indicator"] == "q.group.rare")
    for area, count in zip(rare["inside"], (2, 40), strict=True):
        area |= {"suppressed": False, "value": count, "numerator": count, "denominator": 1000}
    before.write_text(json.dumps(document))
    answer = command("--lsoa", "ZQ1,ZQ3", "--published", before)
    assert answer.code == 0
    assert "withdraw the earlier profile" in answer.out


@pytest.mark.parametrize("form", ["page.html", "table.csv"])
def test_counts_of_another_edition_are_told_in_a_note(command: Command, tmp_path: Path, form: str) -> None:
    before = tmp_path / "before.json"
    command("--lsoa", "ZQ1,ZQ2", "--out", before)
    document = json.loads(before.read_text())
    rare = next(figure for figure in document["figures"] if figure["indicator"] == "q.group.rare")
    rare["numerator"] = 43
    before.write_text(json.dumps(document))
    page = tmp_path / form
    assert command("--lsoa", "ZQ1,ZQ3", "--published", before, "--out", page).code == 0
    assert any("before.json gives other counts" in file.read_text() for file in tmp_path.glob(f"{form}*"))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        "{}",
        '{"schema": "seedbed/places-screen/1"}',
        "\x00\x01",
        '{"schema": 7, "figures": 1e999}',
    ],
)
def test_file_that_is_no_profile_is_one_clear_error(command: Command, tmp_path: Path, content: str) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(content)
    answer = command("--lsoa", "ZQ1", "--published", file)
    assert answer.code == 3
    assert "earlier.json" in answer.said
    assert "Traceback" not in answer.said


def test_profile_that_is_not_there_is_one_clear_error(command: Command, tmp_path: Path) -> None:
    answer = command("--lsoa", "ZQ1", "--published", tmp_path / "gone.json")
    assert answer.code == 3
    assert "gone.json" in answer.said


def test_folder_in_place_of_a_profile_is_one_clear_error(command: Command, tmp_path: Path) -> None:
    assert command("--lsoa", "ZQ1", "--published", tmp_path).code == 3


def test_document_of_another_schema_is_refused(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "earlier.json"
    command("--lsoa", "ZQ1", "--out", file)
    file.write_text(file.read_text().replace("seedbed/places-profile/1", "seedbed/places-profile/9"))
    answer = command("--lsoa", "ZQ1", "--published", file)
    assert answer.code == 3
    assert "places-profile/9" in answer.said
