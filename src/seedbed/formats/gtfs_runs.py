"""When each trip of a GTFS file sets out: once a day, or every so many minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from seedbed.formats.gtfs_calls import ODD, UNSAID, Calls, Longs, seconds, spans
from seedbed.formats.gtfs_tables import Tables

if TYPE_CHECKING:
    import polars as pl

MOST_RUNS = 5_000
"""Times that one row may have a trip set out; a bus every twenty seconds all day is fewer."""


class Runs(NamedTuple):
    """Trips by number, and seconds to add to the times of their calls."""

    trip: Longs
    offset: Longs


def runs_of(tables: Tables, running: pl.DataFrame, calls: Calls, between: tuple[int, int]) -> Runs:
    """Return every run of the trips that have calls.

    Parameters
    ----------
    running
        ``trip_id``, ``trip`` and ``offset``: seconds from the midnight of the day asked for to that of the trip's.
    calls
        In the order of trips.
    between
        Seconds after midnight of the day asked for: runs over before or starting after are left out.

    Raises
    ------
    BadInputError
        If ``frequencies`` tells of a time or an interval that cannot be.
    """
    first, last = spans(calls)
    known = calls.trip[first]
    trip, offset = (running.get_column(each).to_numpy().astype(np.int64) for each in ("trip", "offset"))
    if "frequencies" in tables:
        trip, offset = _repeated(tables, running, trip, offset, calls.departure[first], known)
    place = np.searchsorted(known, trip)
    there = place < len(known)
    there[there] = known[place[there]] == trip[there]
    trip, offset, place = trip[there], offset[there], place[there]
    starts, ends = calls.departure[first][place] + offset, calls.arrival[last][place] + offset
    inside = (ends >= between[0]) & (starts <= between[1])
    order = np.lexsort([offset[inside], trip[inside]])
    return Runs(trip[inside][order], offset[inside][order])


def _repeated(
    tables: Tables, running: pl.DataFrame, trip: Longs, offset: Longs, departs: Longs, known: Longs
) -> tuple[Longs, Longs]:
    """Put the times at which a trip sets out in the place of its own."""
    told = _frequencies(tables)
    numbers = dict(running.select("trip_id", "trip").unique().rows())
    starts: dict[int, list[int]] = {}
    for identifier, first, until, every in told:
        if identifier in numbers:
            starts.setdefault(numbers[identifier], []).extend(range(first, until, every))
    own = dict(zip(known.tolist(), departs.tolist(), strict=True))
    runs = [
        (number, midnight + (start - own.get(number, 0) if number in starts else 0))
        for number, midnight in zip(trip.tolist(), offset.tolist(), strict=True)
        for start in starts.get(number, [0])
    ]
    table = np.array(runs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _frequencies(tables: Tables) -> list[tuple[str, int, int, int]]:
    import polars as pl

    told = tables.read("frequencies", ["trip_id", "start_time", "end_time", "headway_secs"])
    rows = told.select(
        "row",
        "trip_id",
        seconds("start_time"),
        seconds("end_time"),
        pl.col("headway_secs").cast(pl.Int64, strict=False),
    ).rows()
    for row, _, start, end, every in rows:
        if {start, end} & {ODD, UNSAID} or every is None or every <= 0 or (end - start) / every > MOST_RUNS:
            raise tables.bad(f"Row {row} of frequencies.txt has a time or an interval that cannot be.")
    return [each[1:] for each in rows]
