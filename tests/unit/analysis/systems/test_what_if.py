"""What-if: published steady states, the compiled run beside the plain one, cycles, chaos and sensitivity."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from seedbed.analysis.systems.scenarios import arranged, effects, scenarios
from seedbed.analysis.systems.sensitivity import _largest, bands, sensitivity
from seedbed.analysis.systems.shared_weights import combine_weights, shared_bands, with_shared_weights
from seedbed.analysis.systems.types import SystemMap
from seedbed.analysis.systems.what_if import RULES, SQUASHES, simulate
from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import Confidence, Polarity
from tests.system_maps import drawn, numbered, random_map

SHORT = {"k": "kosko", "mk": "modified", "r": "rescaled"}


def of_matrix(weights: Any) -> SystemMap:
    """Return the map of a matrix: row the cause, column the effect."""
    matrix = np.array(weights)
    pairs = [(int(a), int(b)) for a, b in np.argwhere(matrix)]
    values = matrix[tuple(np.array(pairs).T)]
    return numbered(len(matrix), pairs, np.sign(values), np.abs(values))


def test_published_steady_states_are_met(cases: Path) -> None:
    shared = json.loads((cases / "fcm_steady_states.json").read_text(encoding="utf-8"))
    checked = 0
    for case in shared["cases"]:
        system = of_matrix(case["W"])
        start = {str(place): value for place, value in enumerate(case["init"])}
        chosen = {"steepness": case["lambda"], "tolerance": case["epsilon"]}
        for short, expected in case["published"].items():
            found = simulate(system, start=start, rule=SHORT[short], **chosen)  # type: ignore[arg-type]
            assert found.outcome == "steady"
            assert list(found.steady.values()) == pytest.approx(expected, abs=1e-6)
            state, held = arranged(system, [{}], start=start)
            many = scenarios(system, state, held, rule=SHORT[short], **chosen)  # type: ignore[arg-type]
            assert many.values[0] == pytest.approx(expected, abs=1e-6)
            checked += 1
    assert checked >= 3


@pytest.mark.parametrize(
    ("rule", "squash"),
    [("rescaled", "sigmoid"), *((rule, each) for rule in RULES[:2] for each in SQUASHES)],
)
def test_many_at_once_go_where_each_goes_alone(rule: Any, squash: Any) -> None:
    system = random_map(15, 45)
    generator = np.random.default_rng(2)
    holds = [{str(each): float(generator.integers(0, 2)) for each in generator.choice(15, 2)} for _ in range(8)]
    state, held = arranged(system, holds, rest=0.5, squash=squash)
    found = scenarios(system, state, held, rule=rule, squash=squash, steepness=0.7)
    for row, hold in enumerate(holds):
        alone = simulate(system, hold=hold, rest=0.5, rule=rule, squash=squash, steepness=0.7, most_steps=500)
        assert (alone.outcome == "steady") == found.settled[row]
        if found.settled[row]:
            assert found.steps[row] == alone.steps
            assert found.values[row] == pytest.approx(list(alone.steady.values()), abs=1e-12)
        else:
            path = [*alone.path[: alone.steps + 1]]
            path += [path[-alone.period + place % alone.period] for place in range(501 - len(path))]
            assert found.values[row] == pytest.approx(np.mean(path[251:], axis=0), abs=1e-5)


def test_what_is_held_stays_and_parallel_links_add_up() -> None:
    found = simulate(drawn("A+0.4B A+0.2B"), hold={"A": 1.0}, rule="kosko")
    assert found.steady["A"] == 1
    assert found.steady["B"] == pytest.approx(1 / (1 + np.exp(-0.6)))


def test_an_uncertain_link_passes_nothing_on() -> None:
    assert effects(drawn("A?B B+C"), hold={"A": 1.0}).change["C"] == 0


def test_a_cycle_is_found_with_its_period() -> None:
    """Three factors that hand one pulse round: each is up in one step of three."""
    found = simulate(drawn("A+B B+C C+A"), start={"A": 1.0}, rule="kosko", squash="bivalent")
    assert (found.outcome, found.period) == ("cycle", 3)
    assert found.steady == pytest.approx({"A": 1 / 3, "B": 1 / 3, "C": 1 / 3})
    assert (set(found.low.values()), set(found.high.values())) == ({0.0}, {1.0})


def test_a_swing_that_fades_is_no_cycle() -> None:
    found = simulate(
        drawn("A+1.0B B-1.0A"), start={"A": 1.0}, rule="kosko", squash="tanh", steepness=0.98, tolerance=1e-9
    )
    assert found.outcome == "steady"
    assert found.steps > 100


def test_chaos_is_told_from_a_cycle() -> None:
    system = _all_to_all(30)
    wild = simulate(system, rest=0.3, rule="kosko", squash="tanh", steepness=1, most_steps=400)
    assert wild.outcome == "chaos"
    assert wild.steps == 400
    calm = simulate(system, rest=0.3, rule="kosko", squash="tanh", steepness=0.1, most_steps=400)
    assert calm.outcome == "steady"


def test_all_or_nothing_values_come_round_however_long_that_takes() -> None:
    """Pulses in rings of 7 and of 15 factors meet again after 105 steps."""
    pairs = [(at, (at + 1) % 7) for at in range(7)] + [(7 + at, 7 + (at + 1) % 15) for at in range(15)]
    rings = numbered(22, pairs, [1] * 22, [1.0] * 22)
    chosen: Any = {"start": {"0": 1.0, "7": 1.0}, "rule": "kosko", "squash": "bivalent"}
    assert (simulate(rings, **chosen).outcome, simulate(rings, **chosen).period) == ("cycle", 105)
    assert simulate(rings, **chosen, most_steps=60).outcome == "unsettled"


def test_a_nudge_that_grows_at_first_is_no_chaos() -> None:
    """A factor fades slowly, and each of the next three takes up its change fivefold."""
    pairs = [(0, 0), *((at, at + 1) for at in range(3) for _ in range(5))]
    slow = numbered(4, pairs, [1] * 16, [1.0] * 16)
    found = simulate(slow, start={"0": 1e-6}, rule="kosko", squash="tanh", tolerance=1e-30, most_steps=20)
    assert found.outcome == "unsettled"


def test_by_the_rescaled_rule_what_nobody_said_anything_of_is_not_known() -> None:
    grows = drawn("A+1.0B B+1.0A A+1.0A B+1.0B")
    assert simulate(grows, rule="rescaled").steady == {"A": 0.5, "B": 0.5}
    assert simulate(grows, rule="rescaled", rest=0.0).steady["A"] < 0.2
    assert simulate(grows, rule="kosko").path[0].tolist() == [0, 0]


def test_one_step_is_told_as_it_is_by_many_at_once_too() -> None:
    system = drawn("A-B B+A")
    state, held = arranged(system, [{}], rest=0.2)
    found = scenarios(system, state, held, most_steps=1, tolerance=1e-9)
    alone = simulate(system, rest=0.2, most_steps=1, tolerance=1e-9)
    assert not found.settled[0]
    assert found.values[0] == pytest.approx(list(alone.steady.values()))


def test_what_neither_settles_nor_repeats_in_time_is_called_that() -> None:
    slow = drawn("A+1.0B B-1.0A")
    found = simulate(slow, start={"A": 1.0}, rule="kosko", squash="tanh", steepness=0.99, tolerance=1e-9)
    assert found.outcome == "unsettled"


def _all_to_all(factors: int) -> SystemMap:
    generator = np.random.default_rng(0)
    pairs = [(a, b) for a in range(factors) for b in range(factors) if a != b]
    weights = generator.uniform(-1, 1, len(pairs))
    return numbered(factors, pairs, np.sign(weights), np.abs(weights))


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": "other"},
        {"squash": "other"},
        {"rule": "rescaled", "squash": "tanh"},
        {"steepness": 0},
        {"tolerance": 0},
        {"most_steps": 0},
        {"hold": {"A": 1.5}},
        {"start": {"A": -0.5}},
        {"hold": {"Z": 1}},
        {"rest": float("nan")},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any) -> None:
    with pytest.raises(UsageError):
        simulate(drawn("A+B"), **wrong)


def test_effects_are_against_the_same_map_left_alone() -> None:
    found = effects(drawn("A+0.5B B-0.5C", "D"), hold={"A": 1.0}, rule="kosko")
    assert found.change["B"] > 0 > found.change["C"]
    assert found.change["D"] == 0
    assert found.change["B"] == found.held.steady["B"] - found.nothing_held.steady["B"]


def test_sensitivity_is_that_of_runs_one_by_one() -> None:
    system = drawn("A+0.5B B-0.4C A?0.6C C+0.3B", "A B C D")
    found = sensitivity(system, hold={"A": 1.0}, draws=60, seed=4, rule="kosko")
    limits = bands(system)
    weights = limits[:, 0] + np.random.default_rng(4).random((60, 4)) * np.diff(limits).T
    changes = [_alone(system, row) for row in weights]
    assert found.changes == pytest.approx(np.array(changes), abs=1e-6)
    of_c = next(each for each in found.factors if each.factor == "C")
    column = np.array(changes)[:, 2]
    assert (of_c.low, of_c.median, of_c.high) == pytest.approx(np.percentile(column, [2.5, 50, 97.5]), abs=1e-6)
    assert of_c.up == (column > 1e-4).mean()
    first = of_c.links[0]
    assert first.link == "A?C"
    assert first.correlation == pytest.approx(spearmanr(weights[:, 2], column).statistic, abs=1e-6)
    assert sum(each.share for each in of_c.links) == pytest.approx(1)
    untouched = next(each for each in found.factors if each.factor == "D")
    assert (untouched.low, untouched.high, untouched.up, untouched.links) == (0, 0, 0, ())


def _alone(system: SystemMap, weights: Any) -> list[float]:
    pairs = [(system.place[link.cause], system.place[link.effect]) for link in system.links]
    drawn_map = numbered(4, pairs, np.sign(weights), np.abs(weights))
    return list(effects(drawn_map, hold={"0": 1.0}, rule="kosko").change.values())


def test_links_that_matter_are_the_largest_correlations_of_many() -> None:
    system = random_map(12, 60)
    found = sensitivity(system, hold={"0": 1.0}, draws=400, seed=1)
    limits = bands(system)
    weights = limits[:, 0] + np.random.default_rng(1).random((400, len(limits))) * np.diff(limits).T
    for each in found.factors:
        change = np.round(found.changes[:, system.place[each.factor]], 6)
        if np.ptp(change) == 0:
            assert each.links == ()
            continue
        plain = {
            link.identifier: spearmanr(column, change).statistic if np.ptp(column) else 0.0
            for link, column in zip(system.links, weights.T, strict=True)
        }
        beyond_chance = [abs(each) for each in plain.values() if abs(each) > 3.29 / 399**0.5]
        largest = sorted(beyond_chance, reverse=True)[:10]
        assert [abs(link.correlation) for link in each.links] == pytest.approx(largest, abs=1e-9)
        assert [link.correlation for link in each.links] == pytest.approx([plain[link.link] for link in each.links])


def test_two_links_that_may_each_run_either_way_matter_though_neither_decides_the_direction() -> None:
    """What A does to C is a product of two weights around 0: its sign hangs on both, its size on the size of each."""
    found = sensitivity(drawn("A?0.7B B?0.7C D+C E+D"), hold={"A": 1.0}, draws=1_000, outcomes=["C"], rule="kosko")
    named = {each.link: each.correlation for each in found.factors[0].links}
    assert set(named) >= {"A?B", "B?C"}
    assert min(named["A?B"], named["B?C"]) > 0.4
    assert max([abs(much) for link, much in named.items() if link not in {"A?B", "B?C"}], default=0) < 0.2


def test_what_chance_could_give_is_no_link_that_matters() -> None:
    """Only one link leads to B. Over few draws others would seem to go with its change."""
    found = sensitivity(drawn("A+B X+C Y+C Z+C C+X"), hold={"A": 1.0}, draws=30, outcomes=["B"])
    assert [each.link for each in found.factors[0].links] == ["A+B"]


def test_no_link_matters_to_what_nothing_held_leads_to() -> None:
    """C and D drive each other, whatever is done to A; what is left of them to settle is no effect."""
    system = drawn("A+B B+A C+0.6D D+0.5C")
    found = sensitivity(system, hold={"A": 1.0}, draws=50)
    assert {each.factor: each.links != () for each in found.factors} == {"B": True, "C": False, "D": False}
    assert (found.changes[:, [system.place["C"], system.place["D"]]] == 0).all()
    assert effects(system, hold={"A": 1.0}).change["C"] == 0


def test_of_links_that_matter_alike_the_first_are_told() -> None:
    values = np.zeros((2, 40))
    values[0, [5, 30, 7]] = 0.5, 0.9, 0.5
    assert _largest(values, 10).tolist() == [[30, 5, 7, 0, 1, 2, 3, 4, 6, 8], list(range(10))]


def test_a_seed_decides_the_draws() -> None:
    first, again, other = (
        sensitivity(drawn("A+B"), hold={"A": 1.0}, draws=20, seed=seed).changes for seed in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_bands_follow_confidence_and_may_be_given() -> None:
    system = drawn("A+0.9B B-0.5C C?0.7A")
    sure = type(system.links[1])(
        identifier="sure", cause="B", effect="C", polarity=Polarity.OPPOSITE, weight=0.5, confidence=Confidence.HIGH
    )
    system = SystemMap(factors=system.factors, links=(*system.links, sure))
    expected = [(0.7, 1.0), (-0.7, -0.3), (-0.7, 0.7), (-0.6, -0.4)]
    assert bands(system) == pytest.approx(np.array(expected))
    assert bands(system, {"sure": (-1.0, 0.0)})[3] == pytest.approx([-1, 0])
    with pytest.raises(UsageError, match='no link "moon"'):
        bands(system, {"moon": (0.0, 1.0)})
    for wrong in ((0.5, 0.1), (0.0, 2.0)):
        with pytest.raises(UsageError):
            bands(system, {"sure": wrong})


@pytest.mark.parametrize("wrong", [{"draws": 2}, {"confidence": 1}, {"seed": -1}])
def test_draws_that_make_no_sense_are_refused(wrong: Any) -> None:
    with pytest.raises(UsageError):
        sensitivity(drawn("A+B"), hold={"A": 1.0}, **wrong)


def test_weights_of_several_people_are_combined_and_dissent_kept() -> None:
    shared = combine_weights([{"A+B": 0.2, "B+C": 0.5}, {"A+B": 0.8, "B+C": -0.7}, {"A+B": 0.5}])
    assert (shared["A+B"].people, shared["A+B"].disagree, shared["B+C"].disagree) == (3, False, True)
    found = (shared["A+B"].median, shared["A+B"].spread, shared["B+C"].size)
    assert found == pytest.approx((0.5, 0.3, 0.6))
    system = with_shared_weights(drawn("A+B B+C C-A"), shared)
    assert [link.polarity.value for link in system.links] == ["same", "uncertain", "opposite"]
    assert [link.size for link in system.links] == pytest.approx([0.5, 0.6, 0.5])
    assert shared_bands(shared)["B+C"] == (-0.7, 0.5)
    with pytest.raises(UsageError):
        combine_weights([{"A+B": 1.2}])


@pytest.mark.parametrize(
    ("given", "drawn_as", "polarity"),
    [
        ((0.0, 0.0, -0.4), "+", "opposite"),
        ((0.0, 0.0, 0.4), "-", "same"),
        ((0.0, 0.0), "-", "opposite"),
        ((0.0, 0.0), "?", "uncertain"),
    ],
)
def test_a_middle_weight_of_nothing_keeps_the_direction_people_gave(
    given: tuple[float, ...], drawn_as: str, polarity: str
) -> None:
    name = f"A{drawn_as}B"
    system = with_shared_weights(drawn(name), combine_weights([{name: weight} for weight in given]))
    assert (system.links[0].polarity.value, system.links[0].size) == (polarity, 0)
