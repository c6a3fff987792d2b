"""``seedbed demo``: the invented town's story, shown in the browser; or the first step on a real place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from seedbed.cli.output import progress_bar, say
from seedbed.cli.showing import Site, opened, show_site, stop_when_told
from seedbed.errors import UsageError


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on; 0 takes any. Without it: from 8765.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the site, or the pages, in this folder.")
@click.option("--data", type=click.Path(path_type=Path), help="A built pack of England, for pages of a real place.")
@click.option("--place", metavar="old-ford|kings-heath", help="The real place to show; needs --data.")
def demo(port: int | None, *, no_browser: bool, folder: Path | None, data: Path | None, place: str | None) -> None:
    """Follow the story of an invented town on a site of its own, until Ctrl-C; or choose and profile a real place.

    Without --folder everything is removed at the end. A real site on this computer is never touched.
    """
    if (data is None) != (place is None):
        raise UsageError(
            "A real place needs both --data and --place.",
            f"{'--place' if place is None else '--data'} was not given.",
            "Give both for a real place, or neither for the invented town.",
        )
    stop_when_told()
    with _workplace(folder) as inside:
        if data is None or place is None:
            say(f"Kept in {folder}." if folder else "All you do there is removed at the end; --folder FOLDER keeps it.")
            _show_story(inside, port, no_browser=no_browser)
        else:
            _show_pages(inside, data, place, port, no_browser=no_browser)


def _show_story(folder: Path, port: int | None, *, no_browser: bool) -> None:
    from seedbed.web.config.ports import THIS_COMPUTER, open_port
    from seedbed.web.config.processes import check_folder_of_demonstration, check_installed, environ_of_demonstration

    check_installed()
    check_folder_of_demonstration(folder)
    with open_port(THIS_COMPUTER, port) as listening:
        site = Site("The demo", environ_of_demonstration(os.environ, folder))
        show_site(listening, site, no_browser=no_browser)


def _show_pages(folder: Path, data: Path, place: str, port: int | None, *, no_browser: bool) -> None:
    from seedbed.workflows.demo.run import make_real_demo
    from seedbed.workflows.demo.server import open_server

    with progress_bar() as progress:
        pages = make_real_demo(folder, data, place, progress)
    with open_server(pages, port) as server:
        click.echo(f"The demo is at {server.address}")
        say("Press Ctrl-C to stop.")
        if not no_browser and not opened(server.address):
            say("No browser was found: open the address yourself.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Stopped.")


@contextmanager
def _workplace(folder: Path | None) -> Iterator[Path]:
    """Give the folder asked for, or one that is removed afterwards."""
    if folder is not None:
        yield folder
        return
    # Windows removes no file that anything still has open; what is left there is a demonstration alone.
    with tempfile.TemporaryDirectory(prefix="seedbed-demo-", ignore_cleanup_errors=os.name == "nt") as temporary:
        yield Path(temporary) / "demo"
