"""``seedbed voices survival``, from tables to answers. All numbers are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError

BENCHMARK = "group,count\nrenters,600\nowners,400\n"
HEADING = "item,contributor,group,stage\n"


def items(renters_stage: str = "heard", people: int = 40) -> str:
    """Return one item a person: renters' stop at one stage, owners' go on to a decision."""
    rows = [
        f"i{person},p{person},{('renters', 'owners')[person % 2]},{(renters_stage, 'decision')[person % 2]}"
        for person in range(people)
    ]
    return HEADING + "\n".join(rows) + "\n"


ITEMS = items()


def command(folder: Path, table: str, benchmark: str = BENCHMARK, options: Sequence[str] = ()) -> Result:
    (folder / "items.csv").write_text(table, encoding="utf-8")
    (folder / "benchmark.csv").write_text(benchmark, encoding="utf-8")
    places = [str(folder / "items.csv"), str(folder / "benchmark.csv")]
    return CliRunner().invoke(app, ["voices", "survival", *places, *options])


def found(folder: Path, table: str, benchmark: str = BENCHMARK, options: Sequence[str] = ()) -> dict[str, Any]:
    answer = command(folder, table, benchmark, ["--json", *options])
    assert answer.exit_code == 0, answer.output
    document: dict[str, Any] = json.loads(answer.stdout)
    return document


def test_a_group_that_drops_out_is_named_with_its_stage(tmp_path: Path) -> None:
    assert "renters: survival falls from 0.83 at 'heard' to 0.00 at 'theme'" in command(tmp_path, ITEMS).output


def test_survival_is_share_of_items_over_share_of_people(tmp_path: Path) -> None:
    renters = found(tmp_path, ITEMS)["groups"][0]
    assert renters["stages"][0]["survival"] == pytest.approx(0.5 / 0.6)
    assert renters["stages"][1]["survival"] == 0
    assert renters["stages"][1]["lost"]


def test_stages_nothing_has_come_to_are_said(tmp_path: Path) -> None:
    ours = found(tmp_path, ITEMS)
    assert [each["stage"] for each in ours["stages"]] == ["heard", "theme", "factor", "priority", "decision"]
    assert any("funded, delivered, benefited" in note for note in ours["notes"])


def test_people_without_a_card_are_a_number(tmp_path: Path) -> None:
    ours = found(tmp_path, ITEMS + "i98,p98,,heard\ni99,p99,prefer not to say,heard\n")
    assert ours["no_card"] == 2
    assert ours["stages"][0]["no_card_items"] == 2


def test_an_item_without_a_contributor_is_nobodys(tmp_path: Path) -> None:
    assert found(tmp_path, ITEMS + "i98,,,heard\n")["stages"][0]["no_origin_items"] == 1


def test_an_item_with_several_contributors_counts_for_each_group(tmp_path: Path) -> None:
    ours = found(tmp_path, ITEMS + "i0,p1,owners,heard\n")
    assert [group["stages"][0]["items"] for group in ours["groups"]] == [20, 21]


def test_groups_under_ten_people_are_hidden(tmp_path: Path) -> None:
    ours = found(tmp_path, ITEMS + "i97,p97,renters,heard\ni98,p98,others,heard\n", BENCHMARK + "others,50\n")
    hidden = [group for group in ours["groups"] if group["hidden"]]
    assert len(hidden) == 2
    assert all(each["survival"] is None and each["items"] is None for group in hidden for each in group["stages"])
    assert all(group["contributors"] is None for group in hidden)


def test_stages_may_have_other_names(tmp_path: Path) -> None:
    table = HEADING + "".join(
        f"i{n},p{n},{('renters', 'owners')[n % 2]},{('said', 'done')[n % 2]}\n" for n in range(40)
    )
    assert [each["items"] for each in found(tmp_path, table, options=["--stages", "said,done"])["stages"]] == [40, 20]


def test_items_may_belong_to_one_stage_each(tmp_path: Path) -> None:
    ours = found(tmp_path, ITEMS, options=["--stage-means", "own"])
    assert [each["items"] for each in ours["stages"]] == [20, 0, 0, 0, 20]


def test_a_page_draws_the_stages_beside_their_table(tmp_path: Path) -> None:
    answer = command(tmp_path, ITEMS, options=["--out", str(tmp_path / "page.html")])
    assert answer.exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 1
    assert page.count("<table") == 2


@pytest.mark.parametrize(
    ("table", "benchmark", "words"),
    [
        (ITEMS + "i98,p98,renters,dreamt\n", BENCHMARK, "'dreamt' is not a stage"),
        (ITEMS + "i98,p98,lodgers,heard\n", BENCHMARK, "row 42, column 'group': 'lodgers'"),
        (ITEMS + "i98,p0,owners,heard\n", BENCHMARK, "more than one group"),
        (ITEMS + ",p98,owners,heard\n", BENCHMARK, "no name of an item"),
        ("item,group,stage\ni1,renters,heard\n", BENCHMARK, "no column 'contributor'"),
        (ITEMS, BENCHMARK + "others,0\n", "has nobody in it"),
        (ITEMS, "variable,group,count\na,renters,6\nb,owners,4\n", "several variables"),
        (ITEMS, "group,count\nrenters,-1\nowners,400\n", "below zero"),
        (HEADING, BENCHMARK, "no rows"),
    ],
)
def test_bad_tables_are_refused_by_file_and_place(tmp_path: Path, table: str, benchmark: str, words: str) -> None:
    answer = command(tmp_path, table, benchmark)
    assert isinstance(answer.exception, BadInputError)
    assert words in answer.exception.why


def test_an_item_of_its_own_stage_has_one_stage(tmp_path: Path) -> None:
    answer = command(tmp_path, ITEMS + "i0,p1,owners,decision\n", options=["--stage-means", "own"])
    assert isinstance(answer.exception, BadInputError)
    assert "'i0' has two stages" in answer.exception.why
