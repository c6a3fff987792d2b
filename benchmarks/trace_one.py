"""``python -m benchmarks.trace_one NAME NEIGHBOURHOODS BEADS OUT``: the trace job on one database and one size."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

import django

django.setup()

import networkx as nx  # noqa: E402 - Django must be set up before the rooms are imported
import numpy as np  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.harness import Row, peak_mb  # noqa: E402
from benchmarks.thread_data import ThreadData, make_thread  # noqa: E402
from benchmarks.thread_database import load  # noqa: E402
from benchmarks.trace_walk import PlainLinks  # noqa: E402
from seedbed.thread.columns import ThreadColumns  # noqa: E402
from seedbed.thread.kinds import BeadKind  # noqa: E402
from seedbed.thread.measures import completeness, origin_mix, time_to_feedback  # noqa: E402
from seedbed.thread.stages import voice_items  # noqa: E402
from seedbed.thread.tracing import Way, trace  # noqa: E402
from seedbed.web.golden_thread import counting  # noqa: E402
from seedbed.web.golden_thread.following_sql import kinds_reached  # noqa: E402
from seedbed.web.golden_thread.models import Bead  # noqa: E402
from seedbed.web.golden_thread.queries import DatabaseLinks, thread_columns, trace_counts  # noqa: E402
from seedbed.web.places.models import Neighbourhood  # noqa: E402

STARTS_A_KIND = 40
CHECKED_A_KIND = 4
LARGE_TRACES = 20
REPEATS = 3
PAGE_BAR, COUNT_BAR, KEPT_BAR, MEASURES_BAR = 0.050, 1.2, 0.020, 1.0
MEASURED_BEADS = 20_000
NETWORKX_BEADS = 100_000
REFERENCE = 1_000_000


@dataclass(frozen=True)
class Timed:
    """Seconds of the clock of many calls, and the share of them that the bar is for: 95 of a hundred, or all."""

    what: str
    seconds: Any
    share: int
    bar: float
    agree: bool
    note: str
    peer: str = ""
    peer_seconds: Any = ()


@dataclass(frozen=True)
class Setting:
    """What is measured on what."""

    name: str
    data: ThreadData
    walk: PlainLinks
    places: list[Neighbourhood]

    def row(self, timed: Timed) -> Row:
        """Return what is recorded."""
        reference = len(self.data.kinds) >= REFERENCE and len(self.places) < 10
        ours = float(np.percentile(timed.seconds, timed.share))
        theirs = float(np.percentile(timed.peer_seconds, timed.share)) if len(timed.peer_seconds) else None
        return Row(
            job="trace" if reference else "trace-growth",
            size=f"{self.name}, {len(self.data.sources):,} links, {connection.vendor}: {timed.what}",
            ours_cpu_s=ours,
            peer=timed.peer,
            peer_cpu_s=theirs,
            ratio=None if theirs is None else theirs / ours,
            agree=timed.agree,
            peak_mb=peak_mb(),
            bar=f"{timed.bar * 1000:,.0f} ms",
            met=ours <= timed.bar,
            note=timed.note + "; seconds of the clock",
        )


def main(name: str, neighbourhoods: int, beads: int, out: Path) -> None:
    """Make the data, load it, measure, and write the rows."""
    data = make_thread(neighbourhoods, beads)
    began = time.perf_counter()
    places = load(data)
    print(f"{name} on {connection.vendor}: loaded in {time.perf_counter() - began:.0f} s", flush=True)
    setting = Setting(name, data, PlainLinks(data), places)
    rows = [_pages(setting, Way.FORWARD), _pages(setting, Way.BACK), *_counts(setting)]
    if beads == MEASURED_BEADS:
        rows.append(_measures(setting))
    out.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")


def _starts(setting: Setting, of_each: int) -> list[int]:
    """Draw starts equally over the kinds of beads."""
    random = np.random.default_rng(1)
    return [int(bead) for kind in BeadKind for bead in random.choice(setting.data.beads_of(kind), of_each)]


def _pages(setting: Setting, way: Way) -> Row:
    """Time a page of a trace one way, beside the whole trace by one recursive question."""
    links, checked = DatabaseLinks(), sorted(set(_starts(setting, CHECKED_A_KIND)))
    seconds, pages = _each(lambda start: trace(links, start, way), _starts(setting, STARTS_A_KIND))
    peer, wholes = _each(lambda start: kinds_reached(start, way), checked, repeats=1)
    opened, _ = _each(lambda page: Bead.objects.in_bulk(list(page.beads)), pages, repeats=1)
    note = (
        f"p50 {_ms(seconds, 50)}, p95 {_ms(seconds, 95)}, p99 {_ms(seconds, 99)}, slowest {_ms(seconds, 100)} of "
        f"{len(seconds)} starts; beads a page: {_spread([len(page.beads) for page in pages])}; "
        f"a whole trace: {_spread([sum(number for _, number in found) for found in wholes])}; "
        f"with the payloads of all its beads p95 {_ms(seconds + opened, 95)}"
    )
    agree = all(trace(links, start, way) == trace(setting.walk, start, way) for start in checked)
    timed = Timed(f"a page {way.value}", seconds, 95, PAGE_BAR, agree, note, "whole, WITH RECURSIVE", peer)
    return setting.row(timed)


def _counts(setting: Setting) -> list[Row]:
    """Time exact counts behind the replies with the most ancestors, asked anew and from memory."""
    replies = [int(reply) for reply in setting.data.beads_of(BeadKind.REPLY)[:200]]
    sizes = {reply: len(setting.walk.reached(reply, Way.BACK)) for reply in replies}
    large = sorted(sizes, key=lambda reply: sizes[reply])[-LARGE_TRACES:]
    truth = [setting.walk.counts(reply, Way.BACK) for reply in large]
    counting.SECONDS_BEFORE_KEEPING = inf
    asked, counted = _each(lambda reply: dict(trace_counts(reply, Way.BACK).by_kind), large)
    began = time.perf_counter()
    kept = counting.keep_links(setting.places[0].programme_id)
    filling = time.perf_counter() - began
    remembered, again = _each(lambda reply: kept.count(reply, Way.BACK), large)
    peer, ancestors = _networkx(setting, large)
    named = "networkx.ancestors, in memory" if len(peer) else ""
    agree = counted == truth and (not ancestors or ancestors == [sum(found.values()) for found in truth])
    what = f"exact counts behind a reply, up to {max(sizes.values()):,} beads"
    note = f"slowest of {len(large)} replies, nothing kept; p50 {_ms(asked, 50)}"
    exact = Timed(what, asked, 100, COUNT_BAR, agree, note, named, peer)
    held = sum(row.first.nbytes + row.ends.nbytes for row in kept.ways.values()) + kept.beads.nbytes + kept.kinds.nbytes
    note = (
        f"slowest of {len(large)} replies; p50 {_ms(remembered, 50)}; read into {held / 2**20:.0f} MiB "
        f"in {filling:.1f} s, once a change"
    )
    same = Timed("the same from kept links", remembered, 100, KEPT_BAR, again == truth, note, named, peer)
    return [setting.row(exact), setting.row(same)]


def _networkx(setting: Setting, starts: list[int]) -> tuple[Any, list[int]]:
    """Time networkx where its graph fits a small machine; building it is not counted."""
    if len(setting.data.kinds) > NETWORKX_BEADS:
        return (), []
    followed = setting.data.followed
    ends = zip(setting.data.sources[followed].tolist(), setting.data.targets[followed].tolist(), strict=True)
    graph = nx.DiGraph(ends)
    return _each(lambda bead: len(nx.ancestors(graph, bead)), starts)


def _measures(setting: Setting) -> Row:
    """Time the four measures of one neighbourhood, from the database to the figures."""
    number = len(setting.places) // 2
    place = setting.places[number]
    seconds, found = _each(lambda _: _four(thread_columns(place)), list(range(5)))
    reading, columns = _each(lambda _: thread_columns(place), list(range(3)))
    beads = int((setting.data.neighbourhoods == number).sum())
    agree = len(columns[0].kinds) == beads and len(set(map(repr, found))) == 1
    note = f"slowest of 5; reading alone {_ms(reading, 50)}; {len(columns[0].links):,} links"
    return setting.row(Timed(f"four measures of {beads:,} beads", seconds, 100, MEASURES_BAR, agree, note))


def _four(columns: ThreadColumns) -> tuple[Any, ...]:
    waiting = time_to_feedback(columns, date(2026, 12, 1))
    return completeness(columns), waiting, origin_mix(columns), len(voice_items(columns, {}).beads)


def _each(act: Callable[[Any], Any], given: list[Any], repeats: int = REPEATS) -> tuple[Any, list[Any]]:
    """Return the seconds of each call, the quickest of some, and the answers."""
    seconds, answers = [], []
    for one in given:
        taken = []
        for _ in range(repeats):
            began = time.perf_counter()
            answer = act(one)
            taken.append(time.perf_counter() - began)
        seconds.append(min(taken))
        answers.append(answer)
    return np.array(seconds), answers


def _ms(seconds: Any, share: int) -> str:
    return f"{np.percentile(seconds, share) * 1000:,.1f} ms"


def _spread(numbers: list[int]) -> str:
    middle, high, most = np.percentile(numbers, [50, 95, 100])
    return f"half below {middle:,.0f}, p95 {high:,.0f}, most {most:,.0f}"


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
