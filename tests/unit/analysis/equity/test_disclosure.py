"""Disclosure control on tables small enough to follow by hand, and on published cases."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.equity.disclosure.attack import Intervals, attack
from seedbed.analysis.equity.disclosure.guard import EARLIER, PRIMARY, SECONDARY, SHOWN, guard
from seedbed.analysis.equity.disclosure.protect import protect, secret_prices
from seedbed.analysis.equity.disclosure.releases import Published, audit, published_table
from seedbed.analysis.equity.disclosure.rounding import round_at_random, round_conventionally, round_release
from seedbed.analysis.equity.disclosure.rule import primary_cells
from seedbed.analysis.equity.disclosure.tables import Key, Release, cross_table, link, sums
from seedbed.errors import BadInputError, NotAllowedError, UsageError


def two_way(rows: list[str], columns: list[str], counts: list[list[float]]) -> Release:
    cells = [(row, column) for row in rows for column in columns]
    named = {"row": [row for row, _ in cells], "column": [column for _, column in cells]}
    return cross_table(named, np.array(counts).ravel())


def cell(row: str, column: str) -> Key:
    return (("column", column), ("row", row))


def intervals(release: Release, found: Intervals, key: Key) -> list[float]:
    at = release.places()[key]
    return [float(found.low[at]), float(found.high[at])]


def published(release: Release, hidden: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Published:
    shown = Release(release.keys, np.where(hidden, np.nan, release.counts), release.equations, release.most)
    return Published(shown, hidden)


def test_the_published_choice_of_cells_and_their_intervals_come_out(cases: Path) -> None:
    case = json.loads((cases / "sdc_secondary_suppression.json").read_text())["cases"][0]
    table = case["table"]
    release = two_way(table["rows"], table["cols"], table["counts"])
    made = protect(release, primary_cells(release))
    hidden = {release.keys[at] for at in np.flatnonzero(made.hidden)}
    assert hidden == {cell(row, column) for row, column in case["expected_suppressed"]}
    assert made.exact
    for name, expected in case["attacker_intervals"].items():
        row, column = name.split(",")
        assert intervals(release, made.found, cell(row, column)) == expected


def test_the_published_pattern_of_the_literature_has_its_intervals(cases: Path) -> None:
    case = json.loads((cases / "sdc_secondary_suppression.json").read_text())["cases"][1]
    release = two_way(["0", "1", "2"], ["0", "1", "2"], case["table"])
    places = release.places()
    hidden = np.zeros(release.size, dtype=np.bool_)
    for row, column in case["suppressed"]:
        hidden[places[cell(str(row), str(column))]] = True
    expected = list(case["attacker_intervals"].values())
    found = attack(release, hidden)
    keys = [cell(str(row), str(column)) for row, column in case["suppressed"]]
    assert [intervals(release, found, key) for key in keys] == expected


def test_one_hidden_cell_is_worked_out_exactly() -> None:
    release = two_way(["A", "B"], ["f", "m"], [[2, 18], [19, 14]])
    hidden = np.array([key == cell("A", "f") for key in release.keys])
    assert intervals(release, attack(release, hidden), cell("A", "f")) == [2, 2]


def test_a_named_cell_is_protected_though_it_is_large() -> None:
    release = two_way(["A", "B", "C"], ["x", "y", "z"], [[20, 50, 10], [8, 19, 22], [17, 32, 12]])
    named = np.array([key == cell("B", "z") for key in release.keys])
    made = guard(release, named=named)
    at = release.places()[cell("B", "z")]
    assert made.found.low[at] <= 21
    assert made.found.high[at] >= 23
    assert made.reasons[at] == PRIMARY


def test_levels_link_a_table_of_wards_to_one_of_districts() -> None:
    wards = cross_table(
        {"ward": ["w1", "w2", "w3", "w4"]}, [3, 9, 20, 30], {"ward": {"w1": "D", "w2": "D", "w3": "E", "w4": "E"}}
    )
    assert wards.counts[wards.places()[(("ward", "D"),)]] == 12
    made = guard(wards)
    hidden = [key for key, reason in zip(wards.keys, made.reasons, strict=True) if reason != SHOWN]
    assert hidden == [(("ward", "w1"),), (("ward", "w2"),)]


def test_a_complement_is_small_too() -> None:
    release = cross_table({"area": list("ABC")}, [97, 50, 40], most=[100, 100, 100])
    made = guard(release)
    at = release.places()[(("area", "A"),)]
    assert made.reasons[at] == PRIMARY
    assert made.found.low[at] <= 95


def test_nought_is_shown_unless_asked_otherwise() -> None:
    release = cross_table({"area": list("ABCD")}, [0, 50, 40, 9])
    assert not guard(release).hidden.any()
    assert guard(release, zeros=True).reasons[release.places()[(("area", "A"),)]] == PRIMARY


def test_tables_with_a_shared_margin_are_protected_together() -> None:
    by_sex = cross_table({"area": list("AABB"), "sex": list("fmfm")}, [3, 17, 20, 20])
    by_age = cross_table({"area": list("AABB"), "age": list("yoyo")}, [9, 11, 20, 20])
    together = link(by_sex, by_age)
    made = guard(together)
    for table in (by_sex, by_age):
        places = together.places()
        hidden = np.array([made.reasons[places[key]] != SHOWN for key in table.keys])
        assert audit(published(table, hidden)).passed


def test_tables_that_disagree_are_refused_without_a_count() -> None:
    first = cross_table({"area": list("AB")}, [17, 20])
    second = cross_table({"area": list("AB")}, [17, 21])
    with pytest.raises(BadInputError) as told:
        link(first, second)
    assert "area B" in told.value.why
    assert "21" not in str(told.value)


def test_what_was_hidden_stays_hidden_and_what_was_shown_is_known() -> None:
    release = two_way(["A", "B", "C"], ["f", "m"], [[2, 18], [19, 14], [10, 12]])
    first = guard(release)
    second = guard(release, earlier=[published(release, first.hidden)])
    assert (second.hidden == first.hidden).all()
    assert EARLIER in second.reasons
    assert SECONDARY not in second.reasons


def test_a_table_that_earlier_ones_give_away_is_refused() -> None:
    release = two_way(["A", "B"], ["f", "m"], [[2, 18], [19, 14]])
    only = np.array([key == cell("A", "f") for key in release.keys])
    with pytest.raises(NotAllowedError):
        guard(release, earlier=[published(release, only)])


def test_two_safe_tables_that_are_unsafe_together_are_found_out() -> None:
    release = cross_table({"area": list("ABC")}, [2, 9, 30])
    one = published(release, np.array([key in {(("area", "A"),), (("area", "B"),)} for key in release.keys]))
    two = published(release, np.array([key in {(("area", "A"),), (("area", "C"),)} for key in release.keys]))
    assert audit(one).passed
    assert audit(two).passed
    assert not audit(one, two).passed


def test_neighbourhoods_that_differ_by_one_small_area_are_not_both_shown() -> None:
    areas = {"a": 40.0, "b": 30.0, "c": 3.0}
    release = sums(areas, {"wide": ["a", "b", "c"], "narrow": ["a", "b"]})
    inside = np.array([key in areas for key in release.keys])
    made = guard(release, unpublished=inside)
    shown = [key for key, reason in zip(release.keys, made.reasons, strict=True) if reason == SHOWN]
    assert len(shown) == 1


def test_a_published_table_with_empty_cells_and_totals_is_read_as_hidden() -> None:
    columns = {"area": ["A", "B", "C", "Total"]}
    assert audit(published_table(columns, [np.nan, np.nan, 30, 50])).passed
    assert not audit(published_table(columns, [np.nan, 17, 30, 50])).passed


def test_a_small_count_that_is_shown_is_unsafe() -> None:
    assert not audit(published_table({"area": ["A", "B"]}, [3, 50])).passed


def test_a_published_table_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(BadInputError):
        audit(published_table({"area": ["A", "B", "C", "Total"]}, [np.nan, np.nan, 30, 20]))


def test_conventional_rounding_is_never_more_than_two_away() -> None:
    counts = np.arange(200.0)
    rounded = round_conventionally(counts)
    assert np.abs(rounded - counts).max() == 2
    assert (rounded % 5 == 0).all()


def test_random_rounding_is_the_same_again_and_right_on_average() -> None:
    keys = [("cell", number) for number in range(20_000)]
    counts = np.full(20_000, 3.0)
    first = round_at_random(keys, counts, seed=7)
    assert (first == round_at_random(keys, counts, seed=7)).all()
    assert set(first.tolist()) == {0.0, 5.0}
    assert first.mean() == pytest.approx(3, abs=0.06)


def test_controlled_rounding_adds_up() -> None:
    counts = np.random.default_rng(4).poisson(7, (12, 4))
    release = two_way([str(each) for each in range(12)], list("abcd"), counts.tolist())
    made = round_release(release, primary_cells(release), 5, "controlled")
    assert not made.hidden.any()
    assert (np.abs(release.equations @ made.counts) < 1e-9).all()
    assert (np.abs(made.counts - release.counts) < 5).all()


def test_a_rounded_total_that_gives_its_parts_away_is_not_shown() -> None:
    # Four twos are rounded to 0 each, so each is 2 at most; their total of 8 is rounded to 10, so it is 8 at least.
    release = cross_table({"area": list("ABCD")}, [2, 2, 2, 2])
    made = round_release(release, primary_cells(release), 5, "conventional")
    assert np.isnan(made.counts[release.places()[()]])


def test_rounding_a_share_of_a_person_is_refused() -> None:
    release = cross_table({"area": list("AB")}, [2.5, 4])
    with pytest.raises(BadInputError):
        round_release(release, primary_cells(release))


@pytest.mark.parametrize(
    ("columns", "counts"),
    [
        ({"area": ["A", "A"]}, [1, 2]),
        ({"area": ["A", "B"]}, [1, np.nan]),
        ({"area": ["A", "B"]}, [1, -2]),
        ({"area": ["A", "B"]}, [1, np.inf]),
    ],
)
def test_counts_that_cannot_be_are_refused(columns: dict[str, list[str]], counts: list[float]) -> None:
    with pytest.raises(BadInputError):
        cross_table(columns, counts)


def test_a_minimum_of_two_is_refused() -> None:
    with pytest.raises(UsageError):
        guard(cross_table({"area": ["A", "B"]}, [1, 2]), minimum=2)


def test_totals_that_are_not_sums_are_refused() -> None:
    with pytest.raises(BadInputError):
        sums({"a": 3.0, "b": 4.0, "all": 8.0}, {"all": ["a", "b"]})


def test_secret_prices_hide_the_same_again_and_protect_all_the_same() -> None:
    counts = np.random.default_rng(5).poisson(9, (15, 4)).tolist()
    release = two_way([str(each) for each in range(15)], list("abcd"), counts)
    first = guard(release, cost=secret_prices(release, 99))
    second = guard(release, cost=secret_prices(release, 99))
    assert (first.hidden == second.hidden).all()
    primary = primary_cells(release)
    assert (first.found.high[primary] >= 5).all()


def test_words_say_why_without_a_number() -> None:
    release = two_way(["A", "B"], ["f", "m"], [[2, 18], [19, 14]])
    words = guard(release).words()
    assert len(words) == release.size
    assert not any(digit in word for word in words for digit in "0123456789")
