"""What flows along the thread, in one pass: each bead passes what it holds on to all that it leads to.

No kind leads forward to itself, not even by a detour (the table of legal links sees to that), so kinds have an order,
and links sorted by it can be passed along once. What flows is a whole number whose bits stand for people, replies or
origins: joining two sets of thousands is one operation on two numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seedbed.thread.beads import BeadId
from seedbed.thread.columns import LinkRow, ThreadColumns
from seedbed.thread.kinds import FORWARD, LEGAL_LINKS, BeadKind


def _ranks() -> dict[BeadKind, int]:
    """Return for each kind the longest way to it from a kind that nothing leads to."""
    ranks = dict.fromkeys(BeadKind, 0)
    rows = [row for row in LEGAL_LINKS.values() if row.relation in FORWARD]
    for _ in BeadKind:
        for row in rows:
            least = max(ranks[kind] for kind in row.sources) + 1
            for kind in row.targets:
                ranks[kind] = max(ranks[kind], least)
    return ranks


RANKS: dict[BeadKind, int] = _ranks()
"""Order of the kinds: a forward link always leads to a higher one."""


class Flow:
    """The forward links of a neighbourhood's thread, in the order in which things flow.

    Parameters
    ----------
    columns
        The living part of the thread.
    """

    def __init__(self, columns: ThreadColumns) -> None:
        self.columns = columns
        kinds = columns.kinds
        at_rank: list[list[LinkRow]] = [[] for _ in range(len(BeadKind) + 1)]
        for row in columns.links:
            if row[1] in FORWARD:
                at_rank[RANKS[kinds[row[0]]]].append(row)
        self.links: tuple[LinkRow, ...] = tuple(row for rows in at_rank for row in rows)

    def forward(self, seeds: Mapping[BeadId, int]) -> dict[BeadId, int]:
        """Return the bits that reach each bead from the seeds upstream of it, its own among them."""
        return _pass_on(((source, target) for source, _, target in self.links), seeds)

    def back(self, seeds: Mapping[BeadId, int]) -> dict[BeadId, int]:
        """Return the bits of the seeds downstream of each bead, its own among them."""
        return _pass_on(((target, source) for source, _, target in reversed(self.links)), seeds)

    def counted(self) -> frozenset[BeadId]:
        """Return the beads that count: the neighbourhood's own, and programme-wide ones joined to them either way."""
        wide = self.columns.programme_wide
        own = {bead: 1 for bead in self.columns.kinds if bead not in wide}
        return frozenset({**self.forward(own), **self.back(own)} if wide else own)


def _pass_on(steps: Iterable[tuple[BeadId, BeadId]], seeds: Mapping[BeadId, int]) -> dict[BeadId, int]:
    held = dict(seeds)
    for giver, taker in steps:
        given = held.get(giver)
        if given:
            held[taker] = held.get(taker, 0) | given
    return held
