"""``seedbed equity``: rates, gaps and slopes between groups, and disclosure control."""

from __future__ import annotations

import click


@click.group()
def equity() -> None:
    """Measure inequality between groups, how sure that is, and hide what could point to someone."""
