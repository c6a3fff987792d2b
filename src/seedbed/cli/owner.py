"""``seedbed owner``: a way in for the owner of a site who has lost every other."""

from __future__ import annotations

import click

from seedbed.cli.output import say
from seedbed.cli.thread.site import open_site


@click.command()
@click.option(
    "--lost-second-factor",
    is_flag=True,
    help="Take the owner's passkeys, authenticator app and recovery codes away, and sign them out everywhere.",
)
def owner(*, lost_second_factor: bool) -> None:
    """Print a one-time address that lets the owner of the site on this computer in.

    It lasts twelve hours; the site may be running meanwhile. Who still has a second factor gives it after the link.
    """
    open_site(or_else="")
    from seedbed.web.config.owner_link import way_in_for_owner

    click.echo(way_in_for_owner(lost_second_factor=lost_second_factor))
    say("It works once, within twelve hours. Whoever opens it is the owner.")
