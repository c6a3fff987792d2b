"""``seedbed serve``: the platform, with all its processes, until Ctrl-C."""

from __future__ import annotations

import os

import click


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="0 takes any free one.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; 0.0.0.0 opens the site to other computers.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True, help="Processes for long work.")
@click.option(
    "--new-entry", is_flag=True, help="Print a new one-time address for the owner, who may have been locked out."
)
def serve(port: int, host: str, workers: int, *, no_browser: bool, new_entry: bool) -> None:
    """Run the platform: pages and long work, until Ctrl-C.

    The first start makes the data folder, the tables and an account for the owner, and prints the address that lets
    the owner in once. Settings are read from the environment: see "Run a site" in the documentation.
    """
    from seedbed.cli.showing import Site, show_site, stop_when_told
    from seedbed.web.config.processes import check_installed

    check_installed()
    from seedbed.web.config.environment import check_ready_for_others, database_settings, read_environment
    from seedbed.web.config.ports import address_for_others, is_this_computer_alone, open_port

    environment = read_environment(os.environ)
    database_settings(environment)
    if not is_this_computer_alone(host):
        check_ready_for_others(environment)
    stop_when_told()
    with open_port(host, port) as listening:
        others_at = address_for_others(listening, environment.hosts, https=environment.https)
        site = Site("Seedbed", os.environ, ("--new-entry",) if new_entry else (), workers, others_at)
        show_site(listening, site, no_browser=no_browser)
