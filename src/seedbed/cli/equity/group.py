"""``seedbed equity``: rates, gaps and slopes between groups, and disclosure control."""

from __future__ import annotations

import click

from seedbed.cli.equity.concentration import concentration_command
from seedbed.cli.equity.dcea import dcea_command
from seedbed.cli.equity.funnel import funnel_command
from seedbed.cli.equity.gaps import gaps_command
from seedbed.cli.equity.life_expectancy import life_expectancy_command
from seedbed.cli.equity.quantiles import quantiles_command
from seedbed.cli.equity.rates import rates_command
from seedbed.cli.equity.slope import slope
from seedbed.cli.equity.spread import spread_command
from seedbed.cli.equity.suppress import suppress_command


@click.group()
def equity() -> None:
    """Measure inequality between groups, how sure that is, and hide what could point to someone."""


equity.add_command(dcea_command)
equity.add_command(life_expectancy_command)
equity.add_command(slope)
equity.add_command(suppress_command)
equity.add_command(quantiles_command)
equity.add_command(rates_command)
equity.add_command(funnel_command)
equity.add_command(gaps_command)
equity.add_command(concentration_command)
equity.add_command(spread_command)
