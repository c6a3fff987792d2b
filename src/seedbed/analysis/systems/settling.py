"""The compiled run of many what-ifs at once: each is stepped on until it settles."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.kernel import kernel

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

KOSKO, MODIFIED, RESCALED = 0, 1, 2
SIGMOID, TANH, BIVALENT, TRIVALENT = 0, 1, 2, 3


class Inputs(NamedTuple):
    """Links by effect: those into factor ``v`` are ``offsets[v]:offsets[v + 1]`` of ``causes`` and of each row of
    ``weights``. One row of weights is shared by all what-ifs, or each has its own.
    """  # noqa: D205 - the shapes need the room

    offsets: Numbers
    causes: Numbers
    weights: Floats


@kernel
def _squashed(total: float, squash: int, steepness: float) -> float:
    if squash == SIGMOID:
        return 1.0 / (1.0 + math.exp(-steepness * total))
    if squash == TANH:
        return math.tanh(steepness * total)
    if total > 0.0:
        return 1.0
    return -1.0 if squash == TRIVALENT and total < 0.0 else 0.0


@kernel
def settle(  # noqa: C901, PLR0913, PLR0917 - a kernel: its arguments are its registers
    inputs: Inputs,
    state: Floats,
    held: NDArray[np.bool_],
    rule: int,
    squash: int,
    steepness: float,
    tolerance: float,
    most_steps: int,
    steps: Numbers,
) -> None:
    """Step each what-if on, in place, until no factor changes by ``tolerance``; ``steps`` is -1 where it never does.

    A what-if that never settles is left at the mean of the second half of its steps.
    """
    many, factors = state.shape
    after, mean = np.empty(factors), np.empty(factors)
    for number in range(many):
        row = number if inputs.weights.shape[0] > 1 else 0
        steps[number] = -1
        for factor in range(factors):
            mean[factor] = 0.0
        for step in range(most_steps):
            largest = 0.0
            for factor in range(factors):
                now = state[number, factor]
                if held[number, factor]:
                    after[factor] = now
                    continue
                total = 0.0 if rule == KOSKO else (now if rule == MODIFIED else 2.0 * now - 1.0)
                for at in range(inputs.offsets[factor], inputs.offsets[factor + 1]):
                    cause = state[number, inputs.causes[at]]
                    total += inputs.weights[row, at] * (2.0 * cause - 1.0 if rule == RESCALED else cause)
                after[factor] = _squashed(total, squash, steepness)
                largest = max(largest, abs(after[factor] - now))
            for factor in range(factors):
                state[number, factor] = after[factor]
                if 2 * step >= most_steps:
                    mean[factor] += after[factor]
            if largest < tolerance:
                steps[number] = step + 1
                break
        if steps[number] < 0 and most_steps > 1:
            for factor in range(factors):
                state[number, factor] = mean[factor] / (most_steps // 2)
