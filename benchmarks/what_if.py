"""What-ifs and questions on system maps: 10,000 scenarios at once, draws of weights, all fourteen questions.

The peer of the scenarios is the same rule as dense matrix products over all of them, as NumPy does best; no package for
fuzzy cognitive maps steps more than one scenario at a time.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.systems.measures import measures
from seedbed.analysis.systems.questions import QUESTIONS, ask
from seedbed.analysis.systems.scenarios import scenarios
from seedbed.analysis.systems.sensitivity import sensitivity
from seedbed.analysis.systems.types import SystemMap
from seedbed.analysis.systems.what_if import Floats
from seedbed.thread.payloads.choices import FactorRole
from tests.system_maps import random_map

FACTORS, LINKS, SCENARIOS, DRAWS = 108, 430, 10_000, 5_000
BAR_S, QUESTION_BAR_S = 0.5, 0.1
TOLERANCE = 1e-6


def run(recorder: Recorder) -> None:
    """Time scenarios beside the peer, then draws of weights, then every question on a large map."""
    system = random_map(FACTORS, LINKS)
    state, held = _interventions()
    compile_s = recorder.warm(lambda: scenarios(system, state[:2], held[:2]))
    ours_s, ours = recorder.time(lambda: scenarios(system, state, held, tolerance=TOLERANCE), 5)
    peak = peak_mb()
    peer_s, peer = recorder.time(lambda: _products(system, state, held), 3)
    agree = bool(ours.settled.all() and np.abs(ours.values - peer).max() < 10 * TOLERANCE)
    size = f"{SCENARIOS:,} scenarios, {FACTORS} factors"
    bar = f"at most {BAR_S:g} s"
    met = ours_s <= BAR_S
    note = f"each to within {TOLERANCE:g}"
    recorder.add(Row("fuzzy", size, ours_s, "numpy", peer_s, peer_s / ours_s, agree, peak, compile_s, bar, met, note))
    _draws(recorder, system)
    _questions(recorder)


def _draws(recorder: Recorder, system: SystemMap) -> None:
    drawn_s, found = recorder.time(lambda: sensitivity(system, hold={"0": 1.0, "5": 0.0}, draws=DRAWS), 2)
    size = f"{DRAWS:,} draws of all weights, {FACTORS} factors"
    note = "an interval for every factor and the links that matter most; agree: all draws settled"
    recorder.add(Row("fuzzy", size, drawn_s, "", None, None, found.settled == DRAWS, peak_mb(), note=note))


def _questions(recorder: Recorder) -> None:
    """Ask each question of a map that marks ten outcomes, ten interventions and ten vulnerable factors."""
    system = _marked(random_map(500, 1_500))
    recorder.warm(lambda: [ask(system, letter) for letter in QUESTIONS])
    slowest, total = 0.0, 0.0
    for letter in QUESTIONS:
        seconds, _ = recorder.time(partial(ask, system, letter), 3)
        slowest, total = max(slowest, seconds), total + seconds
    size = "500 factors, 1,500 links"
    bar = f"at most {QUESTION_BAR_S:g} s"
    note = f"the slowest of fourteen; all of them {total:.2f} s; no peer answers them"
    met = slowest <= QUESTION_BAR_S
    recorder.add(Row("questions", size, slowest, "", None, None, True, peak_mb(), None, bar, met, note))
    measured_s, found = recorder.time(lambda: measures(system), 3)
    peer_s, expected = recorder.time(lambda: _betweenness(system), 1)
    agree = all(abs(each.betweenness - expected[each.factor]) < 1e-12 for each in found)
    note = "ours with leverage and communities; the peer betweenness alone"
    recorder.add(
        Row(
            "questions",
            f"{size}, measures",
            measured_s,
            "networkx",
            peer_s,
            peer_s / measured_s,
            agree,
            peak_mb(),
            note=note,
        )
    )


def _interventions() -> tuple[Floats, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """Return scenarios that each hold three factors at random values, the others at 0.5 at first."""
    generator = np.random.default_rng(1)
    state, held = np.full((SCENARIOS, FACTORS), 0.5), np.zeros((SCENARIOS, FACTORS), dtype=np.bool_)
    for row in range(SCENARIOS):
        chosen = generator.choice(FACTORS, 3, replace=False)
        state[row, chosen], held[row, chosen] = generator.random(3), True
    return state, held


def _products(system: SystemMap, state: Floats, held: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    """Step all scenarios at once by the modified rule until the last is steady."""
    weights = np.zeros((FACTORS, FACTORS))
    for link in system.links:
        weights[int(link.cause), int(link.effect)] += link.sign * link.size
    now = state
    while True:
        after = np.where(held, now, 1.0 / (1.0 + np.exp(-(now + now @ weights))))
        if np.abs(after - now).max() < TOLERANCE:
            return after
        now = after


def _marked(system: SystemMap) -> SystemMap:
    roles = {0: FactorRole.OUTCOME, 1: FactorRole.INTERVENTION}
    return replace(
        system,
        factors=tuple(
            replace(
                each,
                role=roles.get(place % 50, FactorRole.ORDINARY),
                controlled_by="Council" if place % 50 == 2 else "",
                vulnerable=place % 50 == 3,
            )
            for place, each in enumerate(system.factors)
        ),
    )


def _betweenness(system: SystemMap) -> dict[str, float]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(each.identifier for each in system.factors)
    graph.add_edges_from((link.cause, link.effect) for link in system.links)
    return dict(nx.betweenness_centrality(graph))
