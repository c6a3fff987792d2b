"""The measures as sections: sentences, charts, tables, and what is hidden."""

from __future__ import annotations

import re
from array import array
from datetime import date

import pytest

from seedbed.reports.thread.measures import completeness_section, feedback_section, origins_section
from seedbed.reports.thread.survival import Benchmark, survival_section
from seedbed.thread.measures import Answers, Completeness, origin_mix
from seedbed.thread.reading import columns_of
from seedbed.thread.stages import SurvivalItems
from seedbed.thread.thread import Thread


def voices(*many: int) -> SurvivalItems:
    """Return one voice a person: as many of each group as said, each heard and no more; people are named by order."""
    size = sum(many)
    codes = array("q", range(size))
    nought = array("q", [0] * size)
    return SurvivalItems(tuple(range(size)), nought, nought, codes, codes, tuple(range(size)))


def groups(*many: int) -> dict[int, str]:
    """Return the groups of these people: "a" the first of them, then "b"."""
    names = [name for name, count in zip("abc", many, strict=False) for _ in range(count)]
    return dict(enumerate(names))


def test_completeness_without_actions_has_no_share_of_them() -> None:
    section = completeness_section(Completeness(10, 4, 0, 0, 0, 0))
    assert section.sentences[0] == "4 of 10 contributions reached a decision."
    assert section.rows[1][-2:] == ("–", "–")
    assert section.rows[0][-2] == "40.0"


def test_nothing_at_all_draws_nothing() -> None:
    empty = columns_of(Thread(), 1, 1)
    sections = [
        completeness_section(Completeness(0, 0, 0, 0, 0, 0)),
        feedback_section(Answers(date(2025, 1, 1), {}, {})),
        origins_section(origin_mix(empty)),
    ]
    assert [section.pictures for section in sections] == [(), (), ()]
    assert sections[1].sentences == ("Nothing was said here yet.",)


def test_of_nothing_no_share_is_told() -> None:
    section = completeness_section(Completeness(0, 0, 0, 0, 0, 0))
    assert section.sentences == ("There are no contributions yet.", "There are no actions yet.")
    assert "of 0" not in feedback_section(Answers(date(2025, 1, 1), {}, {})).method.lower()


def test_half_not_yet_answered_is_said() -> None:
    section = feedback_section(Answers(date(2025, 1, 1), {1: 10}, {2: 30, 3: 40}))
    assert section.sentences[0] == "Fewer than half have been answered."
    assert section.sentences[1] == "2 of 3 still wait for an answer."
    assert section.rows[1][1] == "not reached"
    assert "up to 1 January 2025. Of 3 contributions" in section.method


def test_the_median_wait_is_said() -> None:
    section = feedback_section(Answers(date(2025, 1, 1), {n: n for n in range(1, 21)}, {}))
    assert section.sentences[0] == "Half of all contributions were answered within 10 days."


@pytest.mark.parametrize(("days", "ticks"), [(0, ["0", "1"]), (1, ["0", "1"]), (30, ["0", "10", "20", "30"])])
def test_where_all_were_answered_after_as_long_the_axis_still_counts_days_from_none(
    days: int, ticks: list[str]
) -> None:
    ((_, picture),) = feedback_section(Answers(date(2025, 1, 1), dict.fromkeys(range(20), days), {})).pictures
    assert re.findall(r">(−?[\d.,]+)</text>", picture) == ticks


def test_small_groups_are_in_no_row_and_no_chart() -> None:
    section = survival_section(voices(12, 12, 3), groups(12, 12, 3), "age", Benchmark({"a": 1, "b": 1, "c": 1}, "all"))
    shown = {row[0] for row in section.rows}
    assert "c" not in shown
    assert len(section.pictures) == len(shown)
    assert any("Hidden" in sentence and "c" in sentence for sentence in section.sentences)


def test_a_small_group_is_not_named_where_its_name_says_that_somebody_is_in_it() -> None:
    section = survival_section(voices(12, 12, 3), groups(12, 12, 3), "age")
    assert "Hidden, so that nobody can be told apart: 2 groups." in section.sentences


def test_large_groups_are_shown_against_the_people_who_live_here() -> None:
    section = survival_section(voices(15, 15), groups(15, 15), "age", Benchmark({"a": 3, "b": 1}, "residents (census)"))
    assert section.rows[0][:5] == ("a", "heard", 30, 15, "0.67")
    assert "share of residents (census)" in section.method


def test_a_group_that_the_benchmark_does_not_know_makes_it_unfit() -> None:
    section = survival_section(voices(15, 15), groups(15, 15), "age", Benchmark({"a": 3}, "residents (census)"))
    assert "people who were heard and gave a card" in section.method
    assert section.rows[0][4] == "1.00"


def test_those_without_a_card_are_counted_and_told() -> None:
    section = survival_section(voices(15, 15), groups(15), "age", Benchmark({"a": 1, "b": 1}, "all"))
    assert "15 people gave no card of their age and so count for no group." in section.sentences


def test_without_cards_there_is_no_survival() -> None:
    assert survival_section(voices(3), {}, "age").rows == ()
