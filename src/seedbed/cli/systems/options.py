"""Options that commands on system maps share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from seedbed.cli.results import FILE

Command = TypeVar("Command", bound=Callable[..., Any])


def map_argument(command: Command) -> Command:
    """Give a command its map, and ``--format`` to say what it is."""
    command = click.option("--format", "format", help="Format of the map; without it, that of the file's ending.")(
        command
    )
    return click.argument("map_file", metavar="MAP", type=FILE)(command)
