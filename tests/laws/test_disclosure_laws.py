"""Laws of disclosure control, on tables that are made up to be awkward: noughts, ones, tiny and empty tables."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.disclosure.attack import attack
from seedbed.analysis.equity.disclosure.guard import SHOWN, guard
from seedbed.analysis.equity.disclosure.protect import protect
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.analysis.equity.disclosure.rounding import Method, round_release
from seedbed.analysis.equity.disclosure.rule import levels, primary_cells, unprotected_if_reasons_are_known
from seedbed.analysis.equity.disclosure.tables import Release, cross_table, link, sums, with_counts
from seedbed.errors import NotAllowedError
from tests.unit.analysis.equity.plain_disclosure import attack_slowly

FEW = settings(max_examples=25, deadline=None)
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 12, 30, 200])


def crossed(shape: tuple[int, ...], counts: list[int] | list[float], names: str = "abcd") -> Release:
    rows = list(product(*(range(size) for size in shape)))
    columns = {name: [f"{name}{row[at]}" for row in rows] for at, name in zip(range(len(shape)), names, strict=False)}
    return cross_table(columns, counts)


@st.composite
def tables(draw: st.DrawFn) -> Release:
    """Draw a table of one to three columns, one with levels, or several tables with a shared margin."""
    kind = draw(st.sampled_from(["one", "two", "three", "levels", "linked"]))
    shape = {
        "one": (draw(st.integers(1, 6)),),
        "two": (draw(st.integers(1, 6)), draw(st.integers(1, 4))),
        "three": (draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3))),
        "levels": (5, draw(st.integers(1, 3))),
        "linked": (draw(st.integers(1, 4)), 2, 3),
    }[kind]
    counts = draw(st.lists(COUNTS, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    if kind == "levels":
        rows = list(product(range(5), range(shape[1])))
        columns = {"a": [f"a{row[0]}" for row in rows], "b": [f"b{row[1]}" for row in rows]}
        within = {"a": {"a0": "A", "a1": "A", "a2": "B", "a3": "B", "a4": "B"}}
        return cross_table(columns, counts, within)
    if kind == "linked":
        cube = np.array(counts).reshape(shape)
        first = crossed((shape[0], 2), cube.sum(axis=2).ravel().tolist(), "ab")
        second = crossed((shape[0], 3), cube.sum(axis=1).ravel().tolist(), "ac")
        return link(first, second)
    return crossed(shape, counts)


@FEW
@given(tables(), st.sampled_from([3, 5, 10]), st.booleans())
def test_no_primary_cell_is_narrower_than_the_rule_for_the_plain_attacker(
    release: Release, minimum: int, zeros: bool
) -> None:
    primary = primary_cells(release, minimum, zeros=zeros)
    made = protect(release, primary, minimum)
    assert made.hidden[primary].all()
    found = attack_slowly(release, made.hidden)
    demanded = levels(release, primary, minimum)
    assert (found.high[primary] >= demanded.high[primary] - 1e-6).all()
    assert (found.low[primary] <= demanded.low[primary] + 1e-6).all()
    assert (found.width[primary] >= minimum - 1 - 1e-6).all()


@FEW
@given(tables(), st.randoms(use_true_random=False))
def test_the_fast_attack_is_the_plain_one_drawn_in_to_whole_numbers(release: Release, chance: object) -> None:
    seed = int(release.counts.sum()) % 1000
    hidden = np.random.default_rng(seed).random(release.size) < 0.6
    fast, slow = attack(release, hidden), attack_slowly(release, hidden)
    assert (fast.low >= slow.low - 1e-6).all()
    assert (fast.high <= slow.high + 1e-6).all()
    if len(release.equations.indices) and abs(release.equations).sum(axis=0).max() <= 2:
        np.testing.assert_allclose(fast.low, slow.low, atol=1e-6)
        np.testing.assert_allclose(fast.high, slow.high, atol=1e-6)


@FEW
@given(tables())
def test_the_attack_holds_the_truth_and_does_not_look_at_it(release: Release) -> None:
    hidden = np.random.default_rng(release.size).random(release.size) < 0.5
    found = attack(release, hidden)
    assert ((found.low <= release.counts) & (release.counts <= found.high)).all()
    blind = attack(with_counts(release, np.where(hidden, np.nan, release.counts)), hidden)
    np.testing.assert_allclose(blind.low, found.low, atol=1e-6)
    np.testing.assert_allclose(blind.high, found.high, atol=1e-6)


@FEW
@given(tables())
def test_what_is_hidden_does_not_depend_on_the_order_of_a_second_run(release: Release) -> None:
    primary = primary_cells(release)
    assert protect(release, primary).hidden.tolist() == protect(release, primary).hidden.tolist()


@FEW
@given(tables())
def test_hiding_again_what_was_hidden_changes_nothing_for_the_worse(release: Release) -> None:
    primary = primary_cells(release)
    first = protect(release, primary)
    second = protect(release, primary, withheld=first.hidden)
    assert second.hidden[first.hidden].all()
    assert (second.found.width[primary] >= first.found.width[primary] - 1e-9).all()


@FEW
@given(st.lists(COUNTS, min_size=3, max_size=8), st.integers(1, 3))
def test_two_overlapping_groups_do_not_give_away_what_lies_between(counts: list[int], apart: int) -> None:
    areas = {f"area {place}": float(count) for place, count in enumerate(counts)}
    names = list(areas)
    release = sums(areas, {"wide": names, "narrow": names[apart:]})
    withheld = np.array([str(key).startswith("area") for key in release.keys])
    primary = primary_cells(release)
    made = protect(release, primary, withheld=withheld)
    small = primary & withheld
    assert (attack_slowly(release, made.hidden).high[small] >= 5).all()


@pytest.mark.parametrize("counts", [[0, 0], [1, 0], [1, 1], [4, 4], [5, 5], [0, 0, 0, 3], [2, 2, 2]])
def test_lists_that_are_hard_to_protect_are_protected(counts: list[int]) -> None:
    release = crossed((len(counts),), counts)
    primary = primary_cells(release)
    found = attack_slowly(release, protect(release, primary).hidden)
    assert (found.high[primary] >= 5).all()


@FEW
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_a_second_table_of_the_same_people_does_not_undo_the_first(seed: int, areas: int) -> None:
    cube = np.random.default_rng(seed).poisson(5, (areas, 2, 3))
    first = crossed((areas, 2), cube.sum(axis=2).ravel().tolist(), "ab")
    second = crossed((areas, 3), cube.sum(axis=1).ravel().tolist(), "ac")
    shown = guard(first)
    public = Published(with_counts(first, shown.counts), shown.hidden)
    try:
        also = guard(second, earlier=[public])
    except NotAllowedError:
        return  # nothing safe can be shown beside the first table, and nothing is
    both = link(with_counts(first, shown.counts), with_counts(second, also.counts))
    truth = link(first, second)
    hidden = np.isnan(both.counts)
    small = hidden & (truth.counts > 0) & (truth.counts < 5)
    found = attack_slowly(both, hidden)
    assert (found.high[small] >= 5).all()
    assert (found.width[small] >= 4 - 1e-6).all()
    was_hidden = {key for key, reason in zip(first.keys, shown.reasons, strict=True) if reason != SHOWN}
    assert all(np.isnan(both.counts[place]) for place, key in enumerate(both.keys) if key in was_hidden)


@FEW
@given(tables(), st.sampled_from(["conventional", "random", "controlled"]))
def test_rounding_leaves_half_the_base_and_never_lies(release: Release, method: Method) -> None:
    primary = primary_cells(release)
    made = round_release(release, primary, 5, method, seed=3)
    shown = ~made.hidden
    assert (made.counts[shown] % 5 == 0).all()
    assert ((made.found.low <= release.counts) & (release.counts <= made.found.high)).all()
    assert (made.found.values[primary] >= 3).all()


@FEW
@given(tables())
def test_knowing_why_each_cell_is_hidden_pins_no_small_count(release: Release) -> None:
    primary = primary_cells(release)
    made = protect(release, primary)
    if not made.everything:
        demanded = levels(release, primary)
        assert not unprotected_if_reasons_are_known(release, made.hidden, primary, demanded).any()


@FEW
@given(st.lists(st.floats(0, 60).map(lambda x: round(x, 2)), min_size=4, max_size=12))
def test_shares_of_people_are_protected_too(counts: list[float]) -> None:
    release = crossed((len(counts) // 2, 2), counts[: len(counts) // 2 * 2])
    primary = primary_cells(release)
    found = attack_slowly(release, protect(release, primary).hidden)
    assert (found.high[primary] >= 5 - 1e-6).all()
