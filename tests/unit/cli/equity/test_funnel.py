"""``seedbed equity funnel``: the published funnel from the command line, its plot, notes, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from scipy import stats

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError, UserError

INVENTED = "set,numerator,denominator\n" + "\n".join(
    f"Place {number},{round(0.3 * people)},{people}" for number, people in enumerate(range(200, 2000, 100), 1)
)
ODD = "\nHigh Hill,520,1000\nLow Lane,262,1000\nNobody,0,0\n"


def answer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(equity, ["funnel", *map(str, arguments)])


def document(*arguments: str | Path) -> dict[str, Any]:
    done = answer(*arguments, "--json")
    assert done.exit_code == 0, (done.output, done.exception)
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def error(*arguments: str | Path) -> UserError:
    done = answer(*arguments)
    assert isinstance(done.exception, UserError), done.output
    return done.exception


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "invented.csv"
    path.write_text(INVENTED + ODD, encoding="utf-8")
    return path


def test_the_published_funnel(cases: Path, tmp_path: Path) -> None:
    case = json.loads((cases / "funnel_phe_proportion.json").read_text(encoding="utf-8"))
    path = tmp_path / "published.csv"
    lines = [f'"{row["Area"]}",{row["numerator"]},{row["denominator"]}' for row in case["inputs"]]
    path.write_text("\n".join(["set,numerator,denominator", *lines]), encoding="utf-8")
    made = document(path)
    for ours, row in zip(made["limits"], case["expected"], strict=True):
        assert ours["denominator"] == float(row["Population"])
        assert made["baseline"] == pytest.approx(float(row["Baseline"]), abs=5.1e-7)
        for key, name in (("low_95", "Lower2s0025limit"), ("high_95", "Upper2s0025limit")):
            assert ours[key] == pytest.approx(float(row[name]), abs=5.1e-7)
        for key, name in (("low_998", "Lower3s0001limit"), ("high_998", "Upper3s0001limit")):
            assert ours[key] == pytest.approx(float(row[name]), abs=5.1e-7)
    words = {("similar", "similar"): "Not significant"}
    words |= {(way, way): f"{name} (0.001)" for way, name in (("higher", "High"), ("lower", "Low"))}
    words |= {(way, "similar"): f"{name} (0.025)" for way, name in (("higher", "High"), ("lower", "Low"))}
    ours = [words[each["verdict_95"], each["verdict_998"]] for each in made["sets"]]
    assert ours == [row["significance"] for row in case["inputs"]]


def test_verdicts_are_said_in_words(places: Path) -> None:
    verdicts = {each["set"]: each["verdict"] for each in document(places)["sets"]}
    assert verdicts["High Hill"] == "higher than the baseline, above the 99.8% limits"
    assert verdicts["Low Lane"] == "lower than the baseline, below the 99.8% limits"
    assert verdicts["Place 3"] == "inside the limits: the difference could be chance"
    assert verdicts["Nobody"] == "not tested: no figure"


def test_set_without_a_figure_is_counted(places: Path) -> None:
    assert any(note.startswith("1 set has no figure") for note in document(places)["notes"])


def test_rates_are_per_hundred_thousand_unless_told(places: Path) -> None:
    assert document(places, "--kind", "rate")["multiplier"] == 100_000
    assert document(places)["multiplier"] == 100


def test_baseline_may_be_given(places: Path) -> None:
    made = document(places, "--baseline", "52")
    assert made["baseline_is"] == "given with --baseline"
    assert [each["verdict_95"] for each in made["sets"] if each["set"] == "High Hill"] == ["similar"]


def test_places_that_differ_more_than_chance_are_told_of(places: Path, tmp_path: Path) -> None:
    spread = tmp_path / "spread.csv"
    rows = [f"Place {number},{200 + 10 * number},1000" for number in range(20)]
    spread.write_text("\n".join(["set,numerator,denominator", *rows]), encoding="utf-8")
    assert any("overdispersion" in note for note in document(spread)["notes"])
    assert not any("overdispersion" in note for note in document(places)["notes"])


def test_plot_marks_each_place_by_how_it_stands(places: Path, tmp_path: Path) -> None:
    page = tmp_path / "funnel.html"
    assert answer(places, "--out", page).exit_code == 0
    drawn = re.findall(r"<svg.*?</svg>", page.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert "inside the limits: 18" in drawn
    assert "outside the 99.8% limits: 2" in drawn
    assert "High Hill (higher)" in drawn


def test_curves_are_a_table_beside_the_plot(places: Path) -> None:
    shown = answer(places).output
    assert "The limits by size, per cent: the curves of the plot." in shown
    assert "by chance alone 1.0 would" in shown


def test_places_of_one_size_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("set,numerator,denominator\nA,300,1000\nB,310,1000\n", encoding="utf-8")
    assert answer(path, "--out", tmp_path / "same.html").exit_code == 0


def test_sizes_far_apart_are_drawn_by_ratio(tmp_path: Path) -> None:
    path = tmp_path / "far.csv"
    path.write_text("set,numerator,denominator\nA,30,100\nB,3000,10000\nC,310000,1000000\n", encoding="utf-8")
    assert answer(path, "--out", tmp_path / "far.html").exit_code == 0
    drawn = (tmp_path / "far.html").read_text(encoding="utf-8")
    assert all(f">{tick}<" in drawn for tick in ("100", "1,000", "10,000", "100,000", "1,000,000"))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("A,5,10\nB,11,10", "row 3, column 'numerator': 11 is larger than its denominator"),
        ("A,-5,10", "row 2, column 'numerator': -5 is below zero"),
        ("A,,10\nB,3,0", "No place has both"),
    ],
)
def test_bad_counts_are_refused(tmp_path: Path, rows: str, told: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("set,numerator,denominator\n" + rows, encoding="utf-8")
    refused = error(path)
    assert isinstance(refused, BadInputError)
    assert told in refused.why


def test_table_without_sets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("numerator,denominator\n3,10\n", encoding="utf-8")
    assert "there is no column 'set'" in error(path).why


def test_baseline_above_the_whole_is_refused(places: Path) -> None:
    assert "above the whole" in error(places, "--baseline", "130").why


def plain_poisson_limits(mean: float, tail: float) -> tuple[int, int]:
    """The least and the most events whose exact interval does not leave out a mean, counted one by one."""
    inside = [
        events
        for events in range(int(mean + 20 * mean**0.5 + 20))
        if (events == 0 or stats.poisson.sf(events - 1, mean) >= tail) and stats.poisson.cdf(events, mean) >= tail
    ]
    return inside[0], inside[-1]


def test_ratios_are_compared_with_as_many_events_as_expected(tmp_path: Path) -> None:
    random = np.random.default_rng(11)
    expected = random.uniform(1, 80, 60).round(2)
    observed = random.poisson(expected * random.uniform(0.6, 1.5, 60))
    path = tmp_path / "ratios.csv"
    rows = [f"Place {place},{seen},{mean}" for place, (seen, mean) in enumerate(zip(observed, expected, strict=True))]
    path.write_text("\n".join(["set,observed,expected", *rows]), encoding="utf-8")
    made = document(path, "--kind", "ratio")
    assert (made["baseline"], made["baseline_is"]) == (100, "as many events as expected")
    for each, seen, mean in zip(made["sets"], observed, expected, strict=True):
        assert each["value"] == pytest.approx(100 * seen / mean)
        least, most = plain_poisson_limits(mean, 0.025)
        plain = "lower" if seen < least else "higher" if seen > most else "similar"
        assert each["verdict_95"] == plain


def test_ratios_may_be_compared_with_another_baseline(tmp_path: Path) -> None:
    path = tmp_path / "ratios.csv"
    path.write_text("set,numerator,expected\nA,200,100\nB,100,100\n", encoding="utf-8")
    verdicts = [each["verdict_95"] for each in document(path, "--kind", "ratio", "--baseline", "200")["sets"]]
    assert verdicts == ["similar", "lower"]


STANDARDISED = "set,numerator,rate\nA,400,800\nB,100,400\nC,9,900\nD,0,\nE,250,500\n"


def test_standardised_rates_have_the_people_that_their_events_stand_for(tmp_path: Path) -> None:
    path = tmp_path / "dsr.csv"
    path.write_text(STANDARDISED, encoding="utf-8")
    made = document(path, "--kind", "dsr")
    assert [each["denominator"] for each in made["sets"]] == [50_000, 25_000, None, None, 50_000]
    assert made["baseline"] == pytest.approx(759 / 126_000 * 100_000)
    verdicts = [each["verdict_95"] for each in made["sets"]]
    assert verdicts == ["higher", "lower", "not tested", "not tested", "lower"]
    assert "2 sets have no figure, because a number is missing or there are fewer than 10 events." in made["notes"]
    assert any("count the chance of all events together" in note for note in made["notes"])


def test_funnel_of_ratios_is_drawn_by_events_expected(tmp_path: Path) -> None:
    path, page = tmp_path / "ratios.csv", tmp_path / "ratios.html"
    path.write_text("set,observed,expected\nA,20,10\nB,30,31.5\n", encoding="utf-8")
    assert answer(path, "--kind", "ratio", "--out", page).exit_code == 0
    shown = page.read_text(encoding="utf-8")
    assert "Events expected (across)" in shown
    assert "denominators are events expected" in shown


def test_standardised_rates_of_several_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("set,numerator,rate\nA,40,800\nA,100,400\n", encoding="utf-8")
    assert "several rows" in error(path, "--kind", "dsr").why


def test_a_table_without_any_standardised_rate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("set,numerator,rate\nA,4,800\nB,3,400\n", encoding="utf-8")
    assert isinstance(error(path, "--kind", "dsr"), BadInputError)
