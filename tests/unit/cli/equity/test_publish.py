"""``--publish`` and the warning of small counts, on every command that shows counts. All numbers are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from seedbed.analysis.equity.disclosure.tables import cross_table
from seedbed.cli.main import app
from seedbed.errors import NotAllowedError
from seedbed.workflows.equity.publishing import small_sets
from tests.unit.analysis.equity.plain_disclosure import attack_slowly

COUNTS = "set,numerator,denominator\nA,40,200\nB,3,190\nC,12,180\nD,55,210\nE,30,150\n"
DEATHS = {"A": (12, 30, 90), "B": (2, 25, 80), "C": (14, 9, 70), "D": (20, 40, 99)}
TABLES = {
    "rates": COUNTS,
    "funnel": COUNTS,
    "life-expectancy": "set,age_start,deaths,population\n"
    + "".join(
        f"{name},{age},{deaths},{people}\n"
        for name, counts in DEATHS.items()
        for age, deaths, people in zip((0, 40, 70), counts, (9000, 8000, 2000), strict=True)
    ),
}
KINDS = {
    "crude": COUNTS,
    "proportion": COUNTS,
    "dsr": "set,age_band,numerator,denominator,standard_population\n"
    + "".join(
        f"{name},{age},{count},500,{standard}\n"
        for name, counts in {"A": (20, 30), "B": (1, 2), "C": (15, 12), "D": (30, 44)}.items()
        for age, count, standard in zip(("young", "old"), counts, (600, 400), strict=True)
    ),
    "smr": "set,age_band,numerator,denominator\n"
    + "".join(
        f"{name},{age},{count},500\n"
        for name, counts in {"A": (20, 30), "B": (1, 2), "C": (15, 12), "D": (30, 44)}.items()
        for age, count in zip(("young", "old"), counts, strict=True)
    ),
    "mean": "set,value\n" + "A,1\n" * 20 + "B,2\nB,3\n" + "C,4\nC,5\n" * 6 + "D,7\nD,9\n" * 20,
}


def run(folder: Path, command: str, table: str, *options: str) -> Result:
    path = folder / "table.csv"
    path.write_text(table, encoding="utf-8")
    return CliRunner().invoke(app, ["equity", command, str(path), *options])


def rows(answer: Result) -> list[dict[str, Any]]:
    assert answer.exit_code == 0, answer.output
    document = json.loads(answer.stdout)
    found: list[dict[str, Any]] = document.get("sets") or document["rows"]
    return found


@pytest.mark.parametrize("command", TABLES)
def test_a_small_set_and_one_that_would_give_it_away_are_left_out(command: str, tmp_path: Path) -> None:
    shown = {row["set"] for row in rows(run(tmp_path, command, TABLES[command], "--publish", "--json"))}
    everyone = {row["set"] for row in rows(run(tmp_path, command, TABLES[command], "--json"))}
    assert "B" in everyone - shown
    assert len(everyone - shown) >= 2
    assert shown


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rate_is_guarded(kind: str, tmp_path: Path) -> None:
    shown = {row["set"] for row in rows(run(tmp_path, "rates", KINDS[kind], "--kind", kind, "--publish", "--json"))}
    assert shown - {"E"} == {"A", "D"}


@pytest.mark.parametrize("command", TABLES)
def test_nothing_published_changes_with_how_a_sum_is_split_among_hidden_sets(command: str, tmp_path: Path) -> None:
    one = TABLES[command]
    other = one.replace("B,3,190", "B,4,190").replace("C,12,180", "C,11,180").replace("B,0,2,", "B,0,3,")
    assert one != other
    answers = [run(tmp_path, command, table, "--publish", "--json").stdout for table in (one, other)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("command", ["rates", "funnel"])
@pytest.mark.parametrize("form", ["html", "csv", "xlsx", "json"])
def test_a_file_with_small_counts_is_warned_of_with_how_many(command: str, form: str, tmp_path: Path) -> None:
    answer = run(tmp_path, command, COUNTS, "--out", str(tmp_path / f"out.{form}"))
    assert "Counts from 1 to 4 in what was written: 1." in answer.stderr
    assert "--publish" in answer.stderr


@pytest.mark.parametrize("command", ["rates", "funnel"])
def test_a_file_for_publication_has_no_small_counts_to_warn_of(command: str, tmp_path: Path) -> None:
    answer = run(tmp_path, command, COUNTS, "--publish", "--out", str(tmp_path / "out.csv"))
    assert "Warning" not in answer.stderr
    assert "\nB," not in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_on_the_screen_nobody_is_warned(tmp_path: Path) -> None:
    assert "Warning" not in run(tmp_path, "rates", COUNTS).output


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    answer = run(tmp_path, "funnel", COUNTS, "--publish")
    assert "Left out for publication, 2 of 5 sets" in answer.output
    assert "B, C" in answer.output


def test_a_table_of_small_counts_alone_cannot_be_published(tmp_path: Path) -> None:
    answer = run(tmp_path, "rates", "set,numerator,denominator\nA,1,90\nB,2,80\n", "--publish")
    assert isinstance(answer.exception, NotAllowedError)


def test_someone_who_knows_the_sum_over_all_sets_cannot_work_out_a_small_one() -> None:
    for seed in range(20):
        counts = np.random.default_rng(seed).poisson(7, 12).astype(np.float64)
        release = cross_table({"set": [str(place) for place in range(12)]}, counts)
        hidden = np.zeros(release.size, dtype=np.bool_)
        places = release.places()
        at = np.array([places[("set", str(place)),] for place in range(12)])
        hidden[at] = small_sets(counts)
        small = at[(counts > 0) & (counts < 5)]
        assert hidden[small].all()
        assert (attack_slowly(release, hidden).high[small] >= 5).all()
