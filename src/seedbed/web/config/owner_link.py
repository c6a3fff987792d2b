"""A way in for the owner of a site who has lost every other: whoever may read its data folder may ask for one."""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django.urls import reverse

from seedbed.errors import MissingDataError
from seedbed.web.accounts.actions import forget_second_factor
from seedbed.web.config.first_start import LINK_LASTS
from seedbed.web.people.actions import first_owner, make_entry_link
from seedbed.web.people.mail import site_address


def way_in_for_owner(*, lost_second_factor: bool = False) -> str:
    """Return an address that lets the owner in once.

    Parameters
    ----------
    lost_second_factor
        Take all second factors away first, and sign the owner out everywhere.

    Raises
    ------
    MissingDataError
        If the database cannot be read, or is of another release.
    """
    try:
        with transaction.atomic():
            owner = first_owner()
            if lost_second_factor:
                forget_second_factor(by=None, user=owner)
            token = make_entry_link(by=None, user=owner, lasts=LINK_LASTS)
    except DatabaseError as error:
        raise MissingDataError(
            "The owner could not be let in.",
            "The database cannot be read, or is of another release.",
            "Start the site with 'seedbed serve', then run this again.",
        ) from error
    return site_address(reverse("people:enter", args=[token]))
