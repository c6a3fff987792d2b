"""``seedbed equity suppress``: what is printed where, and that no hidden count is anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from seedbed.cli.equity.group import equity
from seedbed.cli.main import run
from seedbed.errors import BadInputError, NotAllowedError, UsageError

TABLE = """region,sex,count
A,female,2
A,male,18
B,female,19
B,male,14
C,female,10
C,male,12
D,female,14
D,male,11
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE)
    return path


def suppress(*arguments: object) -> str:
    answer = CliRunner().invoke(equity, ["suppress", *map(str, arguments)], catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.stdout


def found(*arguments: object) -> dict[str, dict[str, object]]:
    document = json.loads(suppress(*arguments, "--json"))
    return {f"{cell['region']} {cell['sex']}": cell for cell in document["cells"]}


def test_the_hidden_cells_and_their_intervals(table: Path) -> None:
    cells = found(table)
    assert {name for name, each in cells.items() if each["count"] is None} == {
        "A female", "A male", "C female", "C male",
    }  # fmt: skip
    assert cells["A female"]["hidden"] == "primary"
    assert cells["C male"]["hidden"] == "secondary"
    assert cells["B male"]["hidden"] == "no"
    assert (cells["A female"]["attack_low"], cells["A female"]["attack_high"]) == (0, 12)


def test_margins_are_cells(table: Path) -> None:
    assert found(table)["Total Total"]["count"] == 100


def test_no_hidden_count_stands_in_any_output(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(TABLE.replace("A,male,18", "A,male,7318").replace("C,male,12", "C,male,7412"))
    files = [tmp_path / f"out.{ending}" for ending in ("html", "csv", "json")]
    text = suppress(table, *(part for file in files for part in ("--out", file)))
    text += suppress(table) + suppress(table, "--json") + "".join(file.read_text() for file in files)
    assert "7318" not in text
    assert "7,318" not in text


def test_the_csv_can_be_attacked_as_published(table: Path, tmp_path: Path) -> None:
    safe = tmp_path / "safe.csv"
    suppress(table, "--out", safe)
    assert json.loads(suppress(safe, "--audit-only", "--json"))["audit"]["passed"]


def test_an_unsafe_table_is_found_out(table: Path, tmp_path: Path) -> None:
    unsafe = tmp_path / "unsafe.csv"
    suppress(table, "--out", unsafe)
    unsafe.write_text(unsafe.read_text().replace("A,male,hidden", "A,male,18"))
    document = json.loads(suppress(unsafe, "--audit-only", "--json"))
    assert not document["audit"]["passed"]
    leaks = [cell for cell in document["cells"] if cell["unsafe"]]
    assert [(cell["region"], cell["sex"], cell["attack_low"], cell["attack_high"]) for cell in leaks] == [
        ("A", "female", 2, 2)
    ]


SEX = "area,sex,count\nA,female,hidden\nA,male,hidden\nB,female,30\nB,male,21\n"
JANUARY = SEX + "A,Total,20\nB,Total,51\nTotal,Total,71\n"
FEBRUARY = SEX + "Total,male,39\n"


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Path, Path]:
    january, february = tmp_path / "january.csv", tmp_path / "february.csv"
    january.write_text(JANUARY)
    february.write_text(FEBRUARY)
    return january, february


def test_releases_that_are_safe_alone_are_found_unsafe_together(releases: tuple[Path, Path]) -> None:
    january, february = releases
    alone = [json.loads(suppress(each, "--audit-only", "--json"))["audit"]["passed"] for each in releases]
    assert alone == [True, True]
    together = json.loads(suppress(february, "--published", january, "--audit-only", "--json"))
    assert together["audit"]["unsafe"] == ["area A, sex female"]


def test_the_first_line_of_an_audit_says_whether_it_was_passed(releases: tuple[Path, Path]) -> None:
    january, february = releases
    assert suppress(january, "--audit-only").startswith("Nobody can work out a count below 5")
    unsafe = suppress(february, "--published", january, "--audit-only")
    assert unsafe.startswith("Not safe: what is published here gives away 1 count that is or may be below 5.")


def test_a_strict_audit_ends_with_an_error_after_its_answer(releases: tuple[Path, Path]) -> None:
    january, february = releases
    asked = ["suppress", str(february), "--published", str(january), "--audit-only", "--strict", "--json"]
    answer = CliRunner().invoke(equity, asked)
    assert isinstance(answer.exception, NotAllowedError)
    assert not json.loads(answer.stdout)["audit"]["passed"]
    assert "Not safe" in answer.stderr
    assert CliRunner().invoke(equity, ["suppress", str(january), "--audit-only", "--strict"]).exit_code == 0


def test_strict_is_for_audits(table: Path) -> None:
    assert isinstance(CliRunner().invoke(equity, ["suppress", str(table), "--strict"]).exception, UsageError)


def test_what_was_hidden_before_stays_hidden(table: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.csv"
    suppress(table, "--out", before)
    before.write_text(before.read_text().replace("B,female,19", "B,female,hidden").replace("B,male,14", "B,male,*"))
    cells = found(table, "--published", before)
    assert cells["B female"]["count"] is None


def test_linked_tables_are_protected_together(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "ages.csv"
    other.write_text(
        "region,age,count\nA,young,9\nA,old,11\nB,young,3\nB,old,30\nC,young,12\nC,old,10\nD,young,5\nD,old,20\n"
    )
    document = json.loads(suppress(table, "--linked", other, "--json"))
    assert [each["file"] for each in document["linked"]] == ["ages.csv"]
    assert document["audit"]["cells_together"] == 15 + 15 - 5


def test_levels_get_cells_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "wards.csv"
    path.write_text("ward,district,count\nw1,D,3\nw2,D,9\nw3,E,20\nw4,E,30\n")
    document = json.loads(suppress(path, "--within", "ward=district", "--json"))
    assert {cell["ward"] for cell in document["cells"]} == {"Total", "D", "E", "w1", "w2", "w3", "w4"}


@pytest.mark.parametrize("option", ["--round", "--random-round", "--controlled-round"])
def test_rounded_counts_are_multiples(table: Path, option: str) -> None:
    assert all(int(str(cell["count"])[:-2]) % 5 == 0 for cell in found(table, option, 5).values())


def test_the_page_has_a_hatched_table(table: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    suppress(table, "--out", page)
    assert "4 of 15 cells are hidden: A, female" in page.read_text()


def test_one_column_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("area,count\nA,3\nB,9\nC,30\n")
    assert "3 of 4" not in suppress(path)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("region,count\nA,7311x\nB,5\n", "row 2"),
        ("region,count\nA,-7311\nB,5\n", "row 2"),
        ("region,count\nA,\nB,5\n", "no count"),
        ("region,count\nA,5\nA,7311\n", "two rows"),
        ("region,count\nA,5\nB,7\nTotal,7311\n", "not the sum"),
        ("region,count\n,5\nB,7311\n", "empty"),
        ("region,count\nTotal,7311\n", "only totals"),
        ("region,count\nA,inf\nB,7311\n", "row 2"),
        ("region,number\nA,7311\n", "count"),
        ("", "empty"),
    ],
)
def test_a_bad_table_is_refused_without_telling_a_count(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    with pytest.raises(BadInputError) as told:
        CliRunner().invoke(equity, ["suppress", str(path)], catch_exceptions=False)
    assert word in str(told.value)
    assert "7311" not in str(told.value)


def test_two_ways_of_rounding_are_refused(table: Path) -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(
            equity, ["suppress", str(table), "--round", "5", "--random-round", "5"], catch_exceptions=False
        )


def test_a_table_that_was_given_away_before_is_refused_with_code_5(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tmp_path / "before.csv"
    suppress(table, "--out", before)
    before.write_text(before.read_text().replace("A,male,hidden", "A,male,18"))
    with pytest.raises(NotAllowedError):
        CliRunner().invoke(equity, ["suppress", str(table), "--published", str(before)], catch_exceptions=False)
    with pytest.raises(SystemExit) as left:
        run(["equity", "suppress", str(table), "--published", str(before)])
    assert left.value.code == 5
    assert capsys.readouterr().out == ""


def test_a_denominator_hides_complements(tmp_path: Path) -> None:
    path = tmp_path / "smokers.csv"
    path.write_text("region,sex,count,people\nA,f,98,100\nA,m,30,100\nB,f,40,100\nB,m,50,100\n")
    assert found(path, "--denominator", "people")["A f"]["hidden"] == "primary"


def test_a_secret_number_protects_all_the_same(table: Path) -> None:
    document = json.loads(suppress(table, "--seed", "8613", "--json"))
    assert document["audit"]["fewest_values"] >= 5
    assert "8613" not in json.dumps(document)


def test_a_table_without_small_counts_is_shown_whole(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("area,count\nA,0\nB,9\n")
    assert "all 3 cells may be shown" in suppress(path)
