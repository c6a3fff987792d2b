"""What a site does before it opens: its tables are brought up to date, and its first owner gets in."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.web.accounts.queries import has_second_factor
from seedbed.web.config.settings import ENVIRONMENT
from seedbed.web.people.actions import first_owner, make_entry_link

LINK_LASTS = timedelta(hours=12)
"""How long the address that is printed at the start lets the owner in."""

CONNECT_WITHIN = 5
"""Seconds that a database may take to answer."""


def bring_database_up_to_date() -> None:
    """Make the data folder and the tables, or change the tables to this release's.

    Raises
    ------
    UsageError
        If the folder cannot be written, or the database cannot be reached.
    """
    try:
        ENVIRONMENT.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            "The data folder cannot be made.",
            f"{error.filename or ENVIRONMENT.data_folder}: {error.strerror or error}.",
            "Set SEEDBED_HOME to a folder that may be written.",
        ) from error
    _reach_the_database()
    call_command("migrate", interactive=False, verbosity=0)


def _reach_the_database() -> None:
    import psycopg

    try:
        if ENVIRONMENT.database:
            # Not through Django's pool of connections, which goes on trying for half a minute.
            psycopg.connect(ENVIRONMENT.database, connect_timeout=CONNECT_WITHIN).close()
        connection.ensure_connection()
    except (DatabaseError, psycopg.Error) as error:
        raise _out_of_reach(error) from error


def _out_of_reach(error: Exception) -> UsageError:
    said = (str(error).strip().splitlines() or ["It gives no reason"])[0].rstrip(".")
    if ENVIRONMENT.database:
        return UsageError(
            "The database cannot be reached.", f"{said}.", "Start PostgreSQL, or set DATABASE_URL to where it is."
        )
    return UsageError(
        "The database cannot be opened.",
        f"{ENVIRONMENT.data_folder}: {said}.",
        "Set SEEDBED_HOME to a folder that may be written.",
    )


def first_page(*, new_link: bool = False) -> str:
    """Return the path to open first: until the owner has a passkey or an authenticator app, a one-time link.

    Parameters
    ----------
    new_link
        Make a link in any case: whoever can start the site may do so.
    """
    owner = first_owner()
    if has_second_factor(owner) and not new_link:
        return reverse("places:home")
    token = make_entry_link(by=None, user=owner, lasts=LINK_LASTS)
    return reverse("people:enter", args=[token])
