"""Laws of system maps, on maps drawn at random with self-loops, parallel and uncertain links."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.systems.compare import compare
from seedbed.analysis.systems.loops import LoopPolarity, count_loops, find_loops
from seedbed.analysis.systems.questions import QUESTIONS, ask
from seedbed.analysis.systems.reach import Neighbours
from seedbed.analysis.systems.sensitivity import sensitivity
from seedbed.analysis.systems.types import SystemMap
from seedbed.analysis.systems.what_if import simulate
from seedbed.thread.payloads.choices import FactorRole, Polarity
from tests.system_maps import numbered

TURNED = {Polarity.SAME: Polarity.OPPOSITE, Polarity.OPPOSITE: Polarity.SAME, Polarity.UNCERTAIN: Polarity.UNCERTAIN}
FEW = settings(max_examples=30, deadline=None)


@st.composite
def maps(draw: st.DrawFn) -> SystemMap:
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    factors, links = draw(st.integers(1, 9)), draw(st.integers(0, 22))
    pairs = [(int(a), int(b)) for a, b in random.integers(0, factors, (links, 2))]
    found = numbered(factors, pairs, random.choice([1, -1, 0], links, p=[0.6, 0.3, 0.1]), random.random(links))
    marked = tuple(
        replace(
            each,
            role=random.choice(list(FactorRole)),
            vulnerable=bool(random.integers(2)),
            controlled_by="Council" if random.integers(2) else "",
        )
        for each in found.factors
    )
    return replace(found, factors=marked)


@FEW
@given(maps(), st.integers(0, 2**32 - 1))
def test_loops_do_not_depend_on_the_order_in_which_a_map_was_drawn(system: SystemMap, seed: int) -> None:
    random = np.random.default_rng(seed)
    other = replace(
        system,
        factors=tuple(system.factors[at] for at in random.permutation(len(system.factors))),
        links=tuple(system.links[at] for at in random.permutation(len(system.links))),
    )
    assert Counter((frozenset(each.links), each.polarity) for each in find_loops(system)) == Counter(
        (frozenset(each.links), each.polarity) for each in find_loops(other)
    )


@FEW
@given(maps())
def test_turning_every_link_round_keeps_the_loops(system: SystemMap) -> None:
    turned = replace(system, links=tuple(replace(each, cause=each.effect, effect=each.cause) for each in system.links))
    assert count_loops(turned).by_length_and_polarity == count_loops(system).by_length_and_polarity


@FEW
@given(maps(), st.integers(0, 100))
def test_changing_one_links_direction_changes_the_loops_that_pass_it_and_no_others(system: SystemMap, at: int) -> None:
    if not system.links:
        return
    link = system.links[at % len(system.links)]
    other = replace(
        system,
        links=tuple(replace(each, polarity=TURNED[each.polarity]) if each is link else each for each in system.links),
    )
    swap = {LoopPolarity.REINFORCING: LoopPolarity.BALANCING, LoopPolarity.BALANCING: LoopPolarity.REINFORCING}
    for before, after in zip(find_loops(system), find_loops(other), strict=True):
        expected = swap.get(before.polarity, before.polarity) if link.identifier in before.links else before.polarity
        is_certain = link.polarity is not Polarity.UNCERTAIN
        assert after.polarity == (expected if is_certain else before.polarity)


@FEW
@given(maps(), st.integers(1, 30))
def test_a_cap_lists_the_shortest_and_counts_all(system: SystemMap, most: int) -> None:
    everything, some = find_loops(system), find_loops(system, most=most)
    assert some.count == everything.count == len(everything)
    lengths = sorted(len(each.links) for each in everything)
    assert [len(each.links) for each in some] == lengths[:most]


@FEW
@given(maps())
def test_downstream_and_upstream_mirror_each_other(system: SystemMap) -> None:
    near = Neighbours(system)
    down = {each: near.downstream(each) for each in near.out}
    for each in near.out:
        up = near.upstream(each)
        assert up.factors == {cause for cause, reached in down.items() if each in reached.steps}
        assert up.steps == {cause: down[cause].steps[each] for cause in up.factors}
        assert up.signs == {cause: down[cause].signs[each] for cause in up.factors}


@FEW
@given(maps())
def test_every_question_is_answered_with_what_is_on_the_map(system: SystemMap) -> None:
    links = {each.identifier: each for each in system.links}
    for letter in QUESTIONS:
        found = ask(system, letter)
        assert found.sentences
        assert set(found.factors) <= set(system.by_identifier)
        assert set(found.links) <= set(links)
        assert all(each.text for each in (*found.sentences, *(group.name for group in found.groups)))


@FEW
@given(maps(), st.sampled_from(["kosko", "modified", "rescaled"]), st.floats(0, 1))
def test_values_stay_in_range_and_what_is_held_stays(system: SystemMap, rule: str, value: float) -> None:
    found = simulate(system, hold={"0": value}, rule=rule, most_steps=200)  # type: ignore[arg-type]
    assert found.steady["0"] == value
    assert ((found.path >= 0) & (found.path <= 1)).all()
    assert all(found.low[each] <= found.steady[each] <= found.high[each] + 1e-12 for each in found.steady)


@FEW
@given(maps())
def test_nothing_moves_what_is_not_downstream_of_what_is_held(system: SystemMap) -> None:
    found = sensitivity(system, hold={"0": 1.0}, draws=10)
    reached = Neighbours(system).downstream("0").factors
    for each in found.factors:
        if each.factor not in reached:
            assert abs(each.high) < 1e-4 > abs(each.low)


@FEW
@given(maps(), maps())
def test_comparing_is_the_same_from_either_side(first: SystemMap, second: SystemMap) -> None:
    one, other = compare(first, second), compare(second, first)
    assert set(one.shared) == set(other.shared)
    assert one.only_first == other.only_second
    assert {(each.cause, each.effect) for each in one.opposite} == {
        (each.cause, each.effect) for each in other.opposite
    }
    assert one.shared_links == other.shared_links
    alone = compare(first, first)
    assert (alone.only_first, alone.opposite, alone.links_only_first) == ((), (), ())
