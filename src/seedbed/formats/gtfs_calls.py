"""The calls of trips at stops as a GTFS file tells of them: checked, in order, with untimed calls filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.listing import Rejected
from seedbed.formats.gtfs_tables import Tables

if TYPE_CHECKING:
    import polars as pl

TIME = r"^\d{1,3}:[0-5]\d:[0-5]\d$"
UNSAID, ODD = -1, -2
"""Where a call has no time, and where it has one that is none."""
NOT_POSSIBLE = "1"
NEEDED = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")
Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls in the order of their trips; ``trip`` and ``stop`` are numbers in the lists given."""

    trip: Longs
    stop: Longs
    row: Longs
    arrival: Longs
    departure: Longs
    boards: NDArray[np.bool_]
    alights: NDArray[np.bool_]

    def only(self, kept: NDArray[np.bool_] | Longs) -> Calls:
        """Return some of the calls."""
        return Calls(*(getattr(self, each)[kept] for each in self.__slots__))


def read_calls(tables: Tables, trips: pl.DataFrame, stops: pl.DataFrame) -> tuple[Calls, list[Rejected], int]:
    """Read the calls of some trips.

    Parameters
    ----------
    trips, stops
        With ``trip_id`` and ``trip``, and ``stop_id`` and ``stop``: their numbers.

    Returns
    -------
    calls, refused, filled
        Calls of the trips that can be; the trips that cannot, with the row and the reason; how many calls had no time
        and got one, evenly between those around them, as GTFS asks.

    Raises
    ------
    BadInputError
        If the table is missing or is none.
    """
    calls = _as_told(tables, trips, stops)
    bad = _refused(calls)
    identifiers = trips.sort("trip").get_column("trip_id")
    refused = [
        Rejected(path=f"stop_times.txt row {row}", reason=reason, identifier=identifiers[trip])
        for trip, (row, reason) in sorted(bad.items())
    ]
    good = calls.only(~np.isin(calls.trip, np.fromiter(bad, dtype=np.int64, count=len(bad))))
    filled = int(np.sum(good.arrival == UNSAID))
    return _filled(good), refused, filled


def trips_calling_at(tables: Tables, trips: pl.DataFrame, stops: pl.DataFrame) -> pl.DataFrame:
    """Return the ``trip_id`` of those of some trips that call at some stops at least twice.

    Raises
    ------
    BadInputError
        If the table is missing or is none.
    """
    import polars as pl

    calls = (
        tables.scan("stop_times", ("trip_id", "stop_id"))
        .join(stops.lazy().select("stop_id"), on="stop_id", how="semi")
        .join(trips.lazy().select("trip_id"), on="trip_id", how="semi")
    )
    return tables.collect("stop_times", calls.group_by("trip_id").len().filter(pl.col("len") > 1))


def _as_told(tables: Tables, trips: pl.DataFrame, stops: pl.DataFrame) -> Calls:
    import polars as pl

    told = tables.scan("stop_times", NEEDED, ("pickup_type", "drop_off_type"))
    joined = (
        told.join(trips.lazy().select("trip_id", "trip"), on="trip_id", how="inner")
        .join(stops.lazy().select("stop_id", "stop"), on="stop_id", how="left")
        .select(
            pl.col("trip", "row").cast(pl.Int64),
            pl.col("stop").cast(pl.Int64).fill_null(-1),
            pl.col("stop_sequence").cast(pl.Int64, strict=False).fill_null(-1).alias("place"),
            seconds("arrival_time"),
            seconds("departure_time"),
            (pl.col("pickup_type").fill_null("0") != NOT_POSSIBLE).alias("boards"),
            (pl.col("drop_off_type").fill_null("0") != NOT_POSSIBLE).alias("alights"),
        )
        .sort("trip", "place", "row")
    )
    frame = tables.collect("stop_times", joined)
    arrival, departure = (frame.get_column(each).to_numpy() for each in ("arrival_time", "departure_time"))
    columns = {each: frame.get_column(each).to_numpy() for each in ("trip", "stop", "row", "boards", "alights")}
    odd = np.flatnonzero(frame.get_column("place").to_numpy() < 0)
    arrival = np.where(arrival == UNSAID, departure, arrival)
    departure = np.where(departure == UNSAID, arrival, departure)
    arrival[odd] = ODD
    return Calls(arrival=arrival, departure=departure, **columns)


def seconds(column: str) -> pl.Expr:
    """Read hours (past 24 after midnight), minutes and seconds as seconds; else `UNSAID` or `ODD`."""
    import polars as pl

    text = pl.col(column)
    parts = text.str.split(":").list
    whole = sum(
        (
            parts.get(place, null_on_oob=True).cast(pl.Int64, strict=False) * seconds
            for place, seconds in ((0, 3600), (1, 60), (2, 1))
        ),
        start=pl.lit(0),
    )
    unsaid = text.is_null() | (text == "")
    return pl.when(unsaid).then(UNSAID).when(text.str.contains(TIME)).then(whole).otherwise(ODD).alias(column)


def spans(calls: Calls) -> tuple[Longs, Longs]:
    """Return the places of the first and the last call of each trip."""
    changes = np.flatnonzero(np.diff(calls.trip)).astype(np.int64)
    if not len(calls.trip):
        return changes, changes
    return np.append(0, changes + 1), np.append(changes, len(calls.trip) - 1)


def _refused(calls: Calls) -> dict[int, tuple[int, str]]:
    """Return the trips that cannot be, each with the row and the first reason."""
    first, last = spans(calls)
    timed = calls.arrival >= 0
    before = _last_timed(timed)
    same_trip = (before >= 0) & (calls.trip == calls.trip[before])
    backwards = timed & same_trip & (calls.arrival < calls.departure[before])
    ends = np.concatenate([first, last])
    found: dict[int, tuple[int, str]] = {}
    for places, reason in (
        (
            np.flatnonzero((calls.arrival == ODD) | (calls.departure == ODD)),
            "a time or the order of a call is not one that can be read (times are written 08:05:00)",
        ),
        (np.flatnonzero(calls.stop < 0), "it calls at a stop that stops.txt does not place"),
        (ends[calls.arrival[ends] == UNSAID], "its first or last call has no time"),
        (np.flatnonzero(calls.arrival > calls.departure), "it departs before it arrives"),
        (np.flatnonzero(backwards), "it arrives before it left the stop before"),
        (first[first == last], "it calls at one stop only"),
    ):
        for place in places:
            found.setdefault(int(calls.trip[place]), (int(calls.row[place]), reason))
    return found


def _last_timed(timed: NDArray[np.bool_]) -> Longs:
    """Return, for each call, the nearest call before it that has a time; -1 where none has."""
    places = np.where(timed, np.arange(len(timed)), -1)
    return np.concatenate([[-1], np.maximum.accumulate(places)[:-1]]).astype(np.int64) if len(timed) else places


def _filled(calls: Calls) -> Calls:
    """Give calls without a time one, evenly between those before and after in their trip (which all have)."""
    timed = np.flatnonzero(calls.arrival != UNSAID)
    if len(timed) == len(calls.trip):
        return calls
    places = np.arange(len(calls.trip))
    after = timed[np.searchsorted(timed, places)]
    before = timed[np.searchsorted(timed, places, side="right") - 1]
    share = (places - before) / np.maximum(after - before, 1)
    start, end = calls.departure[before], calls.arrival[after]
    between = np.rint(start + share * (end - start)).astype(np.int64)
    unsaid = calls.arrival == UNSAID
    arrival, departure = (np.where(unsaid, between, each) for each in (calls.arrival, calls.departure))
    return Calls(calls.trip, calls.stop, calls.row, arrival, departure, calls.boards, calls.alights)
