"""``seedbed voices``: who was heard, and how far coders agree."""

from __future__ import annotations

import click


@click.group()
def voices() -> None:
    """See who was heard beside who lives here, and how far people who code agree."""
