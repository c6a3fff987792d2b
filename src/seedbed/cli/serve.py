"""``seedbed serve``: the platform, with all its processes, until Ctrl-C."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

PORT, PORT_BY_HTTPS, PORT_BY_HTTP = 8000, 8443, 8080


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    help=f"{PORT}, or {PORT_BY_HTTPS} with --public, if not said; 0 takes any free one.",
)
@click.option(
    "--host",
    help="Address to listen at; 0.0.0.0 opens the site to other computers, as --public does. "
    "127.0.0.1, this computer alone, if not said.",
)
@click.option(
    "--public",
    metavar="NAME",
    help="Answer by https as NAME, an address or a name of this computer that phones can open.",
)
@click.option("--certificate", type=click.Path(path_type=Path), help="With --public: a certificate made elsewhere.")
@click.option("--key", type=click.Path(path_type=Path), help="The key of --certificate.")
@click.option(
    "--http-port",
    type=click.IntRange(0, 65_535),
    help=f"With --public: port that sends on to https; {PORT_BY_HTTP} if not said.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Processes for long work.")
@click.option(
    "--new-entry", is_flag=True, help="Print a new one-time address for the owner, who may have been locked out."
)
def serve(  # noqa: PLR0913 - one argument an option
    port: int | None,
    host: str | None,
    public: str | None,
    certificate: Path | None,
    key: Path | None,
    http_port: int | None,
    *,
    workers: int,
    no_browser: bool,
    new_entry: bool,
) -> None:
    """Run the platform: pages and long work, until Ctrl-C.

    The first start makes the data folder, the tables and an account for the owner, and prints the address that lets
    the owner in once. Settings are read from the environment: see "Run a site" in the documentation.

    Phones give the microphone and offline pages to https alone. --public NAME gives them https on a local network; see
    "Serve a local network".
    """
    from seedbed.cli.showing import Site, show_site, stop_when_told
    from seedbed.web.config.processes import check_installed

    check_installed()
    from seedbed.cli.public import named_by, open_public
    from seedbed.web.config.environment import check_ready_for_others, database_settings, read_environment
    from seedbed.web.config.ports import THIS_COMPUTER, address_for_others, is_this_computer_alone, open_port

    settings = named_by(os.environ, public, certificate, key)
    environment = read_environment(settings)
    database_settings(environment)
    if environment.public or not is_this_computer_alone(host or THIS_COMPUTER):
        check_ready_for_others(environment)
    stop_when_told()
    options = ("--new-entry",) if new_entry else ()
    with ExitStack() as ports:
        if environment.public:
            listening, site = open_public(environment, settings, ports, host, (port, http_port))
            site = replace(site, options=options, workers=workers)
        else:
            listening = ports.enter_context(open_port(host or THIS_COMPUTER, PORT if port is None else port))
            others_at = address_for_others(listening, environment.hosts, https=environment.https)
            site = Site("Seedbed", settings, options, workers, others_at)
        show_site(listening, site, no_browser=no_browser)
