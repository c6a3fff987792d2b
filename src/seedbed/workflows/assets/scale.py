"""Share the work of reach out over processes or machines: tiles of the streets, or origins where a timetable is used.

The answers are those of one process: a tile holds all that its origins can reach (see `seedbed.analysis.assets.tiling`)
and a journey by bus is looked for on the whole map. Of people and assets, workers are told places alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Places
from seedbed.analysis.assets.tiling import MOST_NODES, Tile, tiles_of
from seedbed.analysis.assets.travel import Travel
from seedbed.errors import MissingDataError, UsageError, UserError
from seedbed.workflows.assets.reach_times import HORIZON, Targets, Times, Walkable, counted, times
from seedbed.workflows.assets.reach_transit import Rides, times_by_transit

WAITING = 2
"""Pieces that wait for each worker or are worked on by it: no worker idles, and few pieces are in memory."""
PARTS = 4
"""Parts of the origins for each worker where a timetable is used."""
MOST_WORKERS = 256
ANSWERS_WITHIN = 15
"""Seconds within which a scheduler must answer."""
OWN: dict[str, Any] = {
    "threads_per_worker": 1,
    "processes": True,
    "host": "127.0.0.1",
    "dashboard_address": "127.0.0.1:0",
    "worker_dashboard_address": None,
    "silence_logs": logging.CRITICAL,
    "env": {"DASK_LOGGING__DISTRIBUTED": "critical"},
}
"""Workers for this machine alone, at ports that are free; what they log of being stopped helps nobody."""
Numbers = NDArray[np.intp]
Held = tuple[Numbers, Numbers]
"""Numbers, in the whole, of the origins and of the assets that a worker was told of."""


@dataclass(frozen=True)
class Sharing:
    """Over what work is shared out.

    Parameters
    ----------
    workers
        Processes of this machine to start.
    scheduler
        Address of a running Dask scheduler, such as ``tcp://10.0.0.5:8786``, whose workers have this Seedbed
        installed; goes before ``workers``. What they are sent is encrypted only where the address says ``tls``.
    most_nodes
        Nodes of a tile at most, its halo apart.
    """

    workers: int = 0
    scheduler: str = ""
    most_nodes: int = MOST_NODES

    def __post_init__(self) -> None:
        """Refuse what cannot be shared out over.

        Raises
        ------
        UsageError
            If no scheduler is named and no processes, or too many.
        """
        if not self.scheduler and not 1 <= self.workers <= MOST_WORKERS:
            raise UsageError(
                f"The work cannot be shared out over {self.workers} processes.",
                f"1 to {MOST_WORKERS} can be started.",
                "Give as many as the machine has cores, or the address of a scheduler.",
            )


@dataclass(frozen=True)
class Piece:
    """What one worker is asked: streets, origins on them and the assets around, and their numbers in the whole."""

    walkable: Walkable
    origins: Places
    targets: Targets
    held: Held


def times_shared(  # noqa: PLR0913 - as `times_by`, and over what
    walkable: Walkable,
    origins: Places,
    targets: Targets,
    rides: Rides | None,
    *,
    k: int,
    cutoff: float,
    sharing: Sharing,
) -> Times:
    """Return the times from origins to assets as `times_by` does, worked out by several processes.

    Raises
    ------
    MissingDataError
        If the extra ``scale`` is not installed.
    UserError
        If the scheduler does not answer or has no workers.
    """
    asked: Iterable[tuple[Held, tuple[Any, ...]]]
    with _client(sharing) as client:
        if rides is None:
            pieces = tile_pieces(walkable, origins, targets, max(HORIZON, cutoff), most_nodes=sharing.most_nodes)
            asked = ((piece.held, (_on_foot, client.scatter(piece), k, cutoff)) for piece in pieces)
        else:
            common = client.scatter((walkable, without_words(targets), rides), broadcast=True)
            parts = np.array_split(np.arange(len(origins.node)), PARTS * _many(client))
            every = np.arange(len(targets.assets))
            asked = (((part, every), (_by_transit, common, _some(origins, part), k, cutoff)) for part in parts)
        return _together(list(_shared(client, asked)), origins, targets, k)


def tile_pieces(
    walkable: Walkable, origins: Places, targets: Targets, longest: float, *, most_nodes: int
) -> Iterator[Piece]:
    """Cut streets, origins and assets into tiles that know everything within ``longest`` seconds of their origins."""
    for tile in tiles_of(walkable.network, walkable.seconds, longest, most_nodes=most_nodes):
        numbers, stands = tile.holding(origins, own=True)
        if len(numbers):
            around, assets = _targets_around(tile, targets)
            yield Piece(walkable.with_network(tile.network(walkable.network)), stands, around, (numbers, assets))


def _targets_around(tile: Tile, targets: Targets) -> tuple[Targets, Numbers]:
    """Return the assets with a way in that the tile holds, numbered anew in the same order, and their numbers."""
    ways_in, stands = tile.holding(targets.stands)
    assets, owner = np.unique(targets.owner[ways_in], return_inverse=True)
    kept = tuple(targets.assets[number] for number in assets)
    around = replace(targets, assets=kept, kind=targets.kind[assets], owner=owner.astype(np.int32), stands=stands)
    return without_words(around), assets.astype(np.intp)


def without_words(targets: Targets) -> Targets:
    """Forget what assets are called and say of themselves, which no search needs."""
    return replace(targets, assets=tuple(Listing(identifier=each.identifier, name="") for each in targets.assets))


def _on_foot(piece: Piece, k: int, cutoff: float) -> Times:
    return times(piece.walkable, piece.origins, piece.targets, k=k, cutoff=cutoff)


def _by_transit(common: tuple[Walkable, Targets, Rides], origins: Places, k: int, cutoff: float) -> Times:
    walkable, targets, rides = common
    return times_by_transit(walkable, origins, targets, rides, k=k, cutoff=cutoff)


def _some(points: Places, numbers: Numbers) -> Places:
    return Places(points.node[numbers], points.metres[numbers])


def _together(parts: list[tuple[Held, Times]], origins: Places, targets: Targets, k: int) -> Times:
    """Put all answers into one; origins without a street are in no piece and reach nothing."""
    shape = (len(targets.kinds), len(origins.node), k)
    seconds, which, share = np.full(shape, np.inf), np.full(shape, -1, np.int32), np.zeros(shape[:2])
    pairs = [(np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0))]
    for (rows, assets), found in parts:
        seconds[:, rows], which[:, rows] = found.seconds, np.append(assets, -1)[found.which]
        share[:, rows] = 0 if found.share is None else found.share
        pairs.append((rows[found.travel.origin], assets[found.travel.destination], found.travel.seconds))
    origin, asset, takes = (np.concatenate(each) for each in zip(*pairs, strict=True))
    travel = Travel.from_pairs(origin, asset, takes, shape=(shape[1], len(targets.assets)))
    by_transit = any(found.share is not None for _, found in parts)
    return Times(seconds, which, counted(travel, targets, shape[1]), travel, share if by_transit else None)


def _shared(client: Any, asked: Iterable[tuple[Held, tuple[Any, ...]]]) -> Iterator[tuple[Held, Times]]:
    """Give each answer as it comes, never asking for more than a few pieces a worker at a time."""
    answers = _distributed().as_completed(with_results=True)
    most, waiting = WAITING * _many(client), dict[str, Held]()
    for held, work in asked:
        if len(waiting) >= most:
            future, answer = next(answers)
            yield waiting.pop(future.key), answer
        future = client.submit(*work, pure=False)
        waiting[future.key] = held
        answers.add(future)
    for future, answer in answers:
        yield waiting.pop(future.key), answer


def _many(client: Any) -> int:
    return max(len(client.nthreads()), 1)


def _distributed() -> Any:
    """Return the library, which the rest of Seedbed does without."""
    try:
        return import_module("distributed")
    except ImportError:
        raise MissingDataError(
            "The work cannot be shared out.",
            "Dask is not installed.",
            "Install it with: pip install 'seedbed[scale]'",
        ) from None


@contextmanager
def _client(sharing: Sharing) -> Iterator[Any]:
    """Connect to the scheduler, or start processes on this machine and stop them at the end."""
    library = _distributed()
    if sharing.scheduler:
        with _connected(library, sharing.scheduler) as client:
            yield client
        return
    with _started(library, sharing.workers) as cluster, library.Client(cluster) as client:
        yield client


def _started(library: Any, workers: int) -> Any:
    """Start processes of this machine; who interrupts that waits for them, as they cannot be stopped half started."""
    started: list[Any] = []
    try:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: started.append(library.LocalCluster(n_workers=workers, **OWN))).result()
    except KeyboardInterrupt:
        for cluster in started:
            cluster.close()
        raise
    return started[0]


def _connected(library: Any, address: str) -> Any:
    try:
        client = library.Client(address, timeout=ANSWERS_WITHIN)
        client.wait_for_workers(1, timeout=ANSWERS_WITHIN)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError(
            "The work cannot be shared out.",
            f"The scheduler at {address} does not answer or has no workers ({type(error).__name__}).",
            "Start it and its workers with 'dask scheduler' and 'dask worker', and give the address that it prints.",
        ) from error
    return client
