"""Exact counts of whole traces: from the database, or from links kept in memory where that has paid.

A database counts a hundred thousand ancestors in about a second; arrays in memory do it in milliseconds, but take
seconds to fill. So each process fills them in the background once the questions about one state of a programme's
thread have cost as much, and uses them while the thread's version is still the one they were read at.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from seedbed.thread.beads import BeadId
from seedbed.thread.kinds import BeadKind
from seedbed.thread.tracing import Way
from seedbed.web.golden_thread import following_sql
from seedbed.web.golden_thread.models import Bead, ThreadVersion

SECONDS_BEFORE_KEEPING = 3.0
KINDS = tuple(BeadKind)

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """Links one way, in compressed rows: the ends of bead ``b`` are ``ends[first[b]:first[b + 1]]``."""

    first: Integers
    ends: NDArray[np.int32]

    def ends_of(self, beads: Integers) -> NDArray[np.int32]:
        """Return all ends of some beads, with repeats."""
        begin = self.first[beads]
        each = self.first[beads + 1] - begin
        before = np.cumsum(each) - each
        found: NDArray[np.int32] = self.ends[np.repeat(begin - before, each) + np.arange(each.sum())]
        return found


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """The followed links of one programme as they were at one version of its thread.

    Parameters
    ----------
    version
        The thread's version when reading began.
    beads
        Numbers of all beads with a followed link, in order; other fields use places in it.
    kinds
        Place in ``KINDS`` of each bead's kind.
    ways
        The links each way.
    """

    version: int
    beads: Integers
    kinds: NDArray[np.int8]
    ways: dict[Way, Row]

    def count(self, start: BeadId, way: Way) -> dict[BeadKind, int]:
        """Count by kind all beads that are reached from one, without it."""
        place = int(np.searchsorted(self.beads, start))
        if place == len(self.beads) or self.beads[place] != start:
            return {}
        row, seen = self.ways[way], np.zeros(len(self.beads), dtype=bool)
        seen[place] = True
        where = np.empty(len(self.beads), dtype=np.int32)
        ahead: Integers = np.array([place])
        reached: list[Integers] = []
        while len(ahead):
            ends = row.ends_of(ahead)
            new = ends[~seen[ends]]
            # Each bead once: the last of its repeats is the one that finds its own place again. Quicker than sorting.
            order = np.arange(len(new), dtype=np.int32)
            where[new] = order
            ahead = new[where[new] == order].astype(np.int64)
            seen[ahead] = True
            reached.append(ahead)
        counted = np.bincount(self.kinds[np.concatenate(reached)], minlength=len(KINDS))
        return {kind: int(number) for kind, number in zip(KINDS, counted, strict=True) if number}


_kept: dict[int, KeptLinks] = {}
_spent: dict[int, tuple[int, float]] = {}
_filling = threading.Lock()


def count_trace(programme: int, start: BeadId, way: Way) -> dict[BeadKind, int]:
    """Count by kind all beads that are reached from one, without it, as the thread is now."""
    version = version_of(programme)
    kept = kept_links(programme)
    if kept is not None and kept.version == version:
        return kept.count(start, way)
    began = time.perf_counter()
    counts = {BeadKind(kind): number for kind, number in following_sql.kinds_reached(start, way)}
    _remember_cost(programme, version, time.perf_counter() - began)
    return counts


def version_of(programme: int) -> int:
    """Return the version of the programme's thread; nothing changed yet at 0."""
    found = ThreadVersion.objects.filter(pk=programme).values_list("number", flat=True).first()
    return found or 0


def keep_links(programme: int) -> KeptLinks:
    """Read the programme's followed links into memory and keep them for this process."""
    # The version comes first: what changes while the links are read makes them old, never wrongly new.
    version = version_of(programme)
    ends = _numbers(following_sql.followed_links(programme), 2)
    beads, places = np.unique(ends, return_inverse=True)
    sources, targets = places.reshape(-1, 2).T
    kinds = np.zeros(len(beads), dtype=np.int8)
    codes = {kind.value: code for code, kind in enumerate(KINDS)}
    found = Bead.objects.filter(programme=programme).values_list("pk", "kind").iterator(chunk_size=20_000)
    known = _numbers(((number, codes[kind]) for number, kind in found), 2)
    where = np.searchsorted(beads, known[:, 0])
    linked = where < len(beads)
    linked[linked] = beads[where[linked]] == known[linked, 0]
    kinds[where[linked]] = known[linked, 1]
    ways = {Way.FORWARD: _row(sources, targets, len(beads)), Way.BACK: _row(targets, sources, len(beads))}
    _kept[programme] = KeptLinks(version, beads, kinds, ways)
    return _kept[programme]


def kept_links(programme: int) -> KeptLinks | None:
    """Return what is kept of a programme, whatever its version."""
    return _kept.get(programme)


def _remember_cost(programme: int, version: int, seconds: float) -> None:
    """Add up what one state of the thread has cost; fill the memory once that is as much as filling costs."""
    before, spent = _spent.get(programme, (version, 0.0))
    spent = spent + seconds if before == version else seconds
    _spent[programme] = (version, spent)
    if spent >= SECONDS_BEFORE_KEEPING and _filling.acquire(blocking=False):
        threading.Thread(target=_fill, args=[programme], name="keep-links", daemon=True).start()


def _fill(programme: int) -> None:
    try:
        keep_links(programme)
    finally:
        connection.close()  # This thread's own.
        _filling.release()


def _numbers(rows: Iterable[tuple[int, int]], columns: int) -> Integers:
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, columns)


def _row(near: Integers, far: Integers, beads: int) -> Row:
    first = np.zeros(beads + 1, dtype=np.int64)
    np.cumsum(np.bincount(near, minlength=beads), out=first[1:])
    return Row(first, far[np.argsort(near, kind="stable")].astype(np.int32))
