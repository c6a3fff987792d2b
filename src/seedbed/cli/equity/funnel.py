"""``seedbed equity funnel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from seedbed.cli.results import check_files, give, publish_option, result_options, table_argument

if TYPE_CHECKING:
    from seedbed.reports.equity.funnel_documents import FunnelKind

KINDS = ("proportion", "rate", "ratio", "dsr")
KIND = (
    "proportion: of people with a characteristic; rate: of events; ratio: observed over expected events (SMR); dsr: "
    "directly standardised rates."
)
MULTIPLIER = "Figures are per so many people.  [default: 100 for proportion and ratio, 100000 for rate and dsr]"
BASELINE = (
    "Figure to compare with, in the unit of the multiplier; without it, that of all sets together, of ratios as many "
    "events as expected."
)


@click.command("funnel")
@table_argument
@click.option("--kind", type=click.Choice(KINDS), default="proportion", show_default=True, help=KIND)
@click.option("--multiplier", type=float, default=None, metavar="N", help=MULTIPLIER)
@click.option("--baseline", type=float, default=None, metavar="FIGURE", help=BASELINE)
@publish_option
@result_options
def funnel_command(  # noqa: PLR0913 - one option each
    table: Path,
    kind: str,
    multiplier: float | None,
    baseline: float | None,
    files: tuple[Path, ...],
    as_json: bool,
    *,
    publish: bool,
) -> None:
    """Show which sets differ from what all have in common by more than chance, with 95% and 99.8% limits.

    TABLE has the columns set, numerator and denominator; rows of the same set are added up. Of ratios the denominator
    is the events expected (column denominator or expected); of directly standardised rates TABLE has set, numerator
    (events) and rate.
    """
    check_files(files)
    from seedbed.reports.equity.funnel_result import funnel_result
    from seedbed.workflows.equity.funnel import FunnelOptions, funnel_of_table

    document = funnel_of_table(table, FunnelOptions(cast("FunnelKind", kind), multiplier, baseline, publish))
    give(document, lambda: funnel_result(document), files, as_json=as_json)
