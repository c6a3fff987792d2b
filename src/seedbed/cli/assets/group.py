"""``seedbed assets``: what people build on, and who can reach it."""

from __future__ import annotations

import click

from seedbed.cli.assets.convert import convert
from seedbed.cli.assets.duplicates import duplicates_command
from seedbed.cli.assets.import_ import import_command
from seedbed.cli.assets.reach import reach_command
from seedbed.cli.assets.validate import validate_command


@click.group()
def assets() -> None:
    """Bring assets in and out, and say who can reach them."""


assets.add_command(reach_command)
assets.add_command(import_command)
assets.add_command(convert)
assets.add_command(validate_command)
assets.add_command(duplicates_command)
