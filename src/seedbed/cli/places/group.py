"""``seedbed places``: choose and profile a neighbourhood."""

from __future__ import annotations

import click

from seedbed.cli.places.choose import choose
from seedbed.cli.places.profile import profile
from seedbed.cli.places.screen import screen


@click.group()
def places() -> None:
    """Choose and profile a neighbourhood."""


places.add_command(screen)
places.add_command(choose)
places.add_command(profile)
