"""``seedbed equity gaps``."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.results import check_files, confidence_option, give, result_options, table_argument

MEASURE = "Measure wanted, by its short name (d, r, par, bgv, ti, ...); may be given more than once. Without it, all."
REFERENCE = "Name of the reference group; without it, the one the table marks."
ADVERSE = "Less is better (deaths, smoking), unless the table's favourable_indicator says."
ORDERED = "Whether groups are ordered by rank; without it, what the table says."
DRAWS = "Simulations behind each simulated limit."
CORRECT = "Work out corrected limits; without it, for up to 2,000 sets."
CORRELATION = "Correlation between the estimates of two dates; 0 for independent samples."
HEAT_OUT = "Write the groups as a HEAT Plus table (.csv or .xlsx)."


@click.command("gaps")
@table_argument
@click.option("--measure", "measures", multiple=True, metavar="NAME", help=MEASURE)
@click.option("--reference", metavar="GROUP", default=None, help=REFERENCE)
@click.option("--adverse", is_flag=True, help=ADVERSE)
@click.option("--ordered/--not-ordered", default=None, help=ORDERED)
@click.option("--draws", type=int, default=1000, show_default=True, help=DRAWS)
@click.option("--seed", type=int, default=20_130_401, show_default=True, help="Seed of the simulations.")
@click.option("--correct/--no-correct", default=None, help=CORRECT)
@click.option("--correlation", type=float, default=0.0, show_default=True, help=CORRELATION)
@click.option("--heat-out", type=click.Path(path_type=Path), default=None, help=HEAT_OUT)
@confidence_option
@result_options
def gaps_command(  # noqa: PLR0913, PLR0917 - one option each
    table: Path,
    measures: tuple[str, ...],
    reference: str | None,
    adverse: bool,
    ordered: bool | None,
    draws: int,
    seed: int,
    correct: bool | None,
    correlation: float,
    heat_out: Path | None,
    confidence: float,
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Measure the gaps between groups with WHO's summary measures, and how they change.

    TABLE has one row a group: the columns of WHO's HEAT Plus (setting, date, indicator_name, dimension, subgroup,
    estimate, se or ci_lb and ci_ub, population, ...) or ours (set, date, group, value, se or ci_low and ci_high,
    population, rank).
    """
    check_files(files)
    from seedbed.reports.equity.gaps_result import gaps_result
    from seedbed.workflows.equity.gaps import GapOptions, gaps

    asked = GapOptions(measures, reference, adverse, ordered, draws, seed, confidence, correct, correlation)
    document = gaps(table, asked, heat_out)
    give(document, lambda: gaps_result(document), files, as_json=as_json)
