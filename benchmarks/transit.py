"""Reach by bus in Newport over sixty departures, beside a plain search of every ride for some origins."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.newport import MAP, newport
from seedbed.analysis.assets.lines import lines_of, positions
from seedbed.analysis.assets.network import Floats
from seedbed.analysis.assets.snapping import put_on
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.timetable import Timetable
from seedbed.analysis.assets.transit import Journeys, Walks, departures_between, journeys, walks_between
from seedbed.formats.gtfs import read_timetable
from tests.unit.analysis.assets.plain_transit import arrivals, over

PACE = 4.8 / 3.6
LONGEST = 3_600.0
LIMIT = {"cutoff": LONGEST, "change": 60.0, "rides": 4.0}
ORIGINS, SAMPLE = 2_000, 6
TIMETABLES = (("newport-20230613", date(2023, 6, 13)), ("chester-20230816-small", date(2023, 8, 16)))
EIGHT, NINE, LAST = 8 * 3600, 9 * 3600, 10 * 3600


class Search(NamedTuple):
    """One timetable on streets."""

    timetable: Timetable
    walks: Walks
    departures: Floats

    def journeys(self) -> Journeys:
        """Return median times by our search."""
        return journeys(lines_of(self.timetable), self.walks, self.departures, cutoff=LONGEST)


def run(recorder: Recorder) -> None:
    """Record reading; compare journeys with the plain search on a sample of origins."""
    for file, day in TIMETABLES:
        _read(recorder, file, day)
    timetable = read_timetable(_path(TIMETABLES[0][0]), TIMETABLES[0][1], between=(EIGHT, LAST))
    town = newport()
    generator = np.random.default_rng(4)
    origins = generator.integers(0, town.network.node_count, ORIGINS).astype(np.int32)
    places = np.concatenate([each.node[each.node >= 0] for each in town.places]).astype(np.int32)
    streets, seconds = streets_of(town.network), town.network.metres / PACE
    stops = put_on(town.network, *positions(lines_of(timetable), timetable))
    walk_s, walks = recorder.time(
        lambda: walks_between(streets, seconds, origins, stops, places, cutoff=LONGEST, metres_per_second=PACE)
    )
    size = f"Newport by bus, {ORIGINS:,} origins, {len(places):,} places, 60 departures, up to an hour"
    _compare(recorder, size, Search(timetable, walks, departures_between(EIGHT, NINE)), walk_s)


def _path(file: str) -> Path:
    return MAP.parents[1] / "gtfs" / f"{file}_gtfs.zip"


def _read(recorder: Recorder, file: str, day: date) -> None:
    read_s, timetable = recorder.time(lambda: read_timetable(_path(file), day))
    size = f"{file}: a day read from its zip, {timetable.trips} trips, {timetable.calls:,} calls"
    agree = not timetable.refused
    recorder.add(Row("transit", size, read_s, "", None, None, agree, peak_mb(), note="agree: no trip is refused"))


def _compare(recorder: Recorder, size: str, search: Search, walk_s: float) -> None:
    compile_s = recorder.warm(search.journeys)
    ours_s, found = recorder.time(search.journeys, repeats=5)
    sample = range(0, ORIGINS, ORIGINS // SAMPLE)
    start = time.process_time()
    plain = [_plain(search, origin) for origin in sample]
    each_s = (time.process_time() - start) / len(plain)
    agree = all(_same(found, origin, medians) for origin, medians in zip(sample, plain, strict=True))
    note = f"walks apart: {walk_s:.2f} s; peer: {len(plain)} origins, times {ORIGINS / len(plain):.0f}; medians equal"
    peer_s = each_s * ORIGINS
    recorder.add(
        Row(
            "transit",
            f"{size}",
            ours_s,
            "plain search of every ride",
            peer_s,
            peer_s / ours_s,
            agree,
            peak_mb(),
            compile_s,
            note=note,
        )
    )


def _plain(search: Search, origin: int) -> list[float]:
    """Return the median to each place from one origin."""
    there = [arrivals(search.timetable, search.walks, origin, each, LIMIT) for each in search.departures]
    return [
        over([arrived.get(place, np.inf) - at for arrived, at in zip(there, search.departures, strict=True)])[0]
        for place in range(search.walks.direct.destinations)
    ]


def _same(found: Journeys, origin: int, medians: Sequence[float]) -> bool:
    part = slice(found.offsets[origin], found.offsets[origin + 1])
    ours = np.full(found.destinations, np.inf)
    ours[found.destination[part]] = found.seconds[part]
    return bool(np.array_equal(ours, medians))
