"""``seedbed voices representation``, from tables to answers. All numbers are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError

SAMPLE = "group,count\nA,60\nB,25\nC,15\n"
BENCHMARK = "group,count\nA,500\nB,300\nC,200\n"


def command(folder: Path, sample: str, benchmark: str, options: Sequence[str] = ()) -> Result:
    (folder / "sample.csv").write_text(sample, encoding="utf-8")
    (folder / "benchmark.csv").write_text(benchmark, encoding="utf-8")
    places = [str(folder / "sample.csv"), str(folder / "benchmark.csv")]
    return CliRunner().invoke(app, ["voices", "representation", *places, *options])


def found(folder: Path, sample: str, benchmark: str, options: Sequence[str] = ()) -> dict[str, Any]:
    answer = command(folder, sample, benchmark, ["--json", *options])
    assert answer.exit_code == 0, answer.output
    document: dict[str, Any] = json.loads(answer.stdout)
    return document


def test_published_cases_come_from_the_command_line(tmp_path: Path, cases: Path) -> None:
    for case in json.loads((cases / "representativeness.json").read_text(encoding="utf-8"))["cases"]:
        sample = "group,count\n" + "".join(f"{name},{count}\n" for name, count in case["participants"].items())
        shares = "group,count\n" + "".join(f"{name},{share}\n" for name, share in case["census_share"].items())
        ours = found(tmp_path, sample, shares, ["--population", str(case["population"])])
        names = {"kl": "kl", "dissimilarity": "dissimilarity", "chi2": "chi_square", "p": "p"}
        names |= {"R_population_sd": "r_indicator", "R_sample_sd(n-1)": "r_indicator_sample_sd"}
        for theirs, name in names.items():
            if theirs in case["expected"]:
                assert ours[name] == pytest.approx(case["expected"][theirs], abs=1e-12)


def test_the_promised_keys_are_there(tmp_path: Path) -> None:
    ours = found(tmp_path, SAMPLE, BENCHMARK)
    assert ours["schema"] == "seedbed/voices-representation/1"
    assert {"group", "quotient", "low", "high", "sample_count", "sample_share", "benchmark_share"} <= set(
        ours["groups"][0]
    )
    assert ours["r_indicator"] == pytest.approx(0.9595854811567261)


def test_what_such_a_sample_can_say_is_always_said(tmp_path: Path) -> None:
    assert "nobody drew them at random" in command(tmp_path, SAMPLE, BENCHMARK).output
    assert "nobody drew them at random" in found(tmp_path, SAMPLE, BENCHMARK)["can_say"]


def test_one_row_a_person_counts_as_well(tmp_path: Path) -> None:
    people = "group\n" + "A\n" * 60 + "B\n" * 25 + "C\n" * 15
    assert found(tmp_path, people, BENCHMARK)["groups"] == found(tmp_path, SAMPLE, BENCHMARK)["groups"]


def test_people_without_a_card_are_counted_and_in_no_share(tmp_path: Path) -> None:
    ours = found(tmp_path, SAMPLE + ",3\nprefer not to say,2\n", BENCHMARK)
    assert (ours["variables"][0]["no_card"], ours["variables"][0]["prefer_not_to_say"]) == (3, 2)
    assert ours["groups"][0]["sample_share"] == 0.6


def test_small_groups_are_hidden_with_another_that_would_give_them_away(tmp_path: Path) -> None:
    ours = found(tmp_path, "group,count\nA,60\nB,25\nC,15\nD,3\n", BENCHMARK + "D,60\n")
    assert [group["hidden"] for group in ours["groups"]] == [False, False, True, True]
    assert ours["groups"][3]["sample_count"] is None
    assert ours["groups"][3]["quotient"] is None


def test_measures_of_the_whole_do_not_tell_hidden_numbers_apart(tmp_path: Path) -> None:
    benchmark = BENCHMARK + "D,60\n"
    one = found(tmp_path, "group,count\nA,60\nB,25\nC,15\nD,3\n", benchmark)
    other = found(tmp_path, "group,count\nA,60\nB,25\nC,14\nD,4\n", benchmark)
    assert one == other


def test_leaving_out_few_of_a_group_is_hidden_like_a_few(tmp_path: Path) -> None:
    ours = found(tmp_path, "group,count\nA,60\nB,25\nC,98\n", "group,count\nA,500\nB,300\nC,100\n")
    assert ours["groups"][2]["hidden"]
    assert sum(group["hidden"] for group in ours["groups"]) > 1


def test_a_total_that_another_variable_tells_gives_no_small_group_away(tmp_path: Path) -> None:
    sample = "variable,group,count\nsex,women,40\nsex,men,30\nwork,paid,66\nwork,unpaid,4\n"
    benchmark = "variable,group,count\nsex,women,510\nsex,men,490\nwork,paid,700\nwork,unpaid,300\n"
    ours = found(tmp_path, sample, benchmark)
    shown = [group["sample_count"] for group in ours["groups"]]
    assert shown == [40, 30, None, None]


def test_where_a_total_is_hidden_nothing_worked_out_from_it_is_shown(tmp_path: Path) -> None:
    ours = found(tmp_path, "group,count\nA,2\nB,1\nC,0\n", BENCHMARK)
    assert ours["variables"][0]["sample"] is None
    numbers = ("sample_count", "sample_share", "quotient", "low", "high", "propensity", "more_needed")
    assert all(group[name] is None for group in ours["groups"] for name in numbers)
    assert ours["dissimilarity"] is None


def test_small_groups_can_be_shown_on_the_screen(tmp_path: Path) -> None:
    small = "group,count\nA,60\nB,25\nC,12\nD,3\n"
    ours = found(tmp_path, small, BENCHMARK + "D,60\n", ["--show-small"])
    assert ours["groups"][3]["sample_count"] == 3


def test_small_groups_are_never_written_to_files(tmp_path: Path) -> None:
    answer = command(tmp_path, SAMPLE, BENCHMARK, ["--show-small", "--out", str(tmp_path / "page.html")])
    assert isinstance(answer.exception, UsageError)
    assert not (tmp_path / "page.html").exists()


def test_several_variables_are_compared_one_by_one(tmp_path: Path) -> None:
    sample = "variable,group,count\nsex,women,70\nsex,men,30\nage,young,20\nage,old,80\n"
    benchmark = "variable,group,count\nsex,women,510\nsex,men,490\nage,young,400\nage,old,600\n"
    ours = found(tmp_path, sample, benchmark)
    assert [each["variable"] for each in ours["variables"]] == ["sex", "age"]
    assert ours["variables"][0]["dissimilarity"] == pytest.approx(0.19)
    assert ours["dissimilarity"] is None


def test_a_group_nobody_was_heard_of_is_named(tmp_path: Path) -> None:
    ours = found(tmp_path, SAMPLE, BENCHMARK + "D,60\n")
    assert any("'D'" in note for note in ours["notes"])
    assert ours["groups"][3]["quotient"] == 0


def test_the_next_shift_is_told_whom_to_look_for(tmp_path: Path) -> None:
    assert "7 more people from C" in command(tmp_path, SAMPLE, BENCHMARK).output


def test_attendances_have_no_propensities_and_say_why(tmp_path: Path) -> None:
    ours = found(tmp_path, "group,count\nA,600\nB,250\nC,150\n", BENCHMARK, ["--counts", "attendances"])
    assert ours["r_indicator"] is None
    assert "one person may be in several" in ours["notes"][0]


@pytest.mark.parametrize(("counts", "warns"), [("people", True), ("attendances", False)])
def test_a_second_answer_about_people_is_warned_of(tmp_path: Path, counts: str, *, warns: bool) -> None:
    ours = found(tmp_path, SAMPLE, BENCHMARK, ["--counts", counts])
    assert any("by subtraction" in note for note in ours["notes"]) is warns


def test_a_benchmark_of_shares_is_named_as_such(tmp_path: Path) -> None:
    ours = found(tmp_path, SAMPLE, "group,share\nA,50\nB,30\nC,20\n")
    assert ours["variables"][0]["benchmark_taken_for"] == "shares"
    assert ours["r_indicator"] is None


def test_a_page_shows_bars_and_quotients_beside_their_table(tmp_path: Path) -> None:
    answer = command(tmp_path, SAMPLE, BENCHMARK, ["--out", str(tmp_path / "page.html")])
    assert answer.exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 2
    assert page.count("<table") == 2


@pytest.mark.parametrize(
    ("sample", "benchmark", "words"),
    [
        (SAMPLE + "D,3\n", BENCHMARK, "'D' is in the sample and not in the benchmark"),
        ("variable,group,count\nage,A,6\n", BENCHMARK, "variable 'age' is not in the benchmark"),
        ("group,count\nA,60\nB,\n", BENCHMARK, "is missing"),
        ("group,count\nA,60\nB,-2\n", BENCHMARK, "below zero"),
        ("group,count\nA,60\nB,0.5\n", BENCHMARK, "not a whole number"),
        ("group,count\nA,60\nB,many\n", BENCHMARK, "not a number"),
        ("group,count\nA,600\nB,25\n", BENCHMARK, "Group 1 has 600"),
        ("name,count\nA,600\nB,25\n", BENCHMARK, "no column 'group'"),
        (SAMPLE, "group\nA\nB\nC\n", "no column 'count'"),
        (SAMPLE, "group,count\nA,500\nB,300\nC,0\n", "group 3"),
        ("group,count\nA,60\n", "group,count\nA,500\n", "One group"),
        ("", BENCHMARK, "is empty"),
    ],
)
def test_bad_tables_are_refused_by_file_and_place(tmp_path: Path, sample: str, benchmark: str, words: str) -> None:
    answer = command(tmp_path, sample, benchmark)
    assert isinstance(answer.exception, BadInputError)
    assert words in answer.exception.why
    assert ".csv" in answer.exception.why


def test_a_population_of_attendances_is_refused(tmp_path: Path) -> None:
    answer = command(tmp_path, SAMPLE, BENCHMARK, ["--counts", "attendances", "--population", "1000"])
    assert isinstance(answer.exception, UsageError)


def test_empty_lines_of_a_list_of_people_are_people_without_a_card(tmp_path: Path) -> None:
    people = ["north"] * 20 + [""] * 3 + ["south"] * 20 + [""] * 3
    ours = found(tmp_path, "\n".join(["group", *people, ""]), "group,count\nnorth,500\nsouth,500\n")
    assert ours["variables"][0]["no_card"] == 6
