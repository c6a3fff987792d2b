"""``seedbed equity concentration``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import DRAWS, check_files, confidence_option, give, result_options, table_argument

KINDS = ["all", "standard", "generalised", "erreygers", "wagstaff", "extended", "achievement"]
INTERVALS = ["linearised", "regression", "regression-hc1", "percentile", "bias-corrected", "none"]


@click.command("concentration")
@table_argument
@click.option("--kind", type=click.Choice(KINDS), default="all", show_default=True, help="Which index.")
@click.option(
    "--bounds",
    type=(float, float),
    help="Least and greatest value there can be, such as 0 1 or 0 100; left out, those seen.",
)
@click.option(
    "--aversion",
    type=float,
    default=2.0,
    show_default=True,
    help="Of the extended index, more than 1: how much more the worse off weigh; 2 is the standard index.",
)
@click.option(
    "--rank-high",
    type=click.Choice(["better", "worse"]),
    default="better",
    show_default=True,
    help="A high rank is better off (income; fifths with 1 the most deprived) or worse off (a deprivation score).",
)
@click.option(
    "--interval",
    type=click.Choice(INTERVALS),
    default="linearised",
    show_default=True,
    help="linearised counts weights, strata, clusters and the error of ranks; regression is what other tools give.",
)
@click.option("--bootstraps", type=DRAWS, default=0, help="Draw the sample this many times: percentile limits.")
@click.option("--seed", type=int, default=20_130_401, show_default=True, help="Where draws start.")
@confidence_option
@result_options
def concentration_command(table: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Say how far something is concentrated among the better or the worse off in TABLE.

    TABLE has a row for each person with the columns rank (living standard), value and, if need be, weight, stratum and
    cluster; or a row for each group with rank (1 = most disadvantaged), value, population and, if known, se. A column
    set names the sets.
    """
    check_files(files)
    from seedbed.reports.equity.concentration_result import concentration_result
    from seedbed.workflows.equity.concentration import ConcentrationOptions, measure_concentration

    document = measure_concentration(table, ConcentrationOptions(**options))
    give(document, lambda: concentration_result(document), files, as_json=as_json)
