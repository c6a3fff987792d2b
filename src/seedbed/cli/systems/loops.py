"""``seedbed systems loops``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import check_files, give, result_options
from seedbed.cli.systems.options import map_argument

POLARITIES = click.Choice(["reinforcing", "balancing", "undetermined"])


@click.command("loops")
@map_argument
@click.option("--max-length", type=int, default=12, show_default=True, help="Most links of a loop, 1 to 60.")
@click.option("--most", type=int, default=1_000_000, show_default=True, help="Most loops listed; all are counted.")
@click.option("--through", multiple=True, metavar="FACTOR", help="Only loops that pass this factor; may be repeated.")
@click.option("--polarity", type=POLARITIES, help="Only loops of this polarity.")
@click.option(
    "--rank",
    type=click.Choice(["shortest", "strongest", "told"]),
    default="shortest",
    show_default=True,
    help="What comes first: the fewest links, the largest product of strengths, or the best told least told link.",
)
@result_options
def loops_command(
    map_file: Path, polarity: str | None, files: tuple[Path, ...], *, as_json: bool, **options: Any
) -> None:
    """Find the feedback loops of a system map: which way each works, and which factors they pass.

    MAP is a map's file; the plainest is a table with the columns cause and effect, and where known polarity (same,
    opposite, uncertain) and strength (weak, medium, strong, or a number up to 1).
    """
    from seedbed.analysis.systems.loops import LoopPolarity
    from seedbed.reports.systems.loops_result import loops_result
    from seedbed.workflows.systems.loops import LoopsChoice, find_feedback

    check_files(files)
    wanted = LoopPolarity(polarity) if polarity else None
    document = find_feedback(map_file, LoopsChoice(polarity=wanted, **options))
    give(document, lambda: loops_result(document), files, as_json=as_json)
