"""The site on this computer, for commands that read its database."""

from __future__ import annotations

import os

from seedbed.errors import MissingDataError


def open_site(or_else: str = ", or give --file") -> None:
    """Make the site's database ready to be read.

    Parameters
    ----------
    or_else
        What else the command could be given instead of a site.

    Raises
    ------
    MissingDataError
        If the web part is not installed, or no site was ever started here.
    """
    from seedbed.web.config.processes import check_installed

    check_installed()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.web.config.settings")
    from seedbed.web.config.environment import read_environment

    environment = read_environment(os.environ)
    if not environment.database and not (environment.data_folder / "seedbed.sqlite3").exists():
        raise MissingDataError(
            "There is no site to read.",
            f"No database is in {environment.data_folder}.",
            f"Start one with 'seedbed serve', set SEEDBED_HOME to where one is{or_else}.",
        )
    import django

    django.setup()
