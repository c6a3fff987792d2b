"""``seedbed systems measure``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import check_files, give, result_options
from seedbed.cli.systems.options import map_argument

SEED = "Where the search for communities starts; another may divide the map otherwise."


@click.command("measure")
@map_argument
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help=SEED)
@result_options
def measure_command(map_file: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Measure each factor's place on a system map: its links, leverage, betweenness, and community.

    MAP is a map's file. Leverage is outgoing over incoming links, and undefined where none comes in.
    """
    from seedbed.reports.systems.measure_result import measure_result
    from seedbed.workflows.systems.measure import measure_map

    check_files(files)
    document = measure_map(map_file, **options)
    give(document, lambda: measure_result(document), files, as_json=as_json)
