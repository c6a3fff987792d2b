"""``seedbed systems``: loops, questions, measures, what-ifs, comparisons and exchange of system maps."""

from __future__ import annotations

import click

from seedbed.cli.systems.ask import ask_command
from seedbed.cli.systems.compare import compare_command
from seedbed.cli.systems.convert import convert_command
from seedbed.cli.systems.loops import loops_command
from seedbed.cli.systems.measure import measure_command
from seedbed.cli.systems.simulate import simulate_command


@click.group()
def systems() -> None:
    """Read what a system map says: loops, answers to questions, measures, what-ifs; compare maps; exchange them."""


systems.add_command(loops_command)
systems.add_command(ask_command)
systems.add_command(measure_command)
systems.add_command(simulate_command)
systems.add_command(compare_command)
systems.add_command(convert_command)
