"""The menu of every page: a small registry. The settings fill it, since only they know every room."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu.

    Parameters
    ----------
    title
        What it says.
    name
        Name of the address, as ``places:home``; an entry whose address does not exist is left out.
    of_neighbourhood
        Whether the address takes a neighbourhood, and shows on its pages only.
    for_everyone
        Whether people who are not signed in see it.
    """

    title: str
    name: str
    of_neighbourhood: bool = False
    for_everyone: bool = False


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An entry as one page shows it."""

    title: str
    address: str
    current: bool
    exact: bool


def items_for(*, path: str, neighbourhood: str | None, signed_in: bool) -> list[ShownItem]:
    """Return the entries for a page.

    Parameters
    ----------
    path
        The page's own address, to mark where the reader is.
    neighbourhood
        Short name of the neighbourhood that the page is about, if any.
    signed_in
        Whether the reader has an account.
    """
    shown = []
    for item in settings.NAVIGATION:
        address = _address(item, neighbourhood)
        if address and (signed_in or item.for_everyone):
            exact = path == address
            current = exact or (address != "/" and path.startswith(address))
            shown.append(ShownItem(gettext(item.title), address, current, exact))
    return shown


def _address(item: Item, neighbourhood: str | None) -> str | None:
    if item.of_neighbourhood and neighbourhood is None:
        return None
    try:
        return reverse(item.name, args=[neighbourhood] if item.of_neighbourhood else [])
    except NoReverseMatch:
        return None
