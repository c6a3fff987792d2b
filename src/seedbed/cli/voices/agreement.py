"""``seedbed voices agreement``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from seedbed.cli.results import DRAWS, FILE, check_files, confidence_option, give, result_options

METRICS = click.Choice(["nominal", "ordinal", "interval", "ratio"])
METRIC = "What the values are: names, an order, numbers, or numbers from a true zero."


@click.command("agreement")
@click.argument("codings", type=FILE)
@click.option("--metric", type=METRICS, default="nominal", show_default=True, help=METRIC)
@click.option("--order", help="All values there are, lowest first, with commas between: low,middle,high.")
@click.option(
    "--several",
    type=click.Choice(["masi", "jaccard"]),
    help="A coder may give a unit several codes, one row each: how alike two sets of codes are.",
)
@click.option("--bootstraps", type=DRAWS, default=1000, show_default=True, help="How often units are drawn again.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Where the draws start.")
@confidence_option
@result_options
def agreement_command(
    codings: Path, order: str | None, files: tuple[Path, ...], *, as_json: bool, **options: Any
) -> None:
    """Measure how far people who code the same units agree.

    CODINGS has the columns unit, coder and value, one coding a row; a coder may have left units out. Gives percent
    agreement, Krippendorff's alpha, Fleiss' and (of two coders) Cohen's kappa, Gwet's AC1 and AC2, each with limits,
    then agreement on each code, between every two coders, and which codes are taken for each other.
    """
    from seedbed.reports.voices.agreement_result import agreement_result
    from seedbed.workflows.voices.agreement import AgreementChoice, measure_agreement

    check_files(files)
    values = tuple(part.strip() for part in order.split(",")) if order is not None else None
    document = measure_agreement(codings, AgreementChoice(order=values, **options))
    give(document, lambda: agreement_result(document), files, as_json=as_json)
