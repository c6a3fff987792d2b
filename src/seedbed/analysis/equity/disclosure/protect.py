"""Complementary suppression: hide further cells until nobody can work out the small ones.

1. For each primary cell three demands are made (`rule`): that it could be so much more, so much less, and, for someone
   who knows why each cell is hidden, one more or one less.
2. Small tables are solved exactly (`exact`). In others each demand in turn takes the cheapest cells that let the cell
   move, given what is hidden already; then each hidden cell, the dearest first, is shown again if all demands that
   leaned on it can be met without it. This is done for several orders of the demands, and the cheapest outcome kept.
3. What comes out is attacked (`attack`). A cell that fails asks for more and the search goes on; where that does not
   help, everything is hidden. Nothing is returned that has not passed the attack.

Sources: Kelly, Golden and Assad (1992), "Cell suppression: disclosure protection for sensitive tabular data", Networks
22(4); Castro (2002) for shortest paths in place of flows; Fischetti and Salazar (2001) for the exact model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.disclosure.attack import Intervals, attack, completed
from seedbed.analysis.equity.disclosure.exact import cheapest_cells
from seedbed.analysis.equity.disclosure.flows import Room
from seedbed.analysis.equity.disclosure.movers import Demand, Mover, meet, mover_for
from seedbed.analysis.equity.disclosure.rule import (
    levels,
    unprotected,
    unprotected_if_reasons_are_known,
)
from seedbed.analysis.equity.disclosure.tables import Release, draw
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM
from seedbed.errors import NotAllowedError

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

LARGE = 5_000_000
"""Demands times cells beyond which demands are met in one order only."""
ROUNDS = 6
"""How often a cell that failed the attack may ask for more before everything is hidden."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What may not be shown of a release, and what an attacker then knows.

    Parameters
    ----------
    primary
        Cells hidden because they are small or were named, shape (cells,).
    hidden
        All that are hidden, those among them.
    found
        What an attacker knows of each cell.
    everything
        True where nothing but hiding all cells would do.
    exact
        True where no cheaper choice exists.
    """

    primary: Mask
    hidden: Mask
    found: Intervals
    everything: bool = False
    exact: bool = False


def protect(  # noqa: PLR0913 - one argument a choice of the publisher
    release: Release,
    primary: Mask,
    minimum: int = DEFAULT_MINIMUM,
    *,
    cost: Floats | None = None,
    withheld: Mask | None = None,
    shown: Mask | None = None,
    reasons_known: bool = True,
) -> Protection:
    """Return what to hide so that every primary cell is protected by the rule.

    Parameters
    ----------
    release
        Cells with their true counts, and sums.
    primary
        Cells to protect, shape (cells,).
    minimum
        The minimum of the rule.
    cost
        Price of hiding each cell, by default its count; noughts come last, as everybody may know them to be noughts.
    withheld
        Cells that stay hidden in any case, as those hidden in an earlier release.
    shown
        Cells that are public already and can no longer be hidden.
    reasons_known
        Whether to protect from someone, too, who knows why each cell is hidden.

    Raises
    ------
    NotAllowedError
        What is public already gives a primary cell away, whatever is hidden now.
    """
    nothing = np.zeros(release.size, dtype=np.bool_)
    start = primary | (nothing if withheld is None else withheld)
    search = _Search(release, primary, start, nothing if shown is None else shown, minimum, _prices(release, cost))
    search.reasons_known = reasons_known
    if (primary & search.closed).any():
        raise _already_public()
    if not primary.any():
        return Protection(primary, start, attack(release, start), exact=True)
    return search.found() or _everything(primary, search)


def small_first(release: Release) -> Floats:
    """Return the usual price of hiding each cell: its count, and more than all together for a nought."""
    counts = np.where(np.isfinite(release.counts), release.counts, 0.0)
    return np.where(counts > 0, counts, counts.max(initial=0.0) * 2 + 1)


def secret_prices(release: Release, seed: int) -> Floats:
    """Return prices that nobody can guess who does not know the seed: each count times 1 to 4, drawn by its name.

    Someone who knows the method in every detail may otherwise reason which cell would have been the cheapest, and so
    narrow what is hidden. With a seed that is harder, not ruled out. The same seed hides the same cells again.
    """
    return small_first(release) * 4.0 ** np.array([draw(key, seed) for key in release.keys])


def _prices(release: Release, cost: Floats | None) -> Floats:
    return small_first(release) if cost is None else np.asarray(cost, dtype=np.float64)


class _Search:
    """The search for cells to hide."""

    def __init__(self, release: Release, primary: Mask, start: Mask, closed: Mask, minimum: int, cost: Floats) -> None:
        self.release, self.primary, self.start, self.closed, self.cost = release, primary, start, closed, cost
        self.levels = levels(release, primary, minimum)
        counts = completed(release)
        self.reasons_known = True
        self._plain = Room(np.maximum(release.most - counts, 0.0), counts)
        self._known = Room(
            np.maximum(self.levels.known_high - counts, 0.0), np.maximum(counts - self.levels.known_low, 0.0)
        )
        self._counts = counts
        self._mover: Mover = mover_for(release.equations)

    def found(self) -> Protection | None:
        """Return a choice that passes the attack, or None where none was found."""
        more = np.zeros(self.release.size)
        for _ in range(ROUNDS):
            demands = self._demands(more)
            chosen, exact = self._cheapest(demands)
            failing, intervals = self.attacked(chosen)
            if not failing.any():
                return Protection(self.primary, chosen, intervals, exact=exact and not more.any())
            more[failing] = 2 * more[failing] + 1
        return None

    def attacked(self, hidden: Mask) -> tuple[Mask, Intervals]:
        """Return which primary cells are not protected, and what the attacker knows."""
        intervals = attack(self.release, hidden)
        failing = unprotected(intervals, self.primary, self.levels)
        if self.reasons_known:
            failing |= unprotected_if_reasons_are_known(self.release, hidden, self.primary, self.levels)
        return failing, intervals

    def _demands(self, more: Floats) -> list[Demand]:
        """Return the demands, those that ask for most first."""
        demands = []
        for cell in np.flatnonzero(self.primary):
            at = int(cell)
            down = self._counts[at] - self.levels.low[at]
            up = max(self.levels.high[at] - self._counts[at], self.levels.width[at] - down) + more[at]
            spare = max(up - self._plain.rise[at], 0.0)
            up, down = up - spare, min(down + spare, self._counts[at])
            if up > 0:
                demands.append(Demand(at, 1, up))
            if down > 0:
                demands.append(Demand(at, -1, down))
            if self.reasons_known:
                demands.append(Demand(at, 0, 1.0, reasons_known=True))
        return sorted(demands, key=lambda each: (each.reasons_known, -each.amount))

    def _cheapest(self, demands: list[Demand]) -> tuple[Mask, bool]:
        rooms = self._rooms(~self.closed)
        of_each = [rooms[each.reasons_known] for each in demands]
        solved = cheapest_cells(self.release, demands, of_each, self.start, self.closed, self.cost)
        if solved is not None:
            return solved | self.start, True
        return min(map(self._by_search, self._orders(demands)), key=self._price), False

    def _orders(self, demands: list[Demand]) -> list[list[Demand]]:
        """Return orders in which to meet the demands; the cheapest outcome is kept."""
        if len(demands) * self.release.size > LARGE:
            return [demands]
        by_cell = sorted(demands, key=lambda each: (-self.cost[each.cell], each.cell))
        return [demands, demands[::-1], by_cell, by_cell[::-1]]

    def _price(self, hidden: Mask) -> float:
        return float(self.cost[hidden].sum())

    def _by_search(self, demands: list[Demand]) -> Mask:
        hidden, leaning = self._hide_in_turn(demands)
        return self._show_again(hidden, demands, leaning)

    def _rooms(self, cells: Mask) -> dict[bool, Room]:
        """Return how far cells may move, by whether reasons are known."""
        return {True: self._known.only(cells), False: self._plain.only(cells)}

    def _hide_in_turn(self, demands: list[Demand]) -> tuple[Mask, list[Mask | None]]:
        hidden = self.start.copy()
        leaning: list[Mask | None] = []
        price = np.where(hidden, 0.0, self.cost)
        rooms = self._rooms(~self.closed)
        for demand in demands:
            cells = meet(self._mover, demand, rooms[demand.reasons_known], price)
            leaning.append(cells)
            if cells is not None:
                hidden |= cells
                price[cells] = 0.0
        return hidden, leaning

    def _show_again(self, hidden: Mask, demands: list[Demand], leaning: list[Mask | None]) -> Mask:
        """Show each secondary cell that is not needed, the dearest first."""
        hidden = hidden.copy()
        users: dict[int, set[int]] = {}
        for number, cells in enumerate(leaning):
            _note_users(users, number, cells)
        secondary = np.flatnonzero(hidden & ~self.start)
        rooms = self._rooms(hidden)
        for cell in secondary[np.argsort(-self.cost[secondary], kind="stable")]:
            at = int(cell)
            kept = {known: (room.rise[at], room.fall[at]) for known, room in rooms.items()}
            for room in rooms.values():
                room.rise[at] = room.fall[at] = 0.0
            others = self._met_otherwise(sorted(users.get(at, ())), demands, rooms)
            if others is None:
                for known, room in rooms.items():
                    room.rise[at], room.fall[at] = kept[known]
                continue
            hidden[at] = False
            users.pop(at, None)
            for number, cells in others.items():
                _note_users(users, number, cells)
        return hidden

    def _met_otherwise(
        self, numbers: list[int], demands: list[Demand], rooms: dict[bool, Room]
    ) -> dict[int, Mask] | None:
        """Return by which cells some demands can be met, or None where one cannot."""
        free = np.zeros(self.release.size)
        met = {}
        for number in numbers:
            cells = meet(self._mover, demands[number], rooms[demands[number].reasons_known], free)
            if cells is None:
                return None
            met[number] = cells
        return met


def _note_users(users: dict[int, set[int]], number: int, cells: Mask | None) -> None:
    """Note that a demand leans on cells."""
    for cell in np.flatnonzero(cells) if cells is not None else ():
        users.setdefault(int(cell), set()).add(number)


def _everything(primary: Mask, search: _Search) -> Protection:
    """Hide all that can be hidden; refuse where even that does not protect."""
    hidden = ~search.closed
    failing, intervals = search.attacked(hidden)
    if search.closed.any() and failing.any():
        raise _already_public()
    # Where nothing at all is shown, there is nothing to reason from.
    if not search.closed.any() and unprotected(intervals, primary, search.levels).any():
        raise _already_public()
    return Protection(primary, hidden, intervals, everything=True)


def _already_public() -> NotAllowedError:
    return NotAllowedError(
        "This table cannot be published.",
        "What is public already (earlier releases, totals or denominators) gives a small count away.",
        "Publish fewer categories, or larger areas together; ask whoever published the earlier figures.",
    )
