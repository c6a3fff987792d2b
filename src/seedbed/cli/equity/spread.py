"""``seedbed equity spread``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import DRAWS, check_files, confidence_option, give, result_options, table_argument

INTERVALS = ["linearised", "percentile", "bias-corrected", "none"]
AVERSIONS = "Aversion to inequality of Atkinson's index, above 0. May be given more than once.  [default: 0.5, 1, 2]"
KOLM = "Aversion of Kolm's index, per unit of the values. May be given more than once."
ORDERS = (
    "Order of generalised entropy; 0 is mean log deviation, 1 Theil's T. May be given more than once.  [default: 2]"
)


class SeveralNumbers(click.Command):
    """A command whose options of numbers also take several after one name: --aversion 0.5 1 2."""

    several = ("--aversion", "--kolm", "--order")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the name of such an option before each number that follows."""
        spread_out: list[str] = []
        name = ""
        for place, word in enumerate(args):
            if word in self.several:
                name = word
                continue
            if name and (_is_number(word) or args[place - 1] == name):
                spread_out += [name, word]
                continue
            name = ""
            spread_out.append(word)
        if args and args[-1] in self.several:
            spread_out.append(args[-1])
        return super().parse_args(ctx, spread_out)


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


@click.command("spread", cls=SeveralNumbers)
@table_argument
@click.option("--aversion", "aversions", type=float, multiple=True, default=(0.5, 1.0, 2.0), help=AVERSIONS)
@click.option("--kolm", type=float, multiple=True, help=KOLM)
@click.option("--order", "orders", type=float, multiple=True, default=(2.0,), help=ORDERS)
@click.option("--by", default="", help="Column of groups to split the spread by; left out, the column group if any.")
@click.option(
    "--interval",
    type=click.Choice(INTERVALS),
    default="linearised",
    show_default=True,
    help="Limits: linearised counts weights, strata and clusters; the others draw the sample again.",
)
@click.option("--bootstraps", type=DRAWS, default=0, help="Draw the sample this many times: bias-corrected limits.")
@click.option("--seed", type=int, default=20_130_401, show_default=True, help="Where draws start.")
@confidence_option
@result_options
def spread_command(table: Path, files: tuple[Path, ...], *, as_json: bool, **options: Any) -> None:
    """Say how unequally something is spread over the people or groups of TABLE.

    TABLE has a row for each person with the column value and, if need be, weight, group, stratum and cluster; or a row
    for each group with value and population. A column set names the sets.
    """
    check_files(files)
    from seedbed.reports.equity.spread_result import spread_result
    from seedbed.workflows.equity.spread import measure_spread
    from seedbed.workflows.equity.spread_sets import SpreadOptions

    document = measure_spread(table, SpreadOptions(**options))
    give(document, lambda: spread_result(document), files, as_json=as_json)
