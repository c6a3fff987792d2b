"""``seedbed places screen``: ranked candidate neighbourhoods within a region."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import print_json, progress_bar, say
from seedbed.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from seedbed.reports.screen_documents import ScreenDocument
    from seedbed.workflows.places.screen import Screened
    from seedbed.workflows.places.screen_file import AreasFile
    from seedbed.workflows.places.screen_region import ScreenRequest
    from seedbed.workflows.progress import Progress

SHOWN = 10
PATH = click.Path(path_type=Path)
OUT_HELP = "Write a file: .geojson, .parquet, .csv, .html or .json. May be given more than once."


@click.command()
@click.option("--within", help="Code of an area of any level, or 'england': the name of a whole pack.")
@click.option("--pack", "pack_name", help="Name of an installed pack, or the folder of one.")
@click.option("--percentile", default=11.0, show_default=True, help="Most deprived share of the region's areas, %.")
@click.option(
    "--population", nargs=2, type=int, default=(1000, 5000), show_default=True, help="Fewest and most residents."
)
@click.option("--criteria", type=PATH, help="TOML file of criteria and weights; else those of the pack.")
@click.option("--top", type=int, help="List only the first N candidates.")
@click.option("--pairs", is_flag=True, help="Match candidates in pairs within their local authority.")
@click.option("--pairs-within", metavar="LEVEL", help="Match within areas of this level instead; with --pairs.")
@click.option("--seed", default=1, show_default=True, help="Start of the random weights that ranks are tried under.")
@click.option("--near", type=float, metavar="METRES", help="Borders this close count as shared; listed apart.")
@click.option("--areas", "areas_path", type=PATH, help="Instead of a pack: GeoJSON, GeoPackage or GeoParquet of areas.")
@click.option("--code-column", default="code", show_default=True, help="With --areas: column of the areas' codes.")
@click.option("--name-column", help="With --areas: column of their names.")
@click.option("--population-column", default="population", show_default=True, help="With --areas: usual residents.")
@click.option("--parent-column", help="With --areas: column of the larger area that each lies in.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to stdout.")
@click.option("--out", "files", multiple=True, type=PATH, help=OUT_HELP)
def screen(  # noqa: PLR0913 - one argument an option
    *,
    within: str | None,
    pack_name: str | None,
    percentile: float,
    population: tuple[int, int],
    criteria: Path | None,
    top: int | None,
    pairs: bool,
    pairs_within: str | None,
    seed: int,
    near: float | None,
    areas_path: Path | None,
    code_column: str,
    name_column: str | None,
    population_column: str,
    parent_column: str | None,
    as_json: bool,
    files: tuple[Path, ...],
) -> None:
    """Propose candidate neighbourhoods: contiguous, deprived within the region, ranked.

    For the team that chooses, never for publication. Record the choice with 'seedbed places choose'.
    """
    from seedbed.workflows.places.screen_file import AreasFile
    from seedbed.workflows.places.screen_files import check_screen_file, write_screen_file
    from seedbed.workflows.places.screen_region import ScreenRequest

    if pairs_within and not pairs:
        raise UsageError("Pairs were not asked for.", "--pairs-within was given without --pairs.", "Add --pairs.")
    if seed < 0:
        raise UsageError(f"A seed of {seed} cannot be used.", "It is below 0.", "Give a whole number from 0 up.")
    for file in files:
        check_screen_file(file)
    request = ScreenRequest(
        within=_within(within, areas_path),
        percentile=percentile,
        population_low=population[0],
        population_high=population[1],
        criteria=criteria,
        top=top,
        pairs=pairs,
        pairs_within=pairs_within,
        seed=seed,
        near=near,
    )
    own = AreasFile(areas_path, code_column, population_column, name_column, parent_column) if areas_path else None
    with progress_bar() as progress:
        screened = _screened(request, pack_name, own, progress)
        for file in files:
            write_screen_file(screened, file)
    for file in files:
        say(f"Wrote {file}: {len(screened.document.candidates):,} candidates.")
    if files:
        say(screened.document.notice)
    if as_json:
        print_json(screened.document)
    elif not files:
        _print_table(screened.document)


def _within(within: str | None, areas_path: Path | None) -> str:
    from seedbed.sources.codes import tidy_codes

    if (within is None) == (areas_path is None):
        raise UsageError(
            "It is not said where to choose.",
            "Exactly one of --within and --areas is needed.",
            "Give --within CODE (such as E12000007), or --areas FILE.",
        )
    if within is None:
        return areas_path.stem if areas_path is not None else ""
    named = tidy_codes(within)
    if len(named) != 1:
        raise UsageError(
            "It is not said where to choose.",
            "--within is empty." if not named else f"--within names {len(named)} areas.",
            "Give the code of one area, such as E12000007.",
        )
    return named[0]


def _screened(request: ScreenRequest, pack_name: str | None, own: AreasFile | None, progress: Progress) -> Screened:
    from seedbed.sources.store import data_directory, named_pack, pack_holding
    from seedbed.workflows.places.screen import screen_pack
    from seedbed.workflows.places.screen_file import screen_areas_file

    if own is not None:
        return screen_areas_file(own, request, progress)
    directory = data_directory(os.environ)
    pack = named_pack(pack_name, directory) if pack_name else pack_holding(request.within, directory)
    return screen_pack(pack, request, progress)


def _print_table(document: ScreenDocument) -> None:
    """Print the first candidates for reading, to stdout."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    _print_heading(console, document)
    if not document.candidates:
        return
    table = Table(caption=document.notice, caption_justify="left")
    for heading in ("Rank", "Other weights", "Score", "Residents", "Percentile", "Within", "Small areas"):
        table.add_column(heading, justify="left" if heading in {"Within", "Small areas"} else "right")
    for candidate in document.candidates[:SHOWN]:
        table.add_row(
            str(candidate.rank),
            f"{candidate.rank_low} to {candidate.rank_high}",
            f"{candidate.score:.1f}",
            f"{candidate.population:,}",
            f"{candidate.percentile:.1f}",
            candidate.parent,
            ", ".join(candidate.areas),
        )
    console.print(table)


def _print_heading(console: Console, document: ScreenDocument) -> None:
    if document.invented:
        console.print("Invented: these places and numbers are made up.")
    console.print(
        f"{document.within_name}: {document.areas_eligible:,} of {document.areas_in_region:,} areas are among the most "
        f"deprived {document.percentile:g} %; {document.candidates_total:,} candidates of "
        f"{document.population_low:,} to {document.population_high:,} residents."
    )
    if document.near_rule:
        listed = ", ".join(" and ".join(pair.areas) for pair in document.near_borders[:SHOWN]) or "none"
        more = len(document.near_borders) - SHOWN
        console.print(f"{document.near_rule} Here: {listed}{f' and {more:,} more pairs' if more > 0 else ''}.")
    if not document.candidates:
        console.print("No candidate was found. Try a higher --percentile or wider --population.")
