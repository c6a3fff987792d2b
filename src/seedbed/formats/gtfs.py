"""Read timetables of public transport: GTFS Schedule (gtfs.org), as the Bus Open Data Service and Traveline give it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.listing import Rejected
from seedbed.analysis.assets.timetable import Timetable
from seedbed.formats.gtfs_calls import Calls, Longs, read_calls, trips_calling_at
from seedbed.formats.gtfs_days import Calendar
from seedbed.formats.gtfs_runs import runs_of
from seedbed.formats.gtfs_stops import read_stops
from seedbed.formats.gtfs_tables import Tables, opened

if TYPE_CHECKING:
    import polars as pl

DAY = 24 * 3600
WHOLE_DAY = (0, 30 * 3600)
"""Seconds after midnight: until six in the morning after."""
Box = tuple[float, float, float, float]


class _Running(NamedTuple):
    trips: pl.DataFrame
    runs: pl.DataFrame


def read_timetable(
    path: Path, day: date, *, between: tuple[int, int] = WHOLE_DAY, within: Box | None = None
) -> Timetable:
    """Read what runs on a day.

    Trips of the day before that run past midnight and those of the day after are counted in; trips told of by how often
    they run stand in the timetable once for each time. A trip that cannot be (no times, time running backwards, a stop
    that is nowhere) is refused alone, with its row and the reason.

    Parameters
    ----------
    path
        A zip or a folder of the tables ``stops``, ``trips``, ``stop_times``, and ``calendar`` or ``calendar_dates``.
    day
        The day of travel. Times are seconds after its midnight; on the two days on which clocks change, GTFS counts
        from noon less twelve hours, and so do these.
    between
        Seconds after midnight: trips that are over before or start after are left out.
    within
        West, south, east and north, degrees: calls outside are left out, for reading a town out of a country.

    Raises
    ------
    BadInputError
        If a table or a column is missing, the zip is not safe to unpack, latitudes and longitudes are swapped, or
        nothing runs on that day.
    """
    with opened(path) as tables:
        calendar = Calendar(tables)
        stops, notes = read_stops(tables)
        running = _running(tables, calendar, day)
        if within is not None:
            running = _near(tables, running, _inside(stops, within))
        calls, refused, filled = read_calls(tables, running.trips, stops)
        calls = _within(calls, stops, within)
        runs = runs_of(tables, running.runs, calls, between)
    if not len(runs.trip):
        raise _nothing(tables, day, refused)
    if filled:
        notes.append(f"{filled:,} calls had no time and got one evenly between the timed calls around them.")
    return _timetable(day, stops, running.trips, calls, runs.trip, runs.offset, tuple(refused), tuple(notes))


def _running(tables: Tables, calendar: Calendar, day: date) -> _Running:
    """Return the trips that run on the day, the one before or the one after, and each run with the day's midnight."""
    import polars as pl

    told = tables.read("trips", ["trip_id", "service_id"], ["wheelchair_accessible"]).unique(
        "trip_id", keep="first", maintain_order=True
    )
    days = [
        told.filter(pl.col("service_id").is_in(calendar.services(day + timedelta(days=shift)))).select(
            "trip_id", pl.lit(shift * DAY, dtype=pl.Int64).alias("offset")
        )
        for shift in (-1, 0, 1)
    ]
    if not days[1].height:
        first, last = calendar.days()
        raise tables.bad(
            f"Nothing runs on {day} ({day:%A}); it tells of {first} to {last}.", "Choose a day on which buses run."
        )
    runs = pl.concat(days)
    return _numbered(told.join(runs, on="trip_id", how="semi", maintain_order="left"), runs)


def _numbered(trips: pl.DataFrame, runs: pl.DataFrame) -> _Running:
    numbered = trips.with_row_index("trip")
    return _Running(numbered, runs.join(numbered.select("trip_id", "trip"), on="trip_id"))


def _near(tables: Tables, running: _Running, stops: pl.DataFrame) -> _Running:
    """Leave out trips that call at fewer than two of these stops: a town is read out of a country in little memory."""
    calling = trips_calling_at(tables, running.trips, stops)
    trips = running.trips.join(calling, on="trip_id", how="semi", maintain_order="left")
    return _numbered(trips.drop("trip"), running.runs.drop("trip"))


def _within(calls: Calls, stops: pl.DataFrame, box: Box | None) -> Calls:
    """Leave out calls outside; trips left with a single call say nothing and go too."""
    if box is not None:
        calls = calls.only(np.isin(calls.stop, _inside(stops, box).get_column("stop").to_numpy()))
    counts = np.bincount(calls.trip) if len(calls.trip) else np.zeros(0, dtype=np.int64)
    return calls.only(counts[calls.trip] > 1) if len(calls.trip) else calls


def _inside(stops: pl.DataFrame, box: Box) -> pl.DataFrame:
    import polars as pl

    west, south, east, north = box
    return stops.filter(pl.col("stop_lon").is_between(west, east) & pl.col("stop_lat").is_between(south, north))


def _nothing(tables: Tables, day: date, refused: list[Rejected]) -> Exception:
    if refused:
        first = refused[0]
        why = f"None of the trips of {day} can be; {first.path}: {first.reason}."
        return tables.bad(why)
    return tables.bad(f"Nothing runs on {day} in the time and the place asked for.", "Ask for another time or day.")


def _timetable(  # noqa: PLR0913, PLR0917 - the parts of one value
    day: date,
    stops: pl.DataFrame,
    trips: pl.DataFrame,
    calls: Calls,
    trip: Longs,
    offset: Longs,
    refused: tuple[Rejected, ...],
    notes: tuple[str, ...],
) -> Timetable:
    start = np.searchsorted(calls.trip, trip)
    counts = np.searchsorted(calls.trip, trip, side="right") - start
    first = np.concatenate([[0], np.cumsum(counts)])
    places = np.repeat(start - first[:-1], counts) + np.arange(first[-1])
    shift = np.repeat(offset, counts)
    return Timetable(
        day=day,
        stops=tuple(stops.get_column("stop_id")),
        names=tuple(stops.get_column("stop_name")),
        longitude=stops.get_column("stop_lon").to_numpy(),
        latitude=stops.get_column("stop_lat").to_numpy(),
        first=_small(first),
        stop=_small(calls.stop[places]),
        arrival=_small(calls.arrival[places] + shift),
        departure=_small(calls.departure[places] + shift),
        boards=calls.boards[places],
        alights=calls.alights[places],
        trip_wheels=_wheels(trips, "wheelchair_accessible")[trip],
        stop_wheels=_wheels(stops, "wheelchair_boarding"),
        refused=refused,
        notes=notes,
    )


def _small(numbers: Longs) -> NDArray[np.int32]:
    return numbers.astype(np.int32)


def _wheels(frame: pl.DataFrame, column: str) -> NDArray[np.int8]:
    said = frame.get_column(column).fill_null("0")
    return np.array([int(each) if each in {"1", "2"} else 0 for each in said], dtype=np.int8)
