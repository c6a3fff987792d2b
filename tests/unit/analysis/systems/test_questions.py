"""The fourteen questions on a street small enough to answer by eye, and reach beside networkx."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from seedbed.analysis.systems.measures import betweenness, communities, density, measures, modularity
from seedbed.analysis.systems.questions import QUESTIONS, ask
from seedbed.analysis.systems.reach import Neighbours
from seedbed.analysis.systems.types import SystemMap
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
    assert "A rise of 'Wardens' raises 'Safety' and 'Trade'." in told


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


def test_d_an_outcome_depends_on_much_that_nobody_controls() -> None:
    told = said(street(), "d", chosen=["Safety"])
    assert "7 of the other 8 factors push on 'Safety'." in told
    assert "Directly, 'Wardens', 'Lamps' and 'Shops' move it the same way." in told
    assert "Somebody is named who controls 1 of the 7." in told
    assert "'Rent' move it the opposite way." in said(street(), "d", chosen=["Shops"])


def test_e_outcomes_may_trade_off() -> None:
    assert "More of 'Safety' means more of 'Trade'" in said(street(), "e")
    assert "More of 'A' means less of 'B' along the shortest ways: a trade-off." in said(
        drawn("A+M M-B"), "e", chosen=["A", "B"]
    )
    assert "'M'" in said(drawn("A+M M-B"), "e", chosen=["A", "B"])


def test_f_surroundings_are_direct_causes_and_effects() -> None:
    found = ask(street(), "f", chosen=["Shops"])
    assert found.factors == ("Safety", "Trade", "Shops", "Rent")
    assert "'Shops' is moved by 'Trade' and 'Rent'." in said(street(), "f", chosen=["Shops"])
    assert "No link joins 'X'" in said(drawn("A+B", "X"), "f", chosen=["X"])


def test_g_levers_move_several_outcomes() -> None:
    found = ask(street(), "g")
    assert "Rent" in {each.factor for each in found.ranked}
    assert "Co-benefits" in said(street(), "g")
    assert "move them different ways" in said(drawn("L+A L-B"), "g", chosen=["A", "B"])


def test_h_and_i_risks_travel_and_meet() -> None:
    assert "factors could make 'Rent' change" in said(street(), "h")
    assert "A rise of 'Rent' lowers 'Safety' and 'Trade'." in said(street(), "h")
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
