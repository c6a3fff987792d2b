"""Whether the menu shows an entry: if the page behind it has declared that this reader may open it."""

from __future__ import annotations

from django.urls import resolve

from seedbed.web.people.access import declared
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.queries import site


def may_open(user: Visitor, address: str, scope: Scope | None) -> bool:
    """Say whether someone may open the page at an address, by what its view has declared.

    Parameters
    ----------
    user
        Who reads the menu.
    address
        A path of this site.
    scope
        What the page belongs to; None if it belongs to the whole site.
    """
    match = resolve(address)
    access = declared(match.func)
    if access is None or (access.needs_account and not user.is_authenticated):
        return False
    if access.only is not None:
        return access.only(user, **match.kwargs)
    if access.permission is None:
        return True
    return user.is_authenticated and can(user, access.permission, scope or site())
