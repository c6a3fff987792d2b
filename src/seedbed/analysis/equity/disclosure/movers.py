"""Ways to move a hidden cell: other counts that fit the same sums, by as few further hidden cells as possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.equity.disclosure.attack import ROUNDING
from seedbed.analysis.equity.disclosure.flows import Room, push
from seedbed.analysis.equity.disclosure.network import Network, as_network
from seedbed.analysis.equity.disclosure.programme import Programme
from seedbed.analysis.equity.estimates import Floats

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Demand:
    """That one cell can move.

    Parameters
    ----------
    cell
        Its place.
    sign
        Up (1) or down (-1); 0 for either.
    amount
        By how much.
    reasons_known
        Whether the others may move only as far as someone thinks possible who knows why each is hidden.
    """

    cell: int
    sign: int
    amount: float
    reasons_known: bool = False


class Mover(Protocol):
    """Finds which cells move when one moves."""

    def moved(self, cell: int, sign: int, amount: float, room: Room, cost: Floats) -> Mask | None:
        """Return which cells move, the cheapest found; None where the cell cannot move so far."""
        ...


def mover_for(equations: sparse.csr_array) -> Mover:
    """Return the fastest way that these sums allow."""
    roads = as_network(equations)
    return NetworkMover(roads) if roads is not None else ProgrammeMover(equations)


def meet(mover: Mover, demand: Demand, room: Room, cost: Floats) -> Mask | None:
    """Return cells that must be hidden for a demand, or None where nothing meets it."""
    if demand.sign:
        return mover.moved(demand.cell, demand.sign, demand.amount, room, cost)
    found = [
        cells for sign in (1, -1) if (cells := mover.moved(demand.cell, sign, demand.amount, room, cost)) is not None
    ]
    return min(found, key=lambda cells: float(cost[cells].sum()), default=None)


@dataclass(frozen=True)
class NetworkMover:
    """Moves along the roads of a network, cheapest first, each road paid once."""

    roads: Network

    def moved(self, cell: int, sign: int, amount: float, room: Room, cost: Floats) -> Mask | None:
        """Return which cells move, or None."""
        change = np.zeros(len(cost))
        reached = push(cell, sign * amount, self.roads, room, cost, change)
        return np.asarray(np.abs(change) > ROUNDING) if reached >= amount - ROUNDING else None


class ProgrammeMover:
    """Moves by the cheapest answer of a linear programme."""

    def __init__(self, equations: sparse.csr_array) -> None:
        self._size = equations.shape[1]
        both = sparse.csr_array(sparse.hstack([equations, -equations]))
        nothing = np.zeros(2 * self._size)
        self._programme = Programme(both, np.zeros(equations.shape[0]), nothing, nothing)

    def moved(self, cell: int, sign: int, amount: float, room: Room, cost: Floats) -> Mask | None:
        """Return which cells move, or None."""
        own = room.rise[cell] if sign > 0 else room.fall[cell]
        if own < amount - ROUNDING:
            return None
        high = np.concatenate([room.rise, room.fall])
        low = np.zeros(2 * self._size)
        place, against = (cell, cell + self._size) if sign > 0 else (cell + self._size, cell)
        low[place] = high[place] = amount
        high[against] = 0.0
        # A cell that can move little costs its whole price for that little; a tiny price keeps idle cells at rest.
        price = np.tile(cost, 2) / np.clip(high, 1e-3, amount) + 1e-4
        self._programme.bounds(low, high)
        self._programme.aim(price)
        found = self._programme.solve()
        if found is None:
            return None
        return np.asarray(np.abs(found[: self._size] - found[self._size :]) > ROUNDING)
