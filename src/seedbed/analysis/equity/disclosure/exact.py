"""The cheapest cells to hide, exactly: for small tables, by an integer programme.

One yes or no a cell, and for each demand one set of movements that only hidden cells may make. Source: Fischetti and
Salazar (2001), "Solving the cell suppression problem on tabular data with linear constraints", model (3)-(8).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.equity.disclosure.flows import Room
from seedbed.analysis.equity.disclosure.movers import Demand
from seedbed.analysis.equity.disclosure.programme import WholeNumbers
from seedbed.analysis.equity.disclosure.tables import Release
from seedbed.analysis.equity.estimates import Floats

Mask = NDArray[np.bool_]

LARGEST = 800
"""Demands times cells; larger programmes are left to the search, which is nearly as good and far faster."""
STEPS = 100
"""Branches looked at; a count of steps and not of seconds, so that every machine hides the same cells."""


def cheapest_cells(
    release: Release, demands: Sequence[Demand], rooms: Sequence[Room], fixed: Mask, closed: Mask, cost: Floats
) -> Mask | None:
    """Return the cheapest cells to hide that meet all demands, or None where the programme is too large or has none.

    Parameters
    ----------
    release
        The cells and sums.
    demands
        Which cell must be able to move how far.
    rooms
        For each demand, how far each cell may move.
    fixed
        Cells that are hidden in any case, shape (cells,).
    closed
        Cells that may not be hidden.
    cost
        Price of hiding each cell.
    """
    cells = release.size
    if not demands or len(demands) * cells > LARGEST:
        return None
    either = [number for number, each in enumerate(demands) if not each.sign]
    width = cells * (1 + len(demands)) + len(either)
    low, high = np.zeros(width), np.ones(width)
    low[:cells], high[:cells] = fixed, ~closed
    rows = [_block(release.equations, cells * (1 + number), width) for number in range(len(demands))]
    lower, upper = [np.zeros(release.equations.shape[0])] * len(demands), []
    upper += lower
    for number, (demand, room) in enumerate(zip(demands, rooms, strict=True)):
        at = cells * (1 + number)
        reach = 3 * demand.amount
        rise, fall = np.minimum(room.rise, reach), np.minimum(room.fall, reach)
        low[at : at + cells], high[at : at + cells] = -fall, rise
        rows += [_tied(cells, at, rise, width), _tied(cells, at, -fall, width)]
        lower += [np.full(cells, -np.inf), np.zeros(cells)]
        upper += [np.zeros(cells), np.full(cells, np.inf)]
        if demand.sign:
            _hold(low, high, at + demand.cell, demand)
        else:
            switch = width - len(either) + either.index(number)
            turned, least, most = _one_of_two(at + demand.cell, switch, demand.amount, reach, width)
            rows.append(turned)
            lower.append(least)
            upper.append(most)
    whole = np.zeros(width, dtype=np.bool_)
    whole[:cells] = True
    whole[width - len(either) :] = True
    price = np.concatenate([cost, np.zeros(width - cells)])
    ranges = sparse.csr_array(sparse.vstack(rows))
    made = WholeNumbers(price, low, high, whole, ranges, np.concatenate(lower), np.concatenate(upper))
    found = made.cheapest(STEPS)
    return None if found is None else np.asarray(found[:cells] > 0.5)


def _block(equations: sparse.csr_array, at: int, width: int) -> sparse.coo_array:
    entries = equations.tocoo()
    return sparse.coo_array((entries.data, (entries.row, entries.col + at)), (equations.shape[0], width))


def _tied(cells: int, at: int, reach: Floats, width: int) -> sparse.coo_array:
    """Return movement - reach x hidden."""
    line = np.arange(cells)
    data = np.concatenate([np.ones(cells), -reach])
    return sparse.coo_array((data, (np.tile(line, 2), np.concatenate([line + at, line]))), (cells, width))


def _hold(low: Floats, high: Floats, place: int, demand: Demand) -> None:
    if demand.sign > 0:
        low[place] = demand.amount
    else:
        high[place] = -demand.amount


def _one_of_two(
    place: int, switch: int, amount: float, reach: float, width: int
) -> tuple[sparse.coo_array, Floats, Floats]:
    """Demand a movement of at least ``amount``, up where the switch is 1 and down where it is 0."""
    gap = amount + reach
    made = sparse.coo_array(([1.0, -gap, 1.0, -gap], ([0, 0, 1, 1], [place, switch, place, switch])), (2, width))
    return made, np.array([-reach, -np.inf]), np.array([np.inf, -amount])
