"""``seedbed systems simulate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import FILE, check_files, confidence_option, give, result_options
from seedbed.cli.systems.options import map_argument

RULES = click.Choice(["kosko", "modified", "rescaled"])
SQUASHES = click.Choice(["sigmoid", "tanh", "bivalent", "trivalent"])
DRAWS = click.IntRange(0, 100_000)
REST = "First value of all other factors; without it 0, or 0.5 (not known) by the rescaled rule."


@click.command("simulate")
@map_argument
@click.option("--rule", type=RULES, default="modified", show_default=True, help="How a factor takes up what causes it.")
@click.option("--squash", type=SQUASHES, default="sigmoid", show_default=True, help="How a sum becomes a value.")
@click.option("--steepness", type=float, default=1.0, show_default=True, help="Of the sigmoid or tanh.")
@click.option("--start", multiple=True, metavar="FACTOR=VALUE", help="First value of a factor; may be repeated.")
@click.option("--set", "hold", multiple=True, metavar="FACTOR=VALUE", help="Hold a factor there; may be repeated.")
@click.option("--rest", type=float, help=REST)
@click.option("--tolerance", type=float, default=0.001, show_default=True, help="Steady below this change a step.")
@click.option("--most-steps", type=int, default=1000, show_default=True, help="Steps after which it is given up.")
@click.option("--draws", type=DRAWS, default=0, show_default=True, help="Draw uncertain weights so often; 2,000 serve.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where the draws start.")
@click.option("--people", type=FILE, help="Table of weights that people gave: person, cause, effect, weight (-1 to 1).")
@confidence_option
@result_options
def simulate_command(map_file: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Play a what-if through a system map: which factors would move if others were held. Not a forecast.

    MAP is a map's file. With --set, the answer stands beside the same map left alone; with --draws, weights are drawn
    again and again, and every change has an interval and the links that matter most to it.
    """
    from seedbed.reports.systems.simulate_result import simulate_result
    from seedbed.workflows.systems.simulate import SimulateChoice, play_what_if

    check_files(files)
    document = play_what_if(map_file, SimulateChoice(**options))
    give(document, lambda: simulate_result(document), files, as_json=as_json)
