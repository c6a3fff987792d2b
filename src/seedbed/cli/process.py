"""``seedbed process``: one process of a site that runs several, each watched by itself."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from seedbed.cli.output import progress_bar, say
from seedbed.errors import MissingDataError

if TYPE_CHECKING:
    from seedbed.web.config.environment import Environment

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")


def _port(usual: int) -> Callable[[Any], Any]:
    return click.option("--port", type=click.IntRange(1, 65_535), default=usual, show_default=True)


@click.group()
def process() -> None:
    """Run one process of a site: for production, where each is watched by itself.

    `seedbed serve` runs all that a small site needs. A larger one has a PostgreSQL database, a web server in front,
    `prepare` once at each start, several `pages`, one `live` and one or more `worker`; see "Run a site".
    """


@process.command()
def prepare() -> None:
    """Bring the tables up to date and print the address that lets the owner in; then end."""
    _environment()
    from seedbed.web.config.environment import read_environment
    from seedbed.web.config.mailing import site_root
    from seedbed.web.config.processes import prepare as prepare_site

    with progress_bar() as progress:
        path = prepare_site(os.environ, progress)
    click.echo(f"Seedbed is ready at {site_root(read_environment(os.environ))}{path}")


@process.command()
@HOST
@_port(8000)
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="How many answer.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads of each.")
def pages(host: str, port: int, processes: int, threads: int) -> None:
    """Answer pages, in several processes."""
    environment = _environment(host)
    try:
        from seedbed.web.config.pages_process import serve_pages
    except ImportError as error:
        raise MissingDataError(
            "Pages cannot be answered by several processes.",
            f"It needs {error.name}, which seedbed[web] alone does not bring.",
            'Run: pip install "seedbed[web,production]"',
        ) from error
    from seedbed.web.config.ports import in_address

    serve_pages(environment, f"{in_address(host)}:{port}", processes, threads)


@process.command()
@HOST
@_port(8001)
def live(host: str, port: int) -> None:
    """Answer what several people edit at once, all below /live/: one process alone, for it lives in its memory."""
    _environment(host)
    from seedbed.web.config.handed_over import Place
    from seedbed.web.config.web_process import serve_here

    with suppress(KeyboardInterrupt):  # the server ends well, then hands on the wish to end
        serve_here(Place(None, host, port))


@process.command()
@click.option("--name", help="Lasting name, for what was left half done; that of this computer if not said.")
def worker(name: str | None) -> None:
    """Do the long work that waits, and what is done again and again."""
    _environment()
    from seedbed.web.config.worker_process import work

    work(name or f"{socket.gethostname()[:60]}-1")


def _environment(host: str | None = None) -> Environment:
    """Return the settings, if a process may start with them; ``host`` is where it will listen."""
    from seedbed.web.config.processes import check_installed

    check_installed()
    from seedbed.web.config.environment import check_ready_for_others, database_settings, read_environment
    from seedbed.web.config.ports import is_this_computer_alone

    environment = read_environment(os.environ)
    database_settings(environment)
    if host is not None and not is_this_computer_alone(host):
        check_ready_for_others(environment)
    if not environment.database:
        say("DATABASE_URL is not set: on SQLite, all processes must see the same data folder of the same disk.")
    return environment
