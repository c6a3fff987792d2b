"""Reach shared out over two processes gives the answers of one."""

from __future__ import annotations

import _thread
import threading
from collections.abc import Iterator
from datetime import date, time
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Places, WalkNetwork
from seedbed.analysis.assets.walking import WALKERS
from seedbed.errors import MissingDataError, UsageError, UserError
from seedbed.formats.osm_streets import read_streets
from seedbed.workflows.assets import scale
from seedbed.workflows.assets.reach_times import HORIZON, Targets, Times, Walkable, targets_of, times
from seedbed.workflows.assets.reach_transit import Departures, read_rides, times_by_transit
from seedbed.workflows.assets.scale import Sharing, tile_pieces, times_shared

CUTOFF = 900.0
KINDS = ("library", "park")
Town = tuple[Walkable, Places, Targets]


@pytest.fixture(scope="module")
def newport(field_data: Path) -> WalkNetwork:
    return read_streets(field_data / "A" / "osm" / "newport-2023-06-13.osm.pbf")


@pytest.fixture(scope="module")
def town(newport: WalkNetwork) -> Town:
    """Newport's streets, 300 origins of which one has no street, and 40 assets, some with several ways in."""
    walkable = Walkable(newport, WALKERS["adult"])
    random = np.random.default_rng(11)
    node = random.integers(0, newport.node_count, 300).astype(np.int32)
    node[17] = -1
    spots = random.integers(0, newport.node_count, (40, 3))
    assets = [
        Listing(
            identifier=str(number),
            name=f"Place {number}",
            asset_type=KINDS[number % 2],
            longitude=float(newport.longitude[spot[0]]),
            latitude=float(newport.latitude[spot[0]]),
            entrances=tuple((float(newport.longitude[at]), float(newport.latitude[at])) for at in spot[: number % 4]),
        )
        for number, spot in enumerate(spots)
    ]
    targets, _ = targets_of(assets, KINDS, walkable)
    return walkable, Places(node, random.uniform(0, 40, 300)), targets


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Address of a scheduler with two workers, each a process of its own."""
    library: Any = import_module("distributed")
    own = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "worker_dashboard_address": None}
    with library.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **own) as running:
        yield str(running.scheduler_address)


def _assert_same(shared: Times, alone: Times) -> None:
    for name in ("seconds", "which", "within"):
        assert_array_equal(getattr(shared, name), getattr(alone, name), err_msg=name)
    for name in ("offsets", "destination", "seconds"):
        assert_array_equal(getattr(shared.travel, name), getattr(alone.travel, name), err_msg=name)
    assert (shared.share is None) == (alone.share is None)
    if shared.share is not None and alone.share is not None:
        assert_array_equal(shared.share, alone.share)


def test_two_workers_give_the_answers_of_one_process(town: Town, cluster: str) -> None:
    alone = times(*town, k=3, cutoff=CUTOFF)
    shared = times_shared(*town, None, k=3, cutoff=CUTOFF, sharing=Sharing(scheduler=cluster, most_nodes=6_000))
    _assert_same(shared, alone)


def test_two_workers_give_the_answers_of_one_process_by_bus(town: Town, cluster: str, field_data: Path) -> None:
    walkable, origins, targets = town
    path = field_data / "A" / "gtfs" / "newport-20230613_gtfs.zip"
    leaving = Departures(path, date(2023, 6, 13), time(8), time(8, 10))
    rides = read_rides(leaving, walkable, CUTOFF)
    alone = times_by_transit(walkable, origins, targets, rides, k=2, cutoff=CUTOFF)
    shared = times_shared(walkable, origins, targets, rides, k=2, cutoff=CUTOFF, sharing=Sharing(scheduler=cluster))
    _assert_same(shared, alone)


def test_processes_are_started_and_stopped_where_no_scheduler_is_named(town: Town) -> None:
    shared = times_shared(*town, None, k=1, cutoff=CUTOFF, sharing=Sharing(workers=2, most_nodes=20_000))
    _assert_same(shared, times(*town, k=1, cutoff=CUTOFF))


def test_every_origin_with_a_street_is_in_one_piece(town: Town) -> None:
    pieces = list(tile_pieces(*town, HORIZON, most_nodes=4_000))
    assert sorted(np.concatenate([piece.held[0] for piece in pieces]).tolist()) == [
        number for number in range(300) if number != 17
    ]


def test_pieces_tell_nothing_of_assets_but_where_they_are(town: Town) -> None:
    names = {asset.name for piece in tile_pieces(*town, HORIZON, most_nodes=4_000) for asset in piece.targets.assets}
    assert names == {""}


@pytest.mark.parametrize("workers", [0, -1, 10_000])
def test_number_of_processes_that_cannot_be_is_refused(workers: int) -> None:
    with pytest.raises(UsageError, match="cannot be shared out"):
        Sharing(workers=workers)


def test_scheduler_that_does_not_answer_is_said(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "ANSWERS_WITHIN", 1)
    with pytest.raises(UserError, match="cannot be shared out") as caught:
        times_shared(*town, None, k=1, cutoff=CUTOFF, sharing=Sharing(scheduler="tcp://127.0.0.1:1"))
    assert "does not answer" in caught.value.why


def test_missing_extra_is_named(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(scale, "import_module", absent)
    with pytest.raises(MissingDataError) as caught:
        times_shared(*town, None, k=1, cutoff=CUTOFF, sharing=Sharing(workers=1))
    assert "seedbed[scale]" in caught.value.next_step


class _Interrupted:
    """A library whose processes are being started when someone presses Ctrl-C."""

    def __init__(self) -> None:
        self.closed = threading.Event()

    def LocalCluster(self, **_options: object) -> _Interrupted:  # noqa: N802 - Dask's name
        self.closed.wait(0.2)
        _thread.interrupt_main()
        self.closed.wait(0.2)
        return self

    def close(self) -> None:
        self.closed.set()


def test_processes_being_started_when_interrupted_are_stopped(monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    library = _Interrupted()
    monkeypatch.setattr(scale, "import_module", lambda _name: library)
    with pytest.raises(KeyboardInterrupt):
        times_shared(*town, None, k=1, cutoff=CUTOFF, sharing=Sharing(workers=1))
    assert library.closed.is_set()
