"""The stops of a GTFS file: where they are and whether someone with wheels gets on there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedbed.formats.gtfs_tables import Tables

if TYPE_CHECKING:
    import polars as pl

BRITAIN = (-9.0, 49.0, 3.0, 61.0)
"""West, south, east and north of Great Britain and Northern Ireland, degrees."""


def read_stops(tables: Tables) -> tuple[pl.DataFrame, list[str]]:
    """Read the stops that have a place, numbered as ``stop``, and what people should know of the others.

    A stop that says nothing of wheels is as its station is, as GTFS has it.

    Raises
    ------
    BadInputError
        If the table or a column is missing, no stop has a place, or latitudes and longitudes are swapped.
    """
    import polars as pl

    told = tables.read(
        "stops", ["stop_id", "stop_lat", "stop_lon"], ["stop_name", "wheelchair_boarding", "parent_station"]
    )
    numbers = told.with_columns(
        pl.col("stop_lat", "stop_lon").cast(pl.Float64, strict=False), pl.col("stop_name").fill_null("")
    )
    placed = numbers.filter(
        pl.col("stop_id").is_not_null()
        & pl.col("stop_lat").is_between(-90, 90)
        & pl.col("stop_lon").is_between(-180, 180)
    ).unique("stop_id", keep="first", maintain_order=True)
    _refuse_swapped(tables, numbers)
    if not placed.height:
        raise tables.bad("No stop of stops.txt has a latitude and a longitude.")
    notes = (
        [f"{told.height - placed.height:,} stops have no place or are told of twice."]
        if told.height > placed.height
        else []
    )
    return _as_their_stations(placed).with_row_index("stop"), notes


def _refuse_swapped(tables: Tables, stops: pl.DataFrame) -> None:
    import polars as pl

    west, south, east, north = BRITAIN
    swapped = stops.filter(pl.col("stop_lon").is_between(south, north) & pl.col("stop_lat").is_between(west, east))
    if swapped.height > stops.height / 2:
        row, latitude, longitude = swapped.select("row", "stop_lat", "stop_lon").row(0)
        said = f"row {row} of stops.txt has stop_lat {latitude} and stop_lon {longitude}"
        raise tables.bad(
            f"Latitudes and longitudes are swapped: {said}.", "Swap the two headings, or ask the publisher to."
        )


def _as_their_stations(stops: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    said = pl.col("wheelchair_boarding")
    stations = stops.select(pl.col("stop_id").alias("parent_station"), said.alias("station_says"))
    silent = said.is_null() | ~said.is_in(["1", "2"])
    joined = stops.join(stations, on="parent_station", how="left", maintain_order="left")
    return joined.with_columns(pl.when(silent).then("station_says").otherwise(said).alias("wheelchair_boarding"))
