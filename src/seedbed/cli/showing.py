"""Showing a site: its processes run, its address is printed, a browser opens, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import click

from seedbed.cli.output import progress_bar, say

if TYPE_CHECKING:
    from seedbed.web.config.supervisor import Child, Supervisor


def stop_when_told() -> None:
    """Treat a request to end as Ctrl-C, so that everything is tidied up.

    Ctrl-C itself is set too, because shells start background commands with it switched off.
    """

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


@dataclass(frozen=True, slots=True)
class Site:
    """What is shown.

    Parameters
    ----------
    name
        What the printed line says is at the address.
    environ
        The settings its processes get.
    options
        What its preparation is told.
    workers
        How many processes do long work.
    others_at
        Address of its first page for other computers; None where they do not reach it.
    redirecting
        Another socket, where who comes by http is sent on; the site itself then answers by https.
    advice
        What else people are told once it answers, a line each.
    """

    name: str
    environ: Mapping[str, str]
    options: tuple[str, ...] = ()
    workers: int = 1
    others_at: str | None = None
    redirecting: socket.socket | None = None
    advice: tuple[str, ...] = ()


def show_site(listening: socket.socket, site: Site, *, no_browser: bool) -> None:
    """Make a site ready and run it on a socket until Ctrl-C.

    Raises
    ------
    UserError
        If it cannot be made ready, or one of its processes does not stay up.
    """
    from seedbed.web.config.ports import address_of
    from seedbed.web.config.processes import prepare
    from seedbed.web.config.supervisor import Supervisor

    address = address_of(listening, https=site.redirecting is not None)
    # What e-mails say, unless the settings name the site.
    named = {} if site.environ.get("SEEDBED_HOSTS") else {"SEEDBED_ADDRESS": address}
    environ = {**named, **site.environ}
    say(f"{site.name} is being made ready. The first start takes longest.")
    with progress_bar() as progress:
        first_path = prepare(environ, progress, *site.options)
    say("Its processes are starting.")
    try:
        with Supervisor(_children(listening, site), environ, say) as supervisor:
            _wait_until_it_answers(supervisor, address)
            _tell(site, address, first_path, no_browser=no_browser)
            while True:
                supervisor.look_after()
    except KeyboardInterrupt:
        say("Stopped.")


def _children(listening: socket.socket, site: Site) -> list[Child]:
    """Return the processes; where sockets cannot be handed over, the ports are let go for them to take."""
    from seedbed.web.config.ports import can_hand_over
    from seedbed.web.config.processes import site_children

    children = site_children(listening, site.workers, site.redirecting)
    if not can_hand_over():
        for ours in (listening, site.redirecting):
            if ours is not None:
                ours.close()
    return children


def _tell(site: Site, address: str, first_path: str, *, no_browser: bool) -> None:
    first = address.rstrip("/") + first_path
    click.echo(f"{site.name} is at {first}")
    if site.others_at:
        say(f"From other computers: {site.others_at.rstrip('/')}{first_path}")
    for line in site.advice:
        say(line)
    say("Press Ctrl-C to stop.")
    if not no_browser and not opened(first):
        say("No browser was found: open the address yourself.")


def _wait_until_it_answers(supervisor: Supervisor, address: str) -> None:
    from seedbed.web.config.processes import answers

    while not answers(address):
        supervisor.look_after()


def opened(address: str) -> bool:
    """Open a page; False where there is no screen or no browser. A browser in the terminal would hide us."""
    unseen = sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if unseen:
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False
