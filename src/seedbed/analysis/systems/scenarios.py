"""Many what-ifs at once, and what one of them changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.systems.graph import ends
from seedbed.analysis.systems.reach import Neighbours
from seedbed.analysis.systems.types import SystemMap
from seedbed.analysis.systems.what_if import (
    NO_VALUES,
    RULES,
    SQUASHES,
    Chosen,
    Floats,
    Numbers,
    Settings,
    Simulation,
    first_state,
    signed_weights,
    simulate,
)

FINE = 1e-7
"""Tolerance where differences are taken, so that what is left to settle does not look like an effect."""
BATCH_STEPS = 500


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Where many what-ifs went.

    Parameters
    ----------
    values
        In the end, shape (what-ifs, factors), factors in the map's order; of one that did not settle, the mean of the
        second half of its steps.
    steps
        Steps that each took, shape (what-ifs,); -1 where it did not settle.
    """

    values: Floats = field(repr=False)
    steps: Numbers = field(repr=False)

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Which of them settled."""
        return self.steps >= 0


def scenarios(
    system: SystemMap,
    state: Floats,
    held: NDArray[np.bool_],
    *,
    weights: Floats | None = None,
    **chosen: Unpack[Chosen],
) -> Scenarios:
    """Run many what-ifs.

    Parameters
    ----------
    system
        The map.
    state
        First values, shape (what-ifs, factors).
    held
        Which of these stay as they are, the same shape.
    weights
        What each link passes on, -1 to 1, shape (what-ifs, links); without it, the map's own for all.
    **chosen
        As in ``what_if.simulate``; at most 500 steps unless said otherwise.
    """
    from seedbed.analysis.systems.settling import Inputs, settle

    wanted: Chosen = {"most_steps": BATCH_STEPS, **chosen}
    settings = Settings(**wanted)
    pairs = ends(system)
    order = np.argsort(pairs[:, 1], kind="stable")
    offsets = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 1], minlength=len(system.factors)))])
    rows = signed_weights(system)[None] if weights is None else weights
    inputs = Inputs(offsets, np.ascontiguousarray(pairs[order, 0]), np.ascontiguousarray(rows[:, order], np.float64))
    values, steps = np.array(state, dtype=np.float64, order="C"), np.empty(len(state), dtype=np.int64)
    rule, squash = RULES.index(settings.rule), SQUASHES.index(settings.squash)
    settle(
        inputs, values, np.ascontiguousarray(held, np.bool_), rule, squash,
        float(settings.steepness), float(settings.tolerance), settings.most_steps, steps,
    )  # fmt: skip
    return Scenarios(values, steps)


def arranged(
    system: SystemMap,
    holds: Sequence[Mapping[str, float]],
    *,
    start: Mapping[str, float] = NO_VALUES,
    rest: float | None = None,
    **chosen: Unpack[Chosen],
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the first values and what is held, as ``scenarios`` takes them, one row for each of ``holds``.

    Raises
    ------
    UsageError
        For a factor that is not on the map, or a value out of range.
    """
    settings = Settings(**chosen)
    rows = [first_state(system, start, hold, rest, settings) for hold in holds]
    factors = len(system.factors)
    state = np.array([values for values, _ in rows], dtype=np.float64).reshape(-1, factors)
    return state, np.array([held for _, held in rows], dtype=np.bool_).reshape(-1, factors)


@dataclass(frozen=True, slots=True)
class Effects:
    """What holding some factors changes: the same map with nothing held, with them held, and the difference.

    The change is exactly 0 for what no way of links leads to from what is held.
    """

    nothing_held: Simulation
    held: Simulation
    change: Mapping[str, float]


def effects(
    system: SystemMap,
    *,
    hold: Mapping[str, float],
    start: Mapping[str, float] = NO_VALUES,
    rest: float | None = None,
    **chosen: Unpack[Chosen],
) -> Effects:
    """Compare a what-if with the same map left alone.

    Both are followed until they change by less than 0.0000001 a step, so that only effects are left. Parameters and
    errors as in ``what_if.simulate``.
    """
    fine: Chosen = {**chosen, "tolerance": min(chosen.get("tolerance", FINE), FINE)}
    alone = simulate(system, start=start, rest=rest, **fine)
    held = simulate(system, start=start, hold=hold, rest=rest, **fine)
    moved = can_move(system, hold)
    change = {
        name: held.steady[name] - value if can else 0.0
        for (name, value), can in zip(alone.steady.items(), moved.tolist(), strict=True)
    }
    return Effects(alone, held, change)


def can_move(system: SystemMap, hold: Iterable[str]) -> NDArray[np.bool_]:
    """Say of each factor whether it is held or a way of links leads to it from one that is.

    What is left to settle of the others must not look like an effect.
    """
    near = Neighbours(system)
    reached = {there for each in hold for there in (each, *near.downstream(each).steps)}
    return np.array([each.identifier in reached for each in system.factors], dtype=np.bool_)
