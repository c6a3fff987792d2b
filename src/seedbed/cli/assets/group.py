"""``seedbed assets``: what people build on, and who can reach it."""

from __future__ import annotations

import click


@click.group()
def assets() -> None:
    """Bring assets in and out, and say who can reach them."""
