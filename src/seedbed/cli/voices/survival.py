"""``seedbed voices survival``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import DRAWS, FILE, check_files, confidence_option, give, result_options

MEANINGS = click.Choice(["reached", "own"])


@click.command("survival")
@click.argument("items", type=FILE)
@click.argument("benchmark", type=FILE)
@click.option("--stages", help="Names of the stages in order, with commas between; usually heard to benefited.")
@click.option(
    "--stage-means",
    type=MEANINGS,
    default="reached",
    show_default=True,
    help="reached: an item counts at every stage up to its own; own: at its own stage alone.",
)
@click.option(
    "--resamples", type=DRAWS, default=1000, show_default=True, help="Times that contributors are drawn again."
)
@confidence_option
@result_options
def survival_command(
    items: Path, benchmark: Path, stages: str | None, files: tuple[Path, ...], *, as_json: bool, **options: Any
) -> None:
    """See whose concerns survive from being heard to being acted on.

    ITEMS has the columns item, contributor, group and stage, one row a contributor of an item: the stage is the
    furthest it reached (heard, theme, factor, priority, decision, funded, delivered, benefited). BENCHMARK has group
    and count (or share). An empty group means that the person gave no card, an empty contributor that the item came
    from figures or professionals. Groups under ten people are hidden.
    """
    from seedbed.reports.voices.survival_result import survival_result
    from seedbed.workflows.voices.survival import SurvivalChoice, survival

    check_files(files)
    named = tuple(name.strip() for name in stages.split(",") if name.strip()) if stages else None
    document = survival(items, benchmark, SurvivalChoice(stages=named, **options))
    give(document, lambda: survival_result(document), files, as_json=as_json)
