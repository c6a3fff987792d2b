"""Loops beside a plain search that walks all the way round, and beside networkx."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import pytest

from seedbed.analysis.systems import loops as module
from seedbed.analysis.systems.loop_order import of_polarity, ranked, strengths
from seedbed.analysis.systems.loop_words import loop_labels, loop_name, loop_story
from seedbed.analysis.systems.loops import LoopPolarity, count_loops, find_loops
from seedbed.analysis.systems.types import Factor, Source, SystemMap
from seedbed.errors import UsageError
from tests.system_maps import drawn, numbered, random_map

Found = set[tuple[frozenset[str], LoopPolarity]]


def plain_loops(system: SystemMap, longest: int) -> Found:
    """Return every loop, as its links and polarity, by walking from each factor until it is met again."""
    place = system.place

    def walks(start: str, here: str, seen: tuple[str, ...], links: tuple[str, ...], sign: int) -> Iterator[object]:
        for link in system.links:
            if link.cause != here or len(links) == longest:
                continue
            if link.effect == start:
                polarity = ("undetermined", "reinforcing", "balancing")[sign * link.sign]
                yield frozenset((*links, link.identifier)), LoopPolarity(polarity)
            elif link.effect not in seen and place[link.effect] > place[start]:
                yield from walks(start, link.effect, (*seen, link.effect), (*links, link.identifier), sign * link.sign)

    return {loop for each in system.factors for loop in walks(each.identifier, each.identifier, (), (), 1)}  # type: ignore[misc]


def as_set(system: SystemMap, **options: object) -> Found:
    found = [(frozenset(loop.links), loop.polarity) for loop in find_loops(system, **options)]  # type: ignore[arg-type]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("longest", [1, 2, 3, 5, 8])
def test_loops_are_those_of_the_plain_search(seed: int, longest: int) -> None:
    generator = np.random.default_rng(seed)
    pairs = [(int(a), int(b)) for a, b in generator.integers(0, 9, (24, 2))]  # with self-loops and parallel links
    system = numbered(9, pairs, generator.choice([1, -1, 0], 24, p=[0.6, 0.3, 0.1]))
    assert as_set(system, max_length=longest) == plain_loops(system, longest)


@pytest.mark.parametrize(("factors", "links", "longest"), [(60, 180, 9), (300, 900, 6)])
def test_loops_are_those_of_networkx(factors: int, links: int, longest: int) -> None:
    system = random_map(factors, links)
    graph = nx.DiGraph([(link.cause, link.effect) for link in system.links])
    expected = {frozenset(zip(loop, [*loop[1:], loop[0]], strict=True)) for loop in _cycles(graph, longest)}
    found = {frozenset(zip(each.factors, [*each.factors[1:], each.factors[0]], strict=True)) for each in find_loops(
        system, max_length=longest)}  # fmt: skip
    assert len(expected) > 100
    assert found == expected


def _cycles(graph: nx.DiGraph[str], longest: int) -> list[list[str]]:
    return list(nx.simple_cycles(graph, length_bound=longest))


def test_a_dense_map_whose_half_loops_do_not_fit_is_searched_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    system = random_map(10, 55)
    expected = as_set(system, max_length=7)
    monkeypatch.setattr(module, "MOST_ROWS", 40)
    assert as_set(system, max_length=7) == expected


def test_factors_that_share_a_bit_are_told_apart() -> None:
    chain = [(0, 128), (128, 1), (1, 129), (129, 2), (2, 130), (130, 0), (1, 0), (129, 0)]
    system = numbered(200, chain, [1] * 8)
    assert as_set(system, max_length=8) == plain_loops(system, 8)


def test_loops_through_factors_pass_all_of_them() -> None:
    system = random_map(20, 70)
    everything = list(find_loops(system, max_length=7))
    for wanted in (("3",), ("3", "5"), ("3", "5", "8")):
        expected = {frozenset(loop.links) for loop in everything if set(wanted) <= set(loop.factors)}
        assert {links for links, _ in as_set(system, max_length=7, through=wanted)} == expected
        assert count_loops(system, max_length=7, through=wanted).count == len(expected)
    assert all(loop.factors[0] == "3" for loop in find_loops(system, max_length=7, through="3"))


def test_a_self_loop_counts_only_where_it_passes_what_is_asked() -> None:
    system = drawn("A-A A+B B+A")
    assert [loop.factors for loop in find_loops(system)] == [("A",), ("A", "B")]
    assert [loop.factors for loop in find_loops(system, through="B")] == [("B", "A")]


def test_beyond_the_cap_all_are_counted_and_the_shortest_listed() -> None:
    system = random_map(40, 130)
    everything = find_loops(system, max_length=9)
    lengths = sorted(len(loop.links) for loop in everything)
    for most in (1, 5, 40, 200):
        some = find_loops(system, max_length=9, most=most)
        assert some.truncated
        assert some.count == everything.count > most
        assert [len(loop.links) for loop in some] == lengths[:most]
        assert some.counted.by_length_and_polarity == everything.counted.by_length_and_polarity


def test_where_counting_takes_too_long_the_answer_says_to_which_length_it_holds() -> None:
    system = random_map(40, 200)
    short = find_loops(system, max_length=20, most_work=20_000)
    assert short.truncated
    assert 2 < short.counted.counted_to < 20
    assert short.count == count_loops(system, max_length=short.counted.counted_to).count
    assert len(short) == short.count


def test_nothing_drawn_has_no_loops() -> None:
    assert find_loops(SystemMap()).count == 0
    assert not list(ranked(find_loops(drawn("A+B")), "strongest"))


@pytest.mark.parametrize("length", [0, 61])
def test_a_length_out_of_range_is_refused(length: int) -> None:
    with pytest.raises(UsageError, match="1 to 60"):
        find_loops(drawn("A+B"), max_length=length)


def test_a_factor_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match='no factor "Z"'):
        find_loops(drawn("A+B"), through="Z")


STREET = "Footfall+0.5Shops Shops+0.5Footfall Footfall+0.9Noise Noise-0.9Footfall Shops?1.0Rent Rent+1.0Footfall"


def test_loops_are_put_in_order() -> None:
    found = find_loops(drawn(STREET))
    assert [len(loop.links) for loop in found] == [2, 2, 3]
    assert [loop.factors[1] for loop in ranked(found)] == ["Noise", "Shops", "Shops"]
    assert sorted(strengths(found)) == pytest.approx([0.25, 0.5, 0.81])
    strongest = [len(loop.links) for loop in ranked(found, "strongest")]
    assert strongest == [2, 3, 2]
    told = {"Footfall+Shops": 5, "Shops+Footfall": 2, "Footfall+Noise": 9, "Noise-Footfall": 1}
    assert [loop.factors[1] for loop in ranked(found, "told", told=told)] == ["Shops", "Noise", "Shops"]
    assert [loop.factors for loop in of_polarity(ranked(found), LoopPolarity.BALANCING)] == [("Footfall", "Noise")]


def test_without_numbers_the_kinds_of_sources_are_counted() -> None:
    system = drawn("A+B B+A A+C C+A")
    links = tuple(
        type(link)(identifier=link.identifier, cause=link.cause, effect=link.effect, sources=frozenset(
            {Source.RESIDENTS, Source.DATA} if "C" in link.identifier else {Source.RESIDENTS}))
        for link in system.links
    )  # fmt: skip
    told = ranked(find_loops(SystemMap(factors=system.factors, links=links)), "told")
    assert [set(loop.factors) for loop in told] == [{"A", "C"}, {"A", "B"}]


def test_an_order_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="shortest, strongest, told"):
        ranked(find_loops(drawn(STREET)), "prettiest")  # type: ignore[arg-type]


def test_a_loop_is_named_and_told() -> None:
    system = drawn(STREET)
    loops = list(ranked(find_loops(system, through="Footfall")))
    assert loop_labels(loops) == ["B1", "R1", "U1"]
    assert loop_name(system, loops[0]) == "Footfall → Noise → Footfall"
    assert [loop_story(system, loop) for loop in loops] == [
        "When Footfall goes up, Noise goes up, which brings Footfall back down.",
        "When Footfall goes up, Shops goes up, which pushes Footfall further up.",
        "When Footfall goes up, Shops goes up, Rent changes, which comes back to Footfall, nobody is sure which way.",
    ]


def test_a_map_of_lone_factors_has_no_loops() -> None:
    assert find_loops(SystemMap(factors=(Factor(identifier="A", name="A"),))).count == 0


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("A+A", "When A goes up, that by itself pushes it further up."),
        ("A-A", "When A goes up, that by itself brings it back down."),
        ("A?A", "When A goes up, that by itself changes it again, nobody is sure which way."),
    ],
)
def test_a_loop_of_one_factor_is_told_in_a_whole_sentence(link: str, told: str) -> None:
    system = drawn(link)
    assert loop_story(system, find_loops(system)[0]) == told


def test_a_loop_names_factors_without_a_name_and_tells_those_of_one_name_apart() -> None:
    factors = (
        Factor(identifier="A", name="Rent"),
        Factor(identifier="B", name="Rent"),
        Factor(identifier="C", name=""),
    )
    system = SystemMap(factors=factors, links=drawn("A+B B+C C+A").links)
    assert loop_name(system, find_loops(system)[0]) == "Rent (1 of 2) → Rent (2 of 2) → C → Rent (1 of 2)"
