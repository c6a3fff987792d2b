"""``seedbed demo``: the main job, shown in the browser."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from seedbed.cli.output import ProgressBar, progress_bar, say
from seedbed.errors import UsageError

if TYPE_CHECKING:
    from seedbed.workflows.demo.server import PagesServer


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), help="Port to listen on; 0 takes any. Without it: from 8765.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the pack and pages in this folder.")
@click.option("--data", type=click.Path(path_type=Path), help="A built pack of England, for a real place.")
@click.option("--place", metavar="old-ford|kings-heath", help="The real place to show; needs --data.")
def demo(port: int | None, *, no_browser: bool, folder: Path | None, data: Path | None, place: str | None) -> None:
    """Choose and profile a neighbourhood of an invented town, shown in the browser until Ctrl-C."""
    if (data is None) != (place is None):
        raise UsageError(
            "A real place needs both --data and --place.",
            f"{'--place' if place is None else '--data'} was not given.",
            "Give both for a real place, or neither for the invented town.",
        )
    _stop_when_told()
    with _workplace(folder) as inside:
        with progress_bar() as progress:
            pages = _make(inside, data, place, progress)
        _show(pages, port, no_browser=no_browser)


def _make(folder: Path, data: Path | None, place: str | None, progress: ProgressBar) -> Path:
    from seedbed.workflows.demo.run import make_real_demo, make_town_demo

    if data is None or place is None:
        return make_town_demo(folder, progress)
    return make_real_demo(folder, data, place, progress)


@contextmanager
def _workplace(folder: Path | None) -> Iterator[Path]:
    """Give the folder asked for, or one that is removed afterwards."""
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="seedbed-demo-") as temporary:
        yield Path(temporary) / "demo"


def _stop_when_told() -> None:
    """Treat a request to end as Ctrl-C, so that the folder is tidied up.

    Ctrl-C itself is set too, because shells start background commands with it switched off.
    """

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


def _show(pages: Path, port: int | None, *, no_browser: bool) -> None:
    from seedbed.workflows.demo.server import open_server

    with open_server(pages, port) as server:
        click.echo(f"The demo is at {server.address}")
        say("Press Ctrl-C to stop.")
        if not no_browser and not _opened(server):
            say("No browser was found: open the address yourself.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Stopped.")


def _opened(server: PagesServer) -> bool:
    """Open the first page; False where there is no screen or no browser. A browser in the terminal would hide us."""
    unseen = sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if unseen:
        return False
    try:
        return webbrowser.open(server.address)
    except webbrowser.Error:
        return False
