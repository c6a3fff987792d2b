"""``seedbed equity funnel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from seedbed.cli.results import check_files, give, result_options, table_argument

if TYPE_CHECKING:
    from seedbed.analysis.equity.funnel import Kind

KIND = "Of people with a characteristic, or of events."
MULTIPLIER = "Figures are per so many people.  [default: 100 for proportion, 100000 for rate]"
BASELINE = "Figure to compare with, in the unit of the multiplier; without it, that of all sets together."


@click.command("funnel")
@table_argument
@click.option("--kind", type=click.Choice(("proportion", "rate")), default="proportion", show_default=True, help=KIND)
@click.option("--multiplier", type=float, default=None, metavar="N", help=MULTIPLIER)
@click.option("--baseline", type=float, default=None, metavar="FIGURE", help=BASELINE)
@result_options
def funnel_command(
    table: Path,
    kind: str,
    multiplier: float | None,
    baseline: float | None,
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Show which sets differ from what all have in common by more than chance, with 95% and 99.8% limits.

    TABLE has the columns set, numerator and denominator; rows of the same set are added up.
    """
    check_files(files)
    from seedbed.reports.equity.funnel_result import funnel_result
    from seedbed.workflows.equity.funnel import FunnelOptions, funnel_of_table

    document = funnel_of_table(table, FunnelOptions(cast("Kind", kind), multiplier, baseline))
    give(document, lambda: funnel_result(document), files, as_json=as_json)
