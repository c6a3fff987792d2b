"""The fourteen questions on a street small enough to answer by eye, and reach beside networkx."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from seedbed.analysis.systems.measures import betweenness, communities, density, measures, modularity
from seedbed.analysis.systems.questions import QUESTIONS, ask
from seedbed.analysis.systems.reach import Neighbours
from seedbed.analysis.systems.types import Factor, SystemMap
from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import FactorRole
from tests.system_maps import drawn, random_map

OUTCOME, ACTION = {"role": FactorRole.OUTCOME}, {"role": FactorRole.INTERVENTION}


def street(**more: dict[str, Any]) -> SystemMap:
    """Wardens and lamps make a street safer; wardens cost money that lamps need; rent drives shops away."""
    marked: dict[str, dict[str, Any]] = {
        "Safety": OUTCOME,
        "Trade": OUTCOME,
        "Wardens": ACTION | {"controlled_by": "Council"},
        "Lamps": ACTION,
        "Shops": {"vulnerable": True},
        "Rent": {"vulnerable": True},
    }
    links = "Wardens+Safety Lamps+Safety Safety+Footfall Footfall+Trade Trade+Shops Shops+Safety Rent-Shops "
    links += "Wardens-Budget Budget+Lamps Lamps?Sleep Wardens+Sleep"
    return drawn(links, more=marked | more)


def said(system: SystemMap, letter: str, **asked: Any) -> str:
    return " ".join(each.text for each in ask(system, letter, **asked).sentences)


@pytest.mark.parametrize("letter", QUESTIONS)
def test_every_question_is_answered_on_what_the_map_marks(letter: str) -> None:
    system = street()
    found = ask(system, letter)
    assert found.sentences
    assert found.factors
    assert set(found.factors) <= set(system.by_identifier)
    assert set(found.links) <= {link.identifier for link in system.links}
    assert all(each.text and "{" not in each.text for each in found.sentences)


@pytest.mark.parametrize("letter", QUESTIONS)
def test_a_map_with_nothing_marked_or_drawn_says_so(letter: str) -> None:
    found = ask(SystemMap(), letter)
    assert found.sentences
    assert not found.factors


def test_a_what_is_controlled_reaches_further_than_thought() -> None:
    told = said(street(), "a")
    assert "'Wardens' reaches 7 of the other 8 factors." in told
    assert "'Trade' and 'Shops' only by 3 links or more" in told
    assert "Of the outcomes, a rise of 'Wardens' raises 'Safety' and 'Trade' along the shortest ways." in told


def test_b_actions_complement_and_clash() -> None:
    found = ask(street(), "b")
    kinds = {group.name.text: group.factors for group in found.groups}
    assert kinds["Moved the same way"] == ("Safety", "Footfall", "Trade", "Shops")
    assert kinds["Moved different ways"] == ()
    assert kinds["Moved, nobody is sure which way"] == ("Sleep",)
    assert "They clash at 'Till'" in said(drawn("A+Till B-Till"), "b", chosen=["A", "B"])


def test_c_an_action_reaches_an_outcome_by_ways_that_rely_on_others() -> None:
    found = ask(street(), "c", chosen=["Lamps"], other=["Trade"])
    told = " ".join(each.text for each in found.sentences)
    assert "'Lamps' → 'Safety' → 'Footfall' → 'Trade'" in told
    assert "relies on 'Wardens' and 'Shops'" in told
    assert "No way leads from 'Trade' to 'Rent'." in said(street(), "c", chosen=["Trade"], other=["Rent"])
    both = said(street(), "c", chosen=["Trade"], other=["Rent", "Lamps"])
    assert both == "No way leads from 'Trade' to any of 'Rent' and 'Lamps'."


def test_d_an_outcome_depends_on_much_that_nobody_controls() -> None:
    told = said(street(), "d", chosen=["Safety"])
    assert "7 of the other 8 factors push on 'Safety'." in told
    assert "Directly, 'Wardens', 'Lamps' and 'Shops' move it the same way." in told
    assert "Somebody is named who controls 1 of the 7; vulnerable to change: 2 of the 7." in told
    assert "Directly, 'Rent' moves it the opposite way." in said(street(), "d", chosen=["Shops"])


def test_e_outcomes_may_trade_off() -> None:
    assert "More of 'Safety' means more of 'Trade'" in said(street(), "e")
    told = said(drawn("A+M M-B"), "e", chosen=["A", "B"])
    assert (
        "More of 'A' means less of 'B' along the shortest ways: a trade-off if you want more of both, or less" in told
    )
    assert "Next to two or more of them stands 'M'" in told


def test_f_surroundings_are_direct_causes_and_effects() -> None:
    found = ask(street(), "f", chosen=["Shops"])
    assert found.factors == ("Safety", "Trade", "Shops", "Rent")
    assert "'Shops' is moved by 'Trade' and 'Rent'." in said(street(), "f", chosen=["Shops"])
    assert "No link joins 'X'" in said(drawn("A+B", "X"), "f", chosen=["X"])


def test_g_levers_move_several_outcomes() -> None:
    found = ask(street(), "g")
    assert "Rent" in {each.factor for each in found.ranked}
    assert "Co-benefits" in said(street(), "g")
    assert "'L' moves them different ways" in said(drawn("L+A L-B"), "g", chosen=["A", "B"])


def test_h_and_i_risks_travel_and_meet() -> None:
    assert "factors could make 'Rent' change" in said(street(), "h")
    assert "a rise of 'Rent' lowers 'Safety' and 'Trade' along the shortest ways." in said(street(), "h")
    assert "Most exposed, to 2 of them" in said(street(), "i")


def test_j_m_and_n_rank_by_links() -> None:
    assert [each.factor for each in ask(street(), "j").ranked[:2]] == ["Wardens", "Lamps"]
    assert ask(street(), "m").ranked[0].factor == "Safety"
    ratios = {each.factor: each.value for each in ask(street(), "n").ranked}
    assert (ratios["Lamps"], ratios["Wardens"], ratios["Sleep"]) == (2, None, 0)
    assert "Nothing moves 'Wardens' and 'Rent'" in said(street(), "n")


def test_k_and_l_find_the_bridge() -> None:
    system = drawn("A+M B+M M+C M-D")
    assert ask(system, "k").ranked[0].factor == "M"
    assert ask(system, "k").chosen == ask(system, "l").chosen == ("M",)
    assert "No factor lies between two others." in said(drawn("A+B"), "k")


def test_b_of_what_is_reached_the_part_reached_by_two_counts_the_chosen_too() -> None:
    told = said(drawn("A+B B+C A+C"), "b", chosen=["A", "B"])
    assert "together reach 2 factors; 1 of them are reached by two or more." in told


def test_c_more_ways_than_are_followed_are_told_of() -> None:
    many = " ".join(f"A+M{each} M{each}+B" for each in "abcdefghijklmnopqrstu")
    assert "More than 20 ways lead from 'A' to 'B'" in said(drawn(many), "c", chosen=["A"], other=["B"])


def test_c_one_factor_is_no_action_and_outcome() -> None:
    assert "the same factor" in said(drawn("A+B"), "c", chosen=["A"], other=["A"])


def test_e_an_outcome_does_not_stand_next_to_itself() -> None:
    assert "Next to" not in said(drawn("A+B"), "e", chosen=["A", "B"])


def test_e_beyond_the_pairs_that_are_answered_nothing_is_denied() -> None:
    found = said(drawn("A+B", "Z0 Z1 Z2 Z3 Z4 Z5"), "e", chosen=["Z0", "Z1", "Z2", "Z3", "Z4", "Z5", "A", "B"])
    assert "56 pairs were asked for; the first 30 are answered." in found
    assert "No way leads" not in found


def test_j_and_m_count_others_and_not_links() -> None:
    system = drawn("A+B A-B A+A B+C B+D")
    ranked = {letter: {each.factor: each.value for each in ask(system, letter).ranked} for letter in "jm"}
    assert ranked["j"] == {"A": 1, "B": 2, "C": 0, "D": 0}
    assert ranked["m"] == {"A": 0, "B": 1, "C": 1, "D": 1}
    assert "'A' moves 1 other directly." in said(system, "j")
    assert "No link joins two factors yet." in said(drawn("A+A"), "j")


def test_those_that_stand_as_high_as_the_last_that_is_named_are_counted() -> None:
    ring = drawn("A+B B+C C+D D+E E+F F+G G+A")
    assert "2 more stand as high as the last of these." in said(ring, "j")


def test_k_says_what_its_numbers_are_where_nothing_joins() -> None:
    assert {ask(drawn("A+B"), letter).measure for letter in "kl"} == {"share of pairs it lies between"}


def test_n_what_drives_the_map_from_outside_is_no_factor_moved_by_more() -> None:
    found = ask(drawn("A+B B+C"), "n")
    told = " ".join(each.text for each in found.sentences)
    assert "No factor that something moves has more outgoing links than incoming ones." in told
    assert "Nothing moves 'A': it drives the map from outside, and the ratio is not defined for it." in told
    assert found.links == ("A+B",)


def test_factors_of_one_name_are_told_apart() -> None:
    twice = SystemMap(
        factors=(*(Factor(identifier=each, name="Rent") for each in "AB"), Factor(identifier="C", name="")),
        links=drawn("A+B B+C").links,
    )
    assert "'Rent (1 of 2)' reaches 2 of the other 2 factors." in said(twice, "a", chosen=["A"])
    assert "'Rent (2 of 2)' moves 'C'." in said(twice, "f", chosen=["B"])
    assert "'Rent A' moves 'Rent B'." in said(twice, "f", chosen=["A"], called={"A": "Rent A", "B": "Rent B"})


def test_of_hundreds_that_are_marked_the_first_are_asked_about_and_it_is_said() -> None:
    system = replace(random_map(40, 80), factors=tuple(replace(each, role=FactorRole.OUTCOME) for each in
                                                       random_map(40, 80).factors))  # fmt: skip
    found = ask(system, "d")
    assert len(found.chosen) == 30
    assert "marks 40 factors for this question; the first 30 are asked about" in found.sentences[-1].text
    assert len(ask(system, "d", chosen=list(system.by_identifier)).chosen) == 40


@pytest.mark.parametrize("letter", QUESTIONS)
@pytest.mark.parametrize("system", [drawn("A+A A?A A-B", "Z"), drawn("A?B B?A"), drawn("", "A")])
def test_odd_maps_get_a_whole_answer(letter: str, system: SystemMap) -> None:
    found = ask(system, letter, chosen=["A"], other=[system.factors[-1].identifier])
    assert found.sentences
    assert bool(found.measure) or not found.ranked
    assert all(set(each.factors) <= set(found.factors) for each in found.groups)
    assert all(set(each.links) <= set(found.links) for each in found.groups)
    assert all(" 1 factors" not in each.text and "1 others" not in each.text for each in found.sentences)


@pytest.mark.parametrize("wrong", [{"letter": "z"}, {"letter": "a", "chosen": ["Moon"]}])
def test_what_cannot_be_asked_is_refused(wrong: Any) -> None:
    with pytest.raises(UsageError):
        ask(street(), **wrong)


def test_reach_is_that_of_networkx() -> None:
    system = random_map(40, 90)
    graph = nx.DiGraph([(link.cause, link.effect) for link in system.links])
    near = Neighbours(system)
    for each in sorted(graph):
        down, up = near.downstream(each), near.upstream(each)
        assert down.factors == nx.descendants(graph, each)
        assert up.factors == nx.ancestors(graph, each)
        lengths = dict(nx.single_source_shortest_path_length(graph, each))
        assert {**down.steps, each: 0} == lengths
        assert near.downstream(each, most_links=2).factors == {to for to, many in lengths.items() if 0 < many <= 2}


def test_ways_are_those_of_networkx_up_to_two_links_longer() -> None:
    system = random_map(14, 40)
    graph = nx.DiGraph([(link.cause, link.effect) for link in system.links])
    near, checked = Neighbours(system), 0
    for cause in graph:
        for effect in near.downstream(cause).factors:
            shortest = nx.shortest_path_length(graph, cause, effect)
            expected = {tuple(way) for way in nx.all_simple_paths(graph, cause, effect, cutoff=shortest + 2)}
            found = near.ways(cause, effect, most=10_000)
            assert {(cause, *(link.effect for link in way)) for way in found} == expected
            assert [len(way) for way in found] == sorted(len(way) for way in found)
            checked += len(found)
    assert checked > 200
    assert near.ways("0", "0") == []
    assert len(near.between("0", "0").factors) == 0


def test_signs_of_shortest_ways_that_disagree_are_unsure() -> None:
    near = Neighbours(drawn("A+B A-C B+D C+D D-E A?F F+G"))
    assert near.downstream("A").signs == {"B": 1, "C": -1, "D": 0, "E": 0, "F": 0, "G": 0}
    assert near.upstream("E").signs == {"D": -1, "B": -1, "C": -1, "A": 0}


def test_measures_are_those_of_networkx() -> None:
    system = random_map(50, 160)
    graph = nx.DiGraph([(link.cause, link.effect) for link in system.links])
    expected = nx.betweenness_centrality(graph)
    found = measures(system)
    for each in found:
        assert each.betweenness == pytest.approx(expected.get(each.factor, 0))
        assert (each.incoming, each.outgoing) == (graph.in_degree(each.factor), graph.out_degree(each.factor))
    assert density(system) == pytest.approx(nx.density(graph))


def test_parallel_links_and_links_to_itself_do_not_move_betweenness() -> None:
    assert betweenness(drawn("A+B A-B B+B B+C")) == betweenness(drawn("A+B B+C")) == [0, 0.5, 0]
    assert density(drawn("A+B A-B A+A")) == 0.5
    assert density(SystemMap()) == 0


def test_communities_are_as_good_as_those_of_networkx() -> None:
    for seed in range(5):
        system = random_map(120, 260, seed)
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(120))
        for link in system.links:
            pair = int(link.cause), int(link.effect)
            graph.add_edge(*pair, weight=graph.get_edge_data(*pair, {"weight": 0})["weight"] + 1)
        groups = communities(system, seed)
        sets = [{place for place, group in enumerate(groups) if group == each} for each in set(groups)]
        assert modularity(system, groups) == pytest.approx(nx.community.modularity(graph, sets))
        peer = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
        assert modularity(system, groups) > 0.97 * peer


def test_two_knots_are_two_communities_whatever_the_seed() -> None:
    system = drawn("A+B B+C C+A X+Y Y+Z Z+X C+X")
    assert all(communities(system, seed) == [0, 0, 0, 1, 1, 1] for seed in range(5))
    assert communities(drawn("A+A"), 0) == [0]
    assert communities(SystemMap()) == []
    assert modularity(SystemMap(), []) == 0
