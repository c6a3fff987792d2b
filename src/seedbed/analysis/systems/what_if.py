"""What-if: where a system map says things would go if some factors were held, as a fuzzy cognitive map.

Each factor has a value, 0 (nothing of it) to 1 (as much as can be). Step by step every factor takes up what its causes
pass on, times the weight of the link, and squashes the sum back into its range:

    kosko       next = f(a W)
    modified    next = f(a + a W)
    rescaled    next = f((2a - 1) + (2a - 1) W)

It is a way to think through what was drawn. It is not a forecast: values have no unit, steps are no months, and the
answer is as good as the links and weights that people put in. Uncertain links carry no sign and pass nothing on here;
``sensitivity`` tries them both ways.

Sources: Kosko, International Journal of Man-Machine Studies 24 (1986), 65-75; Stylios and Groumpos, IEEE Transactions
on Systems, Man and Cybernetics A 34 (2004), 155-162 (modified); Papageorgiou, Fuzzy Cognitive Maps for Applied Sciences
and Engineering (2014), chapter 1 (rescaled).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypedDict, Unpack, get_args

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.systems.graph import ends, places_of
from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UsageError

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Rule = Literal["kosko", "modified", "rescaled"]
Squash = Literal["sigmoid", "tanh", "bivalent", "trivalent"]
Outcome = Literal["steady", "cycle", "chaos", "unsettled"]
RULES: tuple[Rule, ...] = get_args(Rule)
SQUASHES: tuple[Squash, ...] = get_args(Squash)
NO_VALUES: Mapping[str, float] = {}
NOT_A_FORECAST = (
    "This is not a forecast. It plays through what people drew: values have no unit, steps are no months, and another "
    "map or other weights would say something else."
)
TOLERANCE = 0.001
"""The custom of the literature: steady once no factor changes by this much in a step."""
MOST_STEPS = 1_000
LONGEST_PERIOD = 100
SAME = 1e-6
LOOK_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a what-if is stepped on.

    Parameters
    ----------
    rule
        ``kosko``: a factor is what its causes make it. ``modified``: it also keeps itself going. ``rescaled``: as
        modified, with 0.5 for "not known", so that factors nobody has said anything about pass nothing on.
    squash
        ``sigmoid`` (0 to 1), ``tanh`` (-1 to 1), ``bivalent`` (0 or 1), ``trivalent`` (-1, 0 or 1).
    steepness
        Of the sigmoid or tanh: above 0; the steeper, the nearer to all or nothing.
    tolerance
        Steady once no factor changes by this much in a step.
    most_steps
        Steps after which it is given up.

    Raises
    ------
    UsageError
        For settings that make no sense.
    """

    rule: Rule = "modified"
    squash: Squash = "sigmoid"
    steepness: float = 1.0
    tolerance: float = TOLERANCE
    most_steps: int = MOST_STEPS

    def __post_init__(self) -> None:
        for what, given, known in (("rule", self.rule, RULES), ("squash", self.squash, SQUASHES)):
            if given not in known:
                raise UsageError(f'"{given}" is no {what}.', "A what-if knows others.", f"Use {', '.join(known)}.")
        if self.rule == "rescaled" and self.squash != "sigmoid":
            raise _odd("The rescaled rule goes with the sigmoid alone", "values from 0 to 1 are what it rescales")
        if not 0 < self.steepness <= 1_000:
            raise _odd(f"The steepness cannot be {self.steepness:g}", "it lies above 0 and is at most 1,000")
        if not 0 < self.tolerance < 1 or not 1 <= self.most_steps <= 1_000_000:
            raise _odd("The what-if would not end", "tolerance lies between 0 and 1, and steps from 1 to 1,000,000")

    @property
    def lowest(self) -> float:
        """The least value of a factor."""
        return -1.0 if self.squash in {"tanh", "trivalent"} else 0.0

    @property
    def unsaid(self) -> float:
        """First value of a factor of which nobody said anything: 0, or half way where that means "not known"."""
        return 0.5 if self.rule == "rescaled" else 0.0

    @property
    def is_discrete(self) -> bool:
        """Whether factors have two or three values, so that whole states come again exactly."""
        return self.squash in {"bivalent", "trivalent"}


class Chosen(TypedDict, total=False):
    """Settings by name; see ``Settings``."""

    rule: Rule
    squash: Squash
    steepness: float
    tolerance: float
    most_steps: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """Where a what-if went.

    Parameters
    ----------
    steady
        The value of each factor by its identifier, in the end; the mean of a period for a cycle, of the second half of
        the steps for chaos.
    outcome
        ``steady``; ``cycle``: the same values come round again; ``chaos``: they did not, and the smallest nudge grows;
        ``unsettled``: neither was seen within the steps allowed. All-or-nothing values are never called chaos: there
        are so many states of a map, and one of them must come again.
    steps
        Steps taken.
    period
        Steps of the cycle; 0 for the others.
    low, high
        The least and largest value that each factor keeps coming to; equal to ``steady`` where that is steady.
    path
        Values step by step, shape (steps + 1, factors), factors in the map's order.
    """

    steady: Mapping[str, float]
    outcome: Outcome
    steps: int
    period: int
    low: Mapping[str, float]
    high: Mapping[str, float]
    path: Floats = field(repr=False)


def simulate(
    system: SystemMap,
    *,
    start: Mapping[str, float] = NO_VALUES,
    hold: Mapping[str, float] = NO_VALUES,
    rest: float | None = None,
    **chosen: Unpack[Chosen],
) -> Simulation:
    """Step a map on until it settles.

    Parameters
    ----------
    system
        The map; parallel links add up, uncertain ones pass nothing on.
    start
        First values by identifier of the factor.
    hold
        Values of factors that are held where they are, as an intervention would.
    rest
        First value of the others; without one 0, or 0.5 ("not known") by the rescaled rule.
    **chosen
        ``rule``, ``squash``, ``steepness``, ``tolerance`` and ``most_steps``: see ``Settings``.

    Raises
    ------
    UsageError
        For a factor that is not on the map, a value out of range, or settings that make no sense.
    """
    settings = Settings(**chosen)
    state, held = first_state(system, start, hold, rest, settings)
    pairs, weights = ends(system), signed_weights(system)
    path = [state]
    seen: dict[bytes, int] = {}
    for step in range(1, settings.most_steps + 1):
        path.append(_after(path[-1], pairs, weights, held, settings))
        if np.abs(path[-1] - path[-2]).max(initial=0.0) < settings.tolerance:
            return _simulation(system, path, "steady", 0)
        if settings.is_discrete:
            period = step - seen.setdefault((path[-1] + 0.0).tobytes(), step)  # + 0.0: no zero below zero
        else:
            period = _period(path, min(SAME, settings.tolerance)) if step % LOOK_EVERY == 0 else 0
        if period:
            return _simulation(system, path, "cycle", period)
    if settings.is_discrete:
        return _simulation(system, path, "unsettled", 0)
    period = _period(path, settings.tolerance)
    if period:
        return _simulation(system, path, "cycle", period)
    grows = _nudge_grows(path[-1], pairs, weights, held, settings)
    return _simulation(system, path, "chaos" if grows else "unsettled", 0)


def signed_weights(system: SystemMap) -> Floats:
    """Return what each link passes on of a change, -1 to 1; nothing for an uncertain one."""
    return np.array([link.sign * link.size for link in system.links], dtype=np.float64)


def first_state(
    system: SystemMap, start: Mapping[str, float], hold: Mapping[str, float], rest: float | None, settings: Settings
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the first value of each factor and whether it is held."""
    rest = settings.unsaid if rest is None else rest
    state = np.full(len(system.factors), rest, dtype=np.float64)
    held = np.zeros(len(state), dtype=np.bool_)
    for values in (start, hold):
        state[places_of(system, list(values))] = list(values.values())
    held[places_of(system, list(hold))] = True
    given = np.array([rest, *start.values(), *hold.values()], dtype=np.float64)
    if not ((given >= settings.lowest) & (given <= 1.0)).all():
        raise _odd("A value is out of range", f"with {settings.squash} values go from {settings.lowest:g} to 1")
    return state, held


def _after(state: Floats, pairs: Numbers, weights: Floats, held: NDArray[np.bool_], settings: Settings) -> Floats:
    """Return the values one step on."""
    value = 2.0 * state - 1.0 if settings.rule == "rescaled" else state
    passed = np.asarray(np.bincount(pairs[:, 1], weights * value[pairs[:, 0]], minlength=len(state)), np.float64)
    total: Floats = passed if settings.rule == "kosko" else value + passed
    return np.where(held, state, squashed(total, settings))


def squashed(total: Floats, settings: Settings) -> Floats:
    """Return sums as values of factors."""
    if settings.squash == "sigmoid":
        with np.errstate(over="ignore"):
            return 1.0 / (1.0 + np.exp(-settings.steepness * total))
    if settings.squash == "tanh":
        return np.tanh(settings.steepness * total)
    return np.sign(total) if settings.squash == "trivalent" else (total > 0).astype(np.float64)


def _period(path: list[Floats], tolerance: float) -> int:
    """Return the steps after which the last values keep coming round, or 0.

    Two whole rounds must be alike, and the swing of the last must not be fading: then it is on its way to be steady.
    """
    last = np.array(path[-4 * LONGEST_PERIOD :])
    for period in range(2, min(LONGEST_PERIOD, len(last) // 4) + 1):
        if np.abs(last[-1] - last[-1 - period]).max(initial=0.0) >= tolerance:
            continue
        rounds = [last[len(last) - (back + 1) * period : len(last) - back * period] for back in range(4)]
        swings = [np.ptp(each, axis=0).max(initial=0.0) for each in rounds]
        is_alike = np.abs(rounds[0] - rounds[1]).max(initial=0.0) < tolerance
        if is_alike and swings[0] >= tolerance and swings[0] > 0.999 * swings[3]:
            return period
    return 0


def _nudge_grows(state: Floats, pairs: Numbers, weights: Floats, held: NDArray[np.bool_], settings: Settings) -> bool:
    """Say whether two runs that begin all but alike part: the mean growth of their distance (Lyapunov) is above 0.

    The first steps do not count: until the nudge has turned to where it grows most, it may grow on a calm map too.
    """
    tiny, grown, unheeded, steps = 1e-8, 0.0, 200, 400
    free = np.where(held, 0.0, 1.0)
    other = state + tiny * free / max(np.sqrt(free.sum()), 1.0)
    for step in range(unheeded + steps):
        state, other = (_after(each, pairs, weights, held, settings) for each in (state, other))
        distance = float(np.linalg.norm(other - state))
        if distance == 0.0:
            return False
        grown += np.log(distance / tiny) if step >= unheeded else 0.0
        other = state + (other - state) * (tiny / distance)
    return grown / steps > 0.005


def _simulation(system: SystemMap, path: list[Floats], outcome: Outcome, period: int) -> Simulation:
    last = {"steady": 1, "cycle": period}.get(outcome, max((len(path) - 1) // 2, 1))
    values = np.array(path[-last:])
    names = [each.identifier for each in system.factors]
    steady, low, high = (
        dict(zip(names, map(float, found), strict=True))
        for found in (values.mean(axis=0), values.min(axis=0), values.max(axis=0))
    )
    return Simulation(steady, outcome, len(path) - 1, period, low, high, np.array(path))


def _odd(what: str, why: str) -> UsageError:
    return UsageError(f"{what}.", f"{why[0].upper()}{why[1:]}.", "Change it and run again.")
