"""Which services of a GTFS file run on a day: weekdays between two dates, and the exceptions to them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from seedbed.formats.gtfs_tables import Tables

if TYPE_CHECKING:
    import polars as pl

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDED, TAKEN = "1", "2"
DATE = r"^\d{8}$"


class Calendar:
    """The days on which services run.

    Raises
    ------
    BadInputError
        If the file has neither ``calendar`` nor ``calendar_dates``, or a date in them is none.
    """

    def __init__(self, tables: Tables) -> None:
        if "calendar" not in tables and "calendar_dates" not in tables:
            raise tables.bad("It has neither calendar.txt nor calendar_dates.txt, so no trip runs on any day.")
        self.weeks = self.exceptions = None
        if "calendar" in tables:
            self.weeks = tables.read("calendar", ["service_id", *WEEKDAYS, "start_date", "end_date"])
            _check_dates(tables, "calendar", self.weeks, ("start_date", "end_date"))
        if "calendar_dates" in tables:
            self.exceptions = tables.read("calendar_dates", ["service_id", "date", "exception_type"])
            _check_dates(tables, "calendar_dates", self.exceptions, ("date",))

    def services(self, day: date) -> set[str]:
        """Return the services that run on a day."""
        import polars as pl

        said, running = f"{day:%Y%m%d}", set[str]()
        if self.weeks is not None:
            inside = (pl.col("start_date") <= said) & (pl.col("end_date") >= said)
            week = self.weeks.filter(inside & (pl.col(WEEKDAYS[day.weekday()]) == "1"))
            running.update(week.get_column("service_id").to_list())
        if self.exceptions is not None:
            today = self.exceptions.filter(pl.col("date") == said)
            for service, kind in today.select("service_id", "exception_type").rows():
                running.add(service) if kind == ADDED else running.discard(service)
        return running

    def days(self) -> tuple[str, str]:
        """Return the first and the last day of which the file tells, as year, month and day; empty where of none."""
        found: list[str] = []
        if self.weeks is not None:
            found += self.weeks.get_column("start_date").to_list() + self.weeks.get_column("end_date").to_list()
        if self.exceptions is not None:
            found += self.exceptions.get_column("date").to_list()
        return (_dashed(min(found)), _dashed(max(found))) if found else ("", "")


def _dashed(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _check_dates(tables: Tables, name: str, frame: pl.DataFrame, columns: tuple[str, ...]) -> None:
    import polars as pl

    for column in columns:
        odd = frame.filter(~pl.col(column).fill_null("").str.contains(DATE))
        if odd.height:
            row, said = odd.select("row", column).row(0)
            raise tables.bad(f"Row {row} of {name}.txt gives {column} as {said or ''!r}; a date is written 20260131.")
