"""``seedbed equity slope``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import check_files, confidence_option, give, result_options, table_argument


@click.command()
@table_argument
@click.option(
    "--method",
    type=click.Choice(["phe", "who"]),
    default="phe",
    show_default=True,
    help="Convention: phe (straight line, as in Fingertips) or who (regression on rank, as in HEAT). They differ.",
)
@click.option(
    "--value-type",
    type=click.Choice(["mean", "rate", "proportion"]),
    default="mean",
    show_default=True,
    help="What the values are; rates and proportions err on the log and logit scale.",
)
@click.option("--multiplicative", is_flag=True, help="phe: draw the line on the log (rates) or logit scale.")
@click.option("--negative-polarity", is_flag=True, help="Much of it is bad: turn the direction, invert the ratio.")
@click.option(
    "--multiplier",
    type=float,
    default=1.0,
    show_default=True,
    help="Multiply the slope index; below 0 it also turns the direction round, as --negative-polarity does.",
)
@click.option("--scale", type=click.Choice(["linear", "log", "logit"]), help="who: scale of the regression.")
@click.option(
    "--per",
    type=float,
    metavar="N",
    help="who: rates are per N, and are put on the logit scale, as healthequal does with its indicator scale.",
)
@click.option(
    "--limits",
    type=click.Choice(["robust", "sampling"]),
    default="robust",
    show_default=True,
    help="who: limits from the groups' scatter about the curve (as published) or from their standard errors.",
)
@click.option(
    "--weights",
    "weighting",
    type=click.Choice(["published", "population"]),
    default="published",
    show_default=True,
    help="who: weigh groups as healthequal 1.0.1 does, or plainly by population.",
)
@click.option(
    "--unit",
    type=click.Choice(["auto", "share", "percent"]),
    default="auto",
    show_default=True,
    help="Proportions are shares of 1 or per cent; auto takes them for per cent if any is above 1.",
)
@click.option(
    "--se-scale",
    "error_scale",
    type=click.Choice(["value", "transformed"]),
    help="Column se: of the values, or of their logarithms or log odds. Left out, judged by size and said.",
)
@click.option(
    "--limits-confidence",
    type=float,
    default=0.95,
    show_default=True,
    help="Two-sided confidence of ci_low and ci_high in the table.",
)
@confidence_option
@click.option("--draws", type=int, default=100_000, show_default=True, help="Simulations, where limits are simulated.")
@click.option("--seed", type=int, default=20_130_401, show_default=True, help="Where simulations start.")
@result_options
def slope(table: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Work out the slope and relative index of inequality of each set of groups in TABLE.

    TABLE has the columns rank (1 = most disadvantaged), population, value, and se or ci_low and ci_high; a column set
    names the sets. Proportions may be given as a count of people in place of value.
    """
    check_files(files)
    from seedbed.cli.output import progress_bar
    from seedbed.reports.equity.slope_result import slope_result
    from seedbed.workflows.equity import slope as workflow

    with progress_bar() as progress:
        progress(0, 1, "Working out slope indices")
        document = workflow.slope(table, workflow.SlopeOptions(**options), progress)
    give(document, lambda: slope_result(document), files, as_json=as_json)
