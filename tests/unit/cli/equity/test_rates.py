"""``seedbed equity rates``: every published case from the command line, files, notes, and what is refused."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from scipy import stats

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError, UsageError, UserError

LEVELS = {"95_0": "0.95", "99_8": "0.998"}
Rows = list[dict[str, Any]]


def answer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(equity, ["rates", *map(str, arguments)])


def document(*arguments: str | Path) -> dict[str, Any]:
    done = answer(*arguments, "--json")
    assert done.exit_code == 0, (done.output, done.exception)
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def error(*arguments: str | Path) -> UserError:
    done = answer(*arguments)
    assert isinstance(done.exception, UserError), done.output
    return done.exception


def table(folder: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "table.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return path


def published(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return found


def agree(ours: dict[str, Any], row: dict[str, Any], low: str, high: str, tolerance: float) -> None:
    for key, name in (("value", "value"), ("ci_low", low), ("ci_high", high)):
        if row.get(name) is None:
            assert ours[key] is None
        else:
            assert ours[key] == pytest.approx(row[name], rel=tolerance)


# ---------------------------------------------------------------- published cases


@pytest.mark.parametrize("level", list(LEVELS))
@pytest.mark.parametrize(
    ("file", "kind"), [("rates_phe_crude.json", "crude"), ("rates_phe_proportion_wilson.json", "proportion")]
)
def test_published_rates_and_proportions(cases: Path, tmp_path: Path, file: str, kind: str, level: str) -> None:
    case = published(cases, file)
    for multiplier in {row["multiplier"] for row in case["cases"]}:
        rows = [row for row in case["cases"] if row["multiplier"] == multiplier]
        cells = [(f"{row['Area']} {place}", row["Numerator"], row["Denominator"]) for place, row in enumerate(rows)]
        path = table(tmp_path, ("set", "numerator", "denominator"), cells)
        options = ("--kind", kind, "--multiplier", str(multiplier), "--confidence", LEVELS[level])
        for ours, row in zip(document(path, *options)["sets"], rows, strict=True):
            agree(ours, row, f"lower{level}cl", f"upper{level}cl", case["tolerance"])


def test_published_proportions_of_sets_whose_rows_are_added_up(cases: Path, tmp_path: Path) -> None:
    case = published(cases, "rates_phe_proportion_wilson.json")
    halves: Rows = [row for row in case["aggregated"] for _ in range(2)]

    def half(value: float | None) -> float | None:
        return None if value is None else value / 2

    cells = [(row["Area"], half(row["Numerator"]), half(row["Denominator"])) for row in halves]
    made = document(table(tmp_path, ("set", "numerator", "denominator"), cells), "--kind", "proportion")
    assert "Rows of the same set were added up: 22 rows, 11 sets." in made["notes"]
    for ours, row in zip(made["sets"], case["aggregated"], strict=True):
        assert ours["numerator"] == row["Numerator"]
        agree(ours, row, "lowercl", "uppercl", case["tolerance"])


def test_published_byar_and_wilson_limits(cases: Path, tmp_path: Path) -> None:
    case = published(cases, "rates_phe_byar_wilson.json")
    for row in case["cases"]:
        wilson = row["method"] == "Wilson"
        path = table(tmp_path, ("set", "numerator", "denominator"), [("A", row["x"], row["n"] if wilson else 1)])
        kind = ("--kind", "proportion", "--method", "wilson") if wilson else ("--kind", "crude", "--method", "byar")
        level = str(float(row["confidence"].rstrip("%")) / 100)
        (ours,) = document(path, *kind, "--multiplier", "1", "--confidence", level)["sets"]
        agree(ours, row | {"value": ours["value"]}, "lowercl", "uppercl", case["tolerance"])


def dsr_table(cases: Path, folder: Path) -> Path:
    """Return all published inputs of standardised rates as one table."""
    dobson, several = (
        published(cases, "rates_phe_dsr_dobson.json"),
        published(cases, "rates_phe_dsr_nonindependent.json"),
    )
    european = dobson["standard_population_esp2013"]
    rows: list[tuple[object, ...]] = []
    for source in (dobson["inputs"], several["inputs"]):
        for place, row in enumerate(source):
            times = [row[f"f{number}"] if "f1" in row else None for number in (1, 2, 3, 4)]
            once = times if "f1" in row else [row["count"], None, None, None]
            rows.append((row["area"], row["ageband"], row["count"], row["pop"], european[place % 19], *once))
    rows += [
        ("testdata_1976", row["Age Band"], row["count"], row["pop"], row["esp1976"], row["count"], 0, 0, 0)
        for row in dobson["inputs_esp1976"]
    ]
    headings = ("set", "age_band", "numerator", "denominator", "standard_population", "f1", "f2", "f3", "f4")
    return table(folder, headings, rows)


@pytest.mark.parametrize("level", list(LEVELS))
@pytest.mark.parametrize("multiplier", ["10000", "100000"])
def test_published_standardised_rates(cases: Path, tmp_path: Path, level: str, multiplier: str) -> None:
    case = published(cases, "rates_phe_dsr_dobson.json")
    made = document(
        dsr_table(cases, tmp_path), "--kind", "dsr", "--multiplier", multiplier, "--confidence", LEVELS[level]
    )
    ours = {each["set"]: each for each in made["sets"]}
    expected = [row for row in case["expected"] if row["statistic"].split()[-1] == multiplier or row["value"] is None]
    assert len(expected) >= 5
    for row in expected:
        # The published 99.8 % limits of this one area are ten times too large: they lie far outside its value.
        slip = 10 if row["area"] == "testdata_1976" and level == "99_8" else 1
        limits = {name: row[name] and row[name] / slip for name in (f"lower{level}cl", f"upper{level}cl")}
        agree(ours[row["area"]], row | limits, f"lower{level}cl", f"upper{level}cl", case["tolerance"])


def test_published_means(cases: Path, tmp_path: Path) -> None:
    case = published(cases, "means_phe.json")
    path = table(tmp_path, ("set", "value"), [(row["area"], row["values"]) for row in case["inputs"]])
    for level, confidence in LEVELS.items():
        ours = {each["set"]: each for each in document(path, "--kind", "mean", "--confidence", confidence)["sets"]}
        for row in case["expected"][:2]:
            agree(ours[row["area"]], row, f"lower{level}cl", f"upper{level}cl", case["tolerance"])
            assert ours[row["area"]]["standard_deviation"] == pytest.approx(row["stdev"], rel=1e-9)


def test_published_mean_without_sets(cases: Path, tmp_path: Path) -> None:
    case = published(cases, "means_phe.json")
    (ours,) = document(table(tmp_path, ("value",), [(row["values"],) for row in case["inputs"]]), "--kind", "mean")[
        "sets"
    ]
    agree(ours, case["expected"][2], "lower95_0cl", "upper95_0cl", case["tolerance"])
    assert not ours["set"]


def test_figure_of_the_whole_table_is_shown_as_that_of_all(tmp_path: Path) -> None:
    path = table(tmp_path, ("numerator", "denominator"), [(30, 1000), (20, 1000)])
    assert answer(path, "--multiplier", "1000").output.startswith("All: 25.0 (95% interval ")


# ---------------------------------------------------------------- standards and references

BANDS = ("0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+")  # fmt: skip  # noqa: E501


def test_without_a_standard_the_european_one_is_used_and_said_so(tmp_path: Path) -> None:
    rows = [("A", band, 5 + place, 100) for place, band in enumerate(BANDS)]
    headings = ("set", "age_band", "numerator", "denominator")
    in_order = document(table(tmp_path, headings, rows), "--kind", "dsr")
    shuffled = document(table(tmp_path, headings, rows[::-1]), "--kind", "dsr")
    assert in_order["standard"] == "European Standard Population 2013"
    assert shuffled["sets"][0]["value"] == pytest.approx(in_order["sets"][0]["value"])


def test_nineteen_bands_without_names_are_taken_in_order_and_said_so(tmp_path: Path) -> None:
    rows = [("A", 5 + place, 100) for place in range(19)]
    made = document(table(tmp_path, ("set", "numerator", "denominator"), rows), "--kind", "dsr")
    assert any("taken to be 0-4 to 90+" in note for note in made["notes"])


def test_other_bands_need_a_standard(tmp_path: Path) -> None:
    rows = [("A", "0-17", 12, 100), ("A", "18+", 12, 100)]
    refused = error(table(tmp_path, ("set", "age_band", "numerator", "denominator"), rows), "--kind", "dsr")
    assert isinstance(refused, BadInputError)
    assert "standard_population" in refused.why


def test_set_that_lacks_a_band_has_no_rate(tmp_path: Path) -> None:
    rows = [("A", "0-64", 40, 100), ("A", "65+", 40, 100), ("B", "0-64", 40, 100)]
    made = document(table(tmp_path, ("set", "age_band", "numerator", "denominator"), rows), "--kind", "dsr")
    assert made["sets"][1]["value"] is None
    assert any("lack a row for an age band" in note for note in made["notes"])


def test_sets_with_other_standards_are_told_apart(tmp_path: Path) -> None:
    headings = ("set", "age_band", "numerator", "denominator", "standard_population")
    rows = [("A", "x", 40, 100, 1), ("A", "y", 40, 100, 1), ("B", "x", 40, 100, 2), ("B", "y", 40, 100, 1)]
    made = document(table(tmp_path, headings, rows), "--kind", "dsr")
    assert any("1 of 2 sets are standardised to other people" in note for note in made["notes"])


REFERENCE = ("set", "age_band", "numerator", "denominator", "reference_numerator", "reference_denominator")
OLD_MILL = [("Old Mill", "young", 10, 2000, 400, 100_000), ("Old Mill", "old", 90, 500, 6000, 60_000)]


def test_indirectly_standardised_rate_and_ratio(tmp_path: Path) -> None:
    path = table(tmp_path, REFERENCE, OLD_MILL)
    rate, ratio = document(path, "--kind", "isr"), document(path, "--kind", "smr", "--multiplier", "100")
    assert rate["sets"][0]["expected"] == pytest.approx(8 + 50)
    assert rate["sets"][0]["value"] == pytest.approx(100 / 58 * 6400 / 160_000 * 100_000)
    assert rate["reference_rate"] == pytest.approx(4000)
    assert ratio["sets"][0]["value"] == pytest.approx(100 / 58 * 100)
    assert ratio["sets"][0]["ratio"] == rate["sets"][0]["ratio"]


def test_total_of_events_is_enough_for_indirect_standardisation(tmp_path: Path) -> None:
    rows = [(name, band, 100, people, *reference) for name, band, _, people, *reference in OLD_MILL]
    path = table(tmp_path, (*REFERENCE[:2], "observed", *REFERENCE[3:]), rows)
    assert document(path, "--kind", "smr")["sets"][0]["value"] == pytest.approx(100 / 58)


@pytest.mark.parametrize("kind", ["isr", "smr"])
def test_rate_and_ratio_both_carry_expected_events_and_the_ratio_with_limits(tmp_path: Path, kind: str) -> None:
    found = document(table(tmp_path, REFERENCE, OLD_MILL), "--kind", kind)["sets"][0]
    assert found["expected"] == pytest.approx(58)
    assert found["ratio"] == pytest.approx(100 / 58)
    low, high = stats.norm.ppf([0.025, 0.975]) / 3
    assert found["ratio_low"] == pytest.approx(100 * (1 - 1 / 900 + low / 10) ** 3 / 58)
    assert found["ratio_high"] == pytest.approx(101 * (1 - 1 / 909 + high / 101**0.5) ** 3 / 58)


def test_empty_count_of_the_reference_is_taken_for_none_and_said_so(tmp_path: Path) -> None:
    band = ("Old Mill", "middle", 5, 700, None, 90_000)
    zero = document(table(tmp_path, REFERENCE, [*OLD_MILL, (*band[:4], 0, band[5])]), "--kind", "isr")
    blank = document(table(tmp_path, REFERENCE, [*OLD_MILL, band]), "--kind", "isr")
    assert blank["sets"] == zero["sets"]
    assert any("empty count of events in 1 age band" in note for note in blank["notes"])
    assert not any("empty count" in note for note in zero["notes"])


def test_people_where_the_reference_has_none_get_no_figure_and_a_reason(tmp_path: Path) -> None:
    rows = [*OLD_MILL, ("Old Mill", "oldest", 3, 40, 0, 0)]
    made = document(table(tmp_path, REFERENCE, rows), "--kind", "smr")
    assert made["sets"][0]["value"] is None
    assert "1 set has no figure: people in an age band in which the reference has nobody." in made["notes"]


def test_set_without_expected_events_gets_no_figure_and_a_reason(tmp_path: Path) -> None:
    made = document(table(tmp_path, REFERENCE, [("Old Mill", "young", 1, 100, 0, 1000)]), "--kind", "smr")
    assert made["sets"][0]["value"] is None
    assert "1 set has no figure: no events are expected at the reference's rates." in made["notes"]


def test_standard_weight_on_nobody_gives_no_rate_and_a_reason(tmp_path: Path) -> None:
    rows = [("A", "young", 20, 1000, 5000), ("A", "old", 0, 0, 4000)]
    path = table(tmp_path, ("set", "age_band", "numerator", "denominator", "standard_population"), rows)
    made = document(path, "--kind", "dsr")
    assert made["sets"][0]["value"] is None
    assert made["notes"] == ["1 set has no figure: an age band of the standard without people; join age bands."]


def test_without_a_reference_all_sets_together_are_it_and_said_so(tmp_path: Path) -> None:
    rows = [(name, band, 50, 1000) for name in "ABCDEFGH" for band in ("young", "old")]
    made = document(table(tmp_path, ("set", "age_band", "numerator", "denominator"), rows), "--kind", "smr")
    assert made["standard"] == "all sets of the table together"
    assert made["sets"][0]["value"] == pytest.approx(1)


# ---------------------------------------------------------------- what is shown


COUNTS = [("Ash", 30, 1000), ("Beech", 3, 1000), ("Cedar", 0, 0), ("Dale", None, 1000)]


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    return table(tmp_path, ("set", "numerator", "denominator"), COUNTS)


def test_measurements_that_are_all_equal_get_no_interval(tmp_path: Path) -> None:
    made = document(table(tmp_path, ("set", "value"), [("A", 3), ("A", 3), ("B", 4)]), "--kind", "mean")
    assert [each["ci_low"] for each in made["sets"]] == [None, None]
    assert "2 sets have a figure without an interval." in made["notes"]


def test_multipliers_are_those_that_are_expected(counts: Path) -> None:
    assert [document(counts, "--kind", kind)["multiplier"] for kind in ("crude", "proportion")] == [100_000, 1]


def test_each_set_names_its_method(counts: Path) -> None:
    made = document(counts)
    assert [each["method"] for each in made["sets"][:2]] == ["Byar", "exact Poisson"]
    assert made["schema"] == "seedbed/equity-rates/1"


def test_sets_without_a_figure_are_null_and_counted(counts: Path) -> None:
    made = document(counts)
    assert [each["value"] for each in made["sets"]][2:] == [None, None]
    assert any(note.startswith("1 set has no figure: a denominator of 0") for note in made["notes"])


def test_method_that_is_weak_says_so_in_the_notes(counts: Path) -> None:
    assert any("1 to 7 people" in note for note in document(counts, "--kind", "proportion")["notes"])


def test_exact_limits_may_be_asked_for(counts: Path) -> None:
    assert document(counts, "--kind", "proportion", "--method", "exact")["sets"][0]["method"].startswith("exact")


def test_person_reads_the_highest_and_lowest_first(counts: Path) -> None:
    shown = answer(counts, "--multiplier", "1000").output
    assert "The highest, Ash: 30.0 (95% interval 20.2 to 42.8)." in shown
    assert "per 1,000 people (multiplier 1,000)" in shown


def test_small_shares_are_shown_with_the_digits_that_their_intervals_have(tmp_path: Path) -> None:
    path = table(tmp_path, ("set", "numerator", "denominator"), [("Ash", 1028, 1_000_000)])
    assert "0.00103 (95% interval 0.00097 to 0.00109)" in answer(path, "--kind", "proportion").output


def test_files_hold_page_table_and_document(counts: Path, tmp_path: Path) -> None:
    made = [tmp_path / f"rates.{form}" for form in ("html", "csv", "xlsx", "json")]
    assert answer(counts, *(part for file in made for part in ("--out", file))).exit_code == 0
    assert "<svg" in made[0].read_text(encoding="utf-8")
    assert "Ash,3000.0," in made[1].read_text(encoding="utf-8-sig")
    assert json.loads(made[3].read_text(encoding="utf-8"))["kind"] == "crude"


def test_many_sets_are_not_all_drawn(tmp_path: Path) -> None:
    path = table(tmp_path, ("set", "numerator", "denominator"), [(f"S{place}", 20, 100) for place in range(60)])
    assert "The first 40 of 60 sets are drawn; the table has all." in answer(path).output


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("A", 0.2, 500), ("B", 0.31, 400)], "all between 0 and 1"),
        ([("A", 23.4, 100), ("B", 18.9, 100)], "Every denominator is 100"),
    ],
)
def test_shares_given_for_counts_are_told_of(tmp_path: Path, rows: list[tuple[object, ...]], told: str) -> None:
    made = document(table(tmp_path, ("set", "numerator", "denominator"), rows))
    assert any(told in note for note in made["notes"])


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("row", "kind", "told"),
    [
        (("B", -3, 10), "crude", "row 3, column 'numerator': -3 is below zero"),
        (("B", 3, -10), "crude", "row 3, column 'denominator': -10 is below zero"),
        (("B", 11, 10), "proportion", "row 3, column 'numerator': 11 is larger than its denominator"),
        (("B", "some", 10), "crude", "row 3, column 'numerator': 'some' is not a number"),
        (("B", "inf", 10), "crude", "row 3, column 'numerator' is infinite"),
    ],
)
def test_bad_counts_are_refused_by_their_row(tmp_path: Path, row: tuple[object, ...], kind: str, told: str) -> None:
    path = table(tmp_path, ("set", "numerator", "denominator"), [("A", 5, 10), row])
    assert told in error(path, "--kind", kind).why


def test_missing_column_is_named(tmp_path: Path) -> None:
    path = table(tmp_path, ("set", "numerator"), [("A", 5)])
    assert "there is no column 'denominator'" in error(path).why


def test_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    assert "it is empty" in error(path).why


def test_same_band_twice_in_a_set_is_refused(tmp_path: Path) -> None:
    rows = [("A", "0-64", 40, 100), ("A", "65+", 40, 100), ("A", "65+", 40, 100)]
    refused = error(table(tmp_path, ("set", "age_band", "numerator", "denominator"), rows), "--kind", "dsr")
    assert "row 4, column 'age_band': '65+' stands twice in the same set" in refused.why


def test_times_that_do_not_add_up_to_the_events_are_refused(tmp_path: Path) -> None:
    rows = [("A", "0-64", 40, 100, 40, 1), ("A", "65+", 40, 100, 20, 10)]
    refused = error(table(tmp_path, ("set", "age_band", "numerator", "denominator", "f1", "f2"), rows), "--kind", "dsr")
    assert "row 2, column 'numerator': 40 is not f1 + 2 f2" in refused.why


def test_squares_smaller_than_the_events_are_refused(tmp_path: Path) -> None:
    headings = ("set", "age_band", "numerator", "denominator", "squared_events")
    rows = [("A", "0-64", 40, 100, 30), ("A", "65+", 40, 100, 60)]
    assert "row 2, column 'squared_events'" in error(table(tmp_path, headings, rows), "--kind", "dsr").why


def test_standard_of_nobody_is_refused(tmp_path: Path) -> None:
    headings = ("set", "age_band", "numerator", "denominator", "standard_population")
    rows = [("A", "0-64", 40, 100, 0), ("A", "65+", 40, 100, 0)]
    refused = error(table(tmp_path, headings, rows), "--kind", "dsr")
    assert "row 2, column 'standard_population': 0 is all there is in its set" in refused.why


@pytest.mark.parametrize("headings", [("set", "numerator", "denominator"), ("age_band", "numerator", "denominator")])
def test_rows_that_are_no_age_bands_are_refused(tmp_path: Path, headings: tuple[str, ...]) -> None:
    rows = [("A" if headings[0] == "set" else place, 4, 10) for place in range(201)]
    assert "201 age bands in a set" in error(table(tmp_path, headings, rows), "--kind", "dsr").why


def test_half_a_reference_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, REFERENCE[:5], [row[:5] for row in OLD_MILL])
    assert "of the reference only 'reference_numerator' is there" in error(path, "--kind", "isr").why


def test_one_set_without_a_reference_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, REFERENCE[:4], [row[:4] for row in OLD_MILL])
    assert "reference_numerator" in error(path, "--kind", "smr").why


def test_totals_that_differ_within_a_set_are_refused(tmp_path: Path) -> None:
    rows = [(name, band, total, people, *rest) for (name, band, total, people, *rest) in OLD_MILL]
    path = table(tmp_path, (*REFERENCE[:2], "observed", *REFERENCE[3:]), rows)
    assert "column 'observed'" in error(path, "--kind", "smr").why


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "crude", "--method", "wilson"),
        ("--confidence", "95"),
        ("--multiplier", "0"),
        ("--multiplier", "-1"),
        ("--kind", "mean", "--multiplier", "100"),
    ],
)
def test_options_that_do_not_fit_are_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    headings = ("set", "value") if "mean" in options else ("set", "numerator", "denominator")
    path = table(tmp_path, headings, [("A", 5, 10)[: len(headings)]])
    assert isinstance(error(path, *options), UsageError)


FINGERTIPS = ("Area Name", "Sex", "Time period", "Indicator ID", "Unit", "Count", "Denominator")


def as_downloaded(folder: Path) -> Path:
    """Write an invented file like those that Fingertips gives: a country with its areas, both sexes, two years."""
    rows = [
        (area, sex, year, number, "per 100", 10, 100)
        for number, area in enumerate(("England", "Avon", "Bedford"))
        for sex in ("Persons", "Male", "Female")
        for year in ("2021/22", "2022/23")
    ]
    return table(folder, FINGERTIPS, rows)


@pytest.mark.parametrize("kind", ["crude", "proportion"])
def test_rows_that_differ_in_words_are_not_added_up_without_sets(tmp_path: Path, kind: str) -> None:
    refused = error(as_downloaded(tmp_path), "--kind", kind)
    assert "there is no column 'set', so all 18 rows would be added up" in refused.why
    assert "between them: Area Name, Sex, Time period; people" in refused.why
    assert "Add a column 'set'" in refused.next_step


def test_one_word_as_the_set_of_all_rows_adds_them_up(tmp_path: Path) -> None:
    path = table(tmp_path, ("set", "Sex", "Count", "Denominator"), [("all", "M", 1, 10), ("all", "F", 3, 10)])
    assert document(path, "--kind", "proportion")["sets"][0]["value"] == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (("Count", "Denominator"), [(1, 10), (3, 10)]),
        (("Count", "Denominator", "Place"), [(1, 10, "Avon"), (3, 10, "Avon ")]),
        (("Count", "Denominator", "Ward"), [(1, 10, 7), (3, 10, 8)]),
        (("Count", "Denominator", "Note"), [(1, 10, ""), (3, 10, "checked")]),
        (("Count", "Denominator", "Place"), [(4, 20, "Avon")]),
    ],
)
def test_rows_without_sets_that_nothing_in_words_tells_apart_are_added_up(
    tmp_path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    assert document(table(tmp_path, headings, rows), "--kind", "proportion")["sets"][0]["value"] == pytest.approx(0.2)


def test_standardised_rate_without_sets_needs_none(tmp_path: Path) -> None:
    headings = ("age_band", "note", "numerator", "denominator", "standard_population")
    path = table(tmp_path, headings, [("young", "a", 20, 100, 1), ("old", "b", 40, 100, 1)])
    assert document(path, "--kind", "dsr", "--multiplier", "1")["sets"][0]["value"] == pytest.approx(0.3)


def test_missing_count_is_put_0_or_left_empty_as_the_case_may_be(tmp_path: Path) -> None:
    path = table(tmp_path, ("set", "numerator", "denominator"), [("A", None, 10), ("B", 2, 10)])
    told = "a numerator or denominator is missing (put 0 where there is none; leave it empty if it was suppressed)."
    assert any(note.endswith(told) for note in document(path)["notes"])


def test_rows_that_differ_by_age_only_are_added_up(tmp_path: Path) -> None:
    rows = [("0-4", 3, 100), ("5-9", 8, 120)]
    made = document(table(tmp_path, ("age_band", "numerator", "denominator"), rows), "--kind", "crude")
    assert (made["sets"][0]["numerator"], made["sets"][0]["denominator"]) == (11, 220)
