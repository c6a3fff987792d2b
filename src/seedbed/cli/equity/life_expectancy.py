"""``seedbed equity life-expectancy``."""

from __future__ import annotations

from pathlib import Path

import click

from seedbed.cli.results import check_files, confidence_option, give, publish_option, result_options, table_argument

QUALITY = "Column to weight years by, 0 to 1: share in good health, or quality of life. COLUMN_se: its standard error."
INFANT = "Part of the band from birth that is lived by those who die in it."
LAST = "Years of the last age band, if it is closed (15 for York's 85 to 99); otherwise it is open."


@click.command("life-expectancy")
@table_argument
@click.option("--quality", metavar="COLUMN", default=None, help=QUALITY)
@click.option("--infant-factor", type=float, default=0.1, show_default=True, help=INFANT)
@click.option("--last-width", type=float, default=None, metavar="YEARS", help=LAST)
@confidence_option
@publish_option
@result_options
def life_expectancy_command(  # noqa: PLR0913, PLR0917 - one option each
    table: Path,
    quality: str | None,
    infant_factor: float,
    last_width: float | None,
    confidence: float,
    files: tuple[Path, ...],
    as_json: bool,
    *,
    publish: bool,
) -> None:
    """Work out years of life ahead with limits, from deaths and people by age.

    TABLE has the columns set (optional), age_start, deaths (or mortality_rate) and population (person-years). Chiang's
    method; the last age band is open.
    """
    check_files(files)
    from seedbed.analysis.equity.life_tables import LifeTableRules
    from seedbed.reports.equity.life_expectancy_result import life_expectancy_result
    from seedbed.workflows.equity.life_expectancy import life_expectancies

    document = life_expectancies(table, quality, LifeTableRules(infant_factor, last_width), confidence, publish=publish)
    give(document, lambda: life_expectancy_result(document), files, as_json=as_json)
