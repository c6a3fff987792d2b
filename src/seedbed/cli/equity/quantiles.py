"""``seedbed equity quantiles``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from seedbed.cli.results import check_files, give, result_options, table_argument

if TYPE_CHECKING:
    from seedbed.analysis.equity.quantile_groups import Rule
    from seedbed.analysis.equity.quantiles import End

GROUPS = "How many groups: 10 for tenths, 5 for fifths."
FIRST = "Which values are in group 1: the highest (a deprivation score) or the lowest (a rank, income)."
RULE = (
    "Where borders fall: phe (as in Fingertips), indices (as in the English Indices of Deprivation), or population "
    "(groups of like numbers of people)."
)
BY = "Column that makes the sets; may be given again.  [default: set, if there is one]"


@click.command("quantiles")
@table_argument
@click.option("--groups", type=int, default=10, show_default=True, help=GROUPS)
@click.option("--first", type=click.Choice(("highest", "lowest")), default="highest", show_default=True, help=FIRST)
@click.option(
    "--rule", type=click.Choice(("phe", "indices", "population")), default="phe", show_default=True, help=RULE
)
@click.option("--value", default="value", show_default=True, metavar="COLUMN", help="Column of the values.")
@click.option("--by", multiple=True, metavar="COLUMN", help=BY)
@result_options
def quantiles_command(  # noqa: PLR0913, PLR0917 - one option each
    table: Path,
    groups: int,
    first: str,
    rule: str,
    value: str,
    by: tuple[str, ...],
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Say which tenth, fifth or other group each row of TABLE falls in.

    TABLE has the column value and, if need be, name, set (each set is cut by itself) and population.
    """
    check_files(files)
    from seedbed.reports.equity.quantiles_result import quantiles_result
    from seedbed.workflows.equity.quantiles import QuantilesOptions, quantiles_of_table

    options = QuantilesOptions(groups, cast("End", first), cast("Rule", rule), value, by)
    document = quantiles_of_table(table, options)
    give(document, lambda: quantiles_result(document), files, as_json=as_json)
