"""``seedbed assets``: what people build on, and who can reach it."""

from __future__ import annotations

import click

from seedbed.cli.assets.reach import reach_command


@click.group()
def assets() -> None:
    """Bring assets in and out, and say who can reach them."""


assets.add_command(reach_command)
