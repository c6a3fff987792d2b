"""``seedbed assets reach``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seedbed.cli.assets.reach_options import (
    day_asked,
    inside_asked,
    moves_asked,
    opening_asked,
    origins_asked,
    point_asked,
)
from seedbed.cli.output import print_json, progress_bar, say
from seedbed.cli.results import FILE, confidence_option, keeping_tables, print_result

if TYPE_CHECKING:
    from seedbed.workflows.assets.reach import Reached
    from seedbed.workflows.assets.reach_options import ReachOptions

ORIGINS = (
    "Where people start from: a table or map of points, or oa, postcodes (of a pack), buildings (of the map), h3 "
    "(cells of a grid)."
)
GROUPS = '"Disability=Disabled:column,Not disabled:column": groups to compare with the last. May be given again.'
ORDERED = '"Deprivation [households]=Four:column,...,None:column": groups in order, the most disadvantaged first.'
FIFTHS = '"Deprivation=imd_score" (or imd_rank:lowest): fifths of areas by a column, with like numbers of people.'
LSOA = "Count the people of these small areas only: codes with commas between them. With oa or postcodes."
BOUNDARY = "Count the people inside this line only: GeoJSON, GeoPackage, KML, Shapefile. With oa or postcodes."
OUT = "Write a file: .parquet, .geojson, .csv (a row an origin), .html (page with map), .xlsx or .json. Again for more."
DECAYS = ("step", "gaussian", "luo-qi")
DECAY = (
    "How a floating catchment counts a longer way: alike up to --cutoff, as a bell, or 1, 0.68, 0.22 up to 30 minutes."
)
AIMS = ("coverage", "equity")
AIM = "Best sites bring most people within reach, or serve the group best that is served least."
WALKERS = ("adult", "sixties", "seventies", "eighties", "slow", "pram", "wheelchair")
AS_GIVEN = (
    *("osm", "assets", "candidates", "heights", "supply"),
    *("kinds", "cutoff", "nearest", "walker", "step_free", "only_known", "decay"),
)
"""Options that go on under their own names as they are."""


@click.command("reach")
@click.option("--osm", type=FILE, help="Streets: an OpenStreetMap file (.osm.pbf or .osm).  [default: the pack's]")
@click.option("--assets", type=FILE, help="Assets: any file that 'assets import' takes.  [default: those of --osm]")
@click.option("--origins", type=origins_asked, required=True, metavar="FILE|KIND", help=ORIGINS)
@click.option("--type", "kinds", multiple=True, metavar="CODE", help="Kind of asset, such as library. May be repeated.")
@click.option(
    "--cutoff", type=float, default=1200.0, show_default=True, help="Seconds within which assets are counted."
)
@click.option("--nearest", type=int, default=3, show_default=True, help="How many of the nearest to tell.")
@click.option("--minutes", type=float, multiple=True, help="Beyond these groups are compared.  [default: 10 and 15]")
@click.option("--walker", type=click.Choice(WALKERS), default="adult", show_default=True, help="Who walks.")
@click.option("--step-free", is_flag=True, help="Only ways and assets without steps.")
@click.option("--heights", type=FILE, help="Heights of the ground (.asc, a folder of them, or .hgt): pace on slopes.")
@click.option("--free", is_flag=True, help="Only assets that cost nothing.")
@click.option("--language", default="", help="Only assets where this language is spoken.")
@click.option("--age", type=float, help="Only assets for someone of this age, in years.")
@click.option("--open", "open_at", default="", metavar="DAY TIME", help='Only assets open then: "MO 18:00".')
@click.option("--only-known", is_flag=True, help="Leave assets out that do not say whether they fit.")
@click.option("--people", default="", metavar="COLUMN", help="Column of all people of an area.")
@click.option("--people-from", type=FILE, help="Table of people by code, where it is not the origins' own.")
@click.option("--areas", type=FILE, help="Outlines that say which area an origin lies in; people are shared out in it.")
@click.option("--groups", multiple=True, metavar="NAME=...", help=GROUPS)
@click.option("--ordered", multiple=True, metavar="NAME=...", help=ORDERED)
@click.option("--fifths", multiple=True, metavar="NAME=COLUMN", help=FIFTHS)
@click.option(
    "--supply",
    default="",
    metavar="COLUMN",
    help="Floating catchment: what assets offer: one, capacity, hours, people_hours or a column.",
)
@click.option("--demand", default="", metavar="COLUMN", help="Those who need it.  [default: all people]")
@click.option("--decay", type=click.Choice(DECAYS), default="step", show_default=True, help=DECAY)
@click.option(
    "--site",
    "sites",
    type=point_asked,
    metavar="LON,LAT",
    multiple=True,
    help="What if one opened here? May be repeated.",
)
@click.option(
    "--move", "moves", type=(str, point_asked), multiple=True, metavar="ID LON,LAT", help="What if it moved there?"
)
@click.option("--close", "closed", multiple=True, metavar="ID", help="What if it closed?")
@click.option(
    "--open-way", type=point_asked, metavar="LON,LAT", multiple=True, help="What if the steps here were made step-free?"
)
@click.option("--best-sites", type=int, default=0, metavar="K", help="Choose the best K places for a new one.")
@click.option("--for", "aim", type=click.Choice(AIMS), default="coverage", show_default=True, help=AIM)
@click.option("--candidates", type=FILE, help="Places for a new one.  [default: the origins]")
@click.option("--site-type", default="", metavar="CODE", help="Kind of what opens.  [default: the first --type]")
@click.option("--gtfs", type=FILE, help="Timetable of public transport: a zip or folder.")
@click.option("--depart", default="08:00-09:00", show_default=True, help="Leaving between these times.")
@click.option("--on", help="Day of travel: 2023-06-13.")
@click.option("--lsoa", "inside_codes", metavar="CODES", help=LSOA)
@click.option("--boundary", type=FILE, help=BOUNDARY)
@click.option("--pack", default="", help="Name or folder of the pack of oa and postcodes.")
@click.option("--resolution", type=int, default=10, show_default=True, help="Of the cells of h3.")
@click.option("--workers", type=int, default=0, metavar="N", help="Share the work out over N processes.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="Share it out over a running Dask scheduler.")
@click.option("--keep-islands", is_flag=True, help="Keep parts of the map that nothing joins to the rest.")
@confidence_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
@click.option("--out", "files", multiple=True, type=FILE, help=OUT)
@keeping_tables
def reach_command(files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Say who can reach which assets on foot or by bus, who cannot, and what would change it.

    Times follow the streets of an OpenStreetMap file. People come from a table of areas, by group.
    """
    from seedbed.sources.store import data_directory
    from seedbed.workflows.assets.reach import reach
    from seedbed.workflows.assets.reach_files import check_reach_file
    from seedbed.workflows.assets.reach_pack import streets_of_pack

    for file in files:
        check_reach_file(file)
    directory = data_directory(os.environ)
    options["osm"] = options["osm"] or streets_of_pack(options["pack"], directory)
    with progress_bar() as progress:
        reached = reach(_asked(options), directory, progress)
    _give(reached, files, as_json=as_json)


def _give(reached: Reached, files: tuple[Path, ...], *, as_json: bool) -> None:
    from seedbed.reports.assets.reach_result import reach_result
    from seedbed.workflows.assets.reach_files import write_reach_file

    for file in files:
        write_reach_file(reached, file)
        say(f"Wrote {file}.")
    if as_json:
        print_json(reached.document)
        return
    result = reach_result(reached.document, reached.streets, reached.outline)
    if not files:
        print_result(result)
        return
    for told in (*result.sentences, *(f"Note: {note}" for note in result.notes)):
        say(told)


def _asked(options: dict[str, Any]) -> ReachOptions:
    from seedbed.analysis.assets.fitting import Needs
    from seedbed.workflows.assets.reach_changes import ChangesAsked
    from seedbed.workflows.assets.reach_groups import fifths_asked, groups_asked
    from seedbed.workflows.assets.reach_measures import Limits
    from seedbed.workflows.assets.reach_options import ReachOptions
    from seedbed.workflows.assets.reach_origins import OriginsAsked

    day, at = opening_asked(options["open_at"])
    groups = [groups_asked(text, ordered=True) for text in options["ordered"]]
    groups += [groups_asked(text) for text in options["groups"]]
    groups += [fifths_asked(text) for text in options["fifths"]]
    inside = inside_asked(options["inside_codes"], options["boundary"])
    given = ("people", "people_from", "areas", "demand", "pack", "resolution")
    origins = str(options["origins"])
    changes = ChangesAsked(
        opened=options["sites"],
        moved=moves_asked(options["moves"]),
        closed=options["closed"],
        step_free=options["open_way"],
        best=options["best_sites"],
        aim=options["aim"],
        asset_type=options["site_type"],
    )
    needs = Needs(free=options["free"], language=options["language"], age=options["age"], day=day, at=at)
    return ReachOptions(
        **{name: options[name] for name in AS_GIVEN},
        origins=OriginsAsked(origins, groups=tuple(groups), inside=inside, **{name: options[name] for name in given}),
        minutes=options["minutes"] or (10.0, 15.0),
        needs=needs,
        departures=_departures(options),
        changes=changes,
        limits=Limits(confidence=options["confidence"]),
        sharing=_sharing(options["workers"], options["scheduler"]),
        whole=options["keep_islands"],
    )


def _departures(options: dict[str, Any]) -> Any:
    from seedbed.workflows.assets.reach_transit import Departures, parsed_window

    if options["gtfs"] is None:
        return None
    start, end = parsed_window(options["depart"])
    return Departures(options["gtfs"], day_asked(options["on"]), start, end)


def _sharing(workers: int, scheduler: str) -> Any:
    from seedbed.workflows.assets.scale import Sharing

    return Sharing(workers, scheduler) if workers or scheduler else None
