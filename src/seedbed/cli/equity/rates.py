"""``seedbed equity rates``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from seedbed.cli.results import check_files, confidence_option, give, publish_option, result_options, table_argument

if TYPE_CHECKING:
    from seedbed.reports.equity.rates_documents import Kind

KINDS = ("crude", "proportion", "dsr", "isr", "smr", "mean")
METHODS = ("usual", "wilson", "exact", "byar", "dobson", "t")
KIND = "dsr: directly, isr: indirectly standardised rate, smr: indirectly standardised ratio."
METHOD = "Interval. Usual: wilson (proportion); exact under 10 events, else byar (crude, isr, smr); dobson (dsr)."
MULTIPLIER = "Figures are per so many people.  [default: 100000 for crude, dsr and isr, else 1]"


@click.command("rates")
@table_argument
@click.option("--kind", type=click.Choice(KINDS), default="crude", show_default=True, help=KIND)
@click.option("--method", type=click.Choice(METHODS), default="usual", show_default=True, help=METHOD)
@click.option("--multiplier", type=float, default=None, metavar="N", help=MULTIPLIER)
@confidence_option
@publish_option
@result_options
def rates_command(  # noqa: PLR0913, PLR0917 - one option each
    table: Path,
    kind: str,
    method: str,
    multiplier: float | None,
    confidence: float,
    files: tuple[Path, ...],
    as_json: bool,
    *,
    publish: bool,
) -> None:
    """Work out rates, proportions or means of the sets of a table, with intervals.

    TABLE has the columns set, numerator and denominator; rows of the same set are added up. Standardised: one row a set
    and age_band. dsr: standard_population (else the European Standard Population 2013), and squared_events or f1, f2
    ... (people with one event, two ...) where people have several. isr, smr: reference_numerator and
    reference_denominator (else all sets together). mean: set and value.
    """
    check_files(files)
    from seedbed.reports.equity.rates_result import rates_result
    from seedbed.workflows.equity.rate_parts import RatesOptions
    from seedbed.workflows.equity.rates import rates

    document = rates(table, RatesOptions(cast("Kind", kind), method, multiplier, confidence, publish))
    give(document, lambda: rates_result(document), files, as_json=as_json)
