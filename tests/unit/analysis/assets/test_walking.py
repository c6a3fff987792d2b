"""How long people take along edges, and where wheels cannot go."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.assets.network import Walker, Way
from seedbed.analysis.assets.walking import (
    WALKERS,
    made_step_free,
    seconds_of,
    slower_by,
    step_free,
    wheels_pass,
)
from tests.unit.analysis.assets.small_networks import network

WALKER = Walker(name="A walker", metres_per_second=2.0)
ON_WHEELS = step_free(WALKER)


def one_edge(ways: int = 0, climb: float | None = None) -> tuple[float, float]:
    street = network([(0, 0), (100, 0)], [(0, 1)], [ways], None if climb is None else [climb])
    along, back = seconds_of(street, ON_WHEELS)[0]
    return float(along), float(back)


def test_the_flat_takes_as_long_both_ways() -> None:
    street = network([(0, 0), (100, 0)], [(0, 1)])
    assert seconds_of(street, WALKER).tolist() == [[50.0, 50.0]]


@pytest.mark.parametrize("way", [Way.STEPS, Way.KERB, Way.ROUGH, Way.NOT_FOR_WHEELS])
def test_wheels_are_stopped_by(way: Way) -> None:
    assert one_edge(way) == (np.inf, np.inf)


@pytest.mark.parametrize("way", [Way.STEPS, Way.KERB, Way.ROUGH, Way.NOT_FOR_WHEELS])
def test_someone_on_foot_is_not_stopped_by(way: Way) -> None:
    street = network([(0, 0), (100, 0)], [(0, 1)], [way])
    assert seconds_of(street, WALKER).tolist() == [[50.0, 50.0]]


def test_a_ramp_beside_the_steps_lets_wheels_pass() -> None:
    assert one_edge(Way.STEPS | Way.FOR_WHEELS) == (50.0, 50.0)


def test_a_dark_way_lets_wheels_pass() -> None:
    assert one_edge(Way.UNLIT) == (50.0, 50.0)


def test_uphill_takes_longer_than_downhill() -> None:
    assert one_edge(climb=5.0) == pytest.approx((50 * np.exp(0.175), 50 * np.exp(-0.175)))


def test_wheels_manage_a_slope_of_one_in_twelve() -> None:
    assert np.isfinite(one_edge(climb=8.33)).all()


@pytest.mark.parametrize("climb", [8.4, -8.4])
def test_wheels_manage_no_steeper_slope_up_or_down(climb: float) -> None:
    assert one_edge(climb=climb) == (np.inf, np.inf)


def test_level_ground_takes_as_long_as_the_flat() -> None:
    assert slower_by(np.array([0.0])) == pytest.approx([1.0])


def test_pace_follows_toblers_hiking_function() -> None:
    slope = np.array([-0.3, -0.05, 0.1, 0.4])
    kilometres_per_hour = 6 * np.exp(-3.5 * np.abs(slope + 0.05))
    assert slower_by(slope) == pytest.approx(6 * np.exp(-3.5 * 0.05) / kilometres_per_hour)


def test_an_edge_without_length_takes_no_time_whatever_its_climb() -> None:
    street = network([(0, 0), (0, 0)], [(0, 1)], climb=[2.0])
    assert seconds_of(street, ON_WHEELS).tolist() == [[0.0, 0.0]]


def test_an_edge_made_step_free_lets_wheels_pass() -> None:
    street = network([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)], [Way.STEPS, Way.STEPS])
    assert wheels_pass(made_step_free(street, np.array([1])).ways).tolist() == [False, True]


def test_making_an_edge_step_free_leaves_the_given_network_as_it_was() -> None:
    street = network([(0, 0), (100, 0)], [(0, 1)], [Way.STEPS])
    made_step_free(street, np.array([0]))
    assert street.ways.tolist() == [Way.STEPS]


def test_every_walker_is_slower_than_a_run() -> None:
    assert all(0.5 < walker.metres_per_second < 1.5 for walker in WALKERS.values())


def test_prams_and_wheelchairs_need_wheels() -> None:
    assert {code for code, walker in WALKERS.items() if walker.wheels} == {"pram", "wheelchair"}
