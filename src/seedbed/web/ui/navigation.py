"""The menu of every page: a small registry. The settings fill it, since only they know every room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext


class Of(StrEnum):
    """What an entry belongs to: its address takes the short name of one, and it shows on its pages only."""

    SITE = "site"
    PROGRAMME = "programme"
    NEIGHBOURHOOD = "neighbourhood"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu.

    Parameters
    ----------
    title
        What it says.
    name
        Name of the address, as ``places:home``; an entry whose address does not exist is left out.
    of
        What it belongs to.
    demonstration
        Whether it shows on the demonstration alone.
    step
        Which of the seven steps it belongs to: the neighbourhood's page offers it there too.
    group
        What it stands under among the pages of its step; pages of one group follow each other.
    """

    title: str
    name: str
    of: Of = Of.SITE
    demonstration: bool = False
    step: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An entry as one page shows it."""

    title: str
    address: str
    current: bool
    exact: bool
    group: str = ""


MayOpen = Callable[[Any, str, Any], bool]
"""Given the reader, an address and the scope it belongs to (or None), says whether they may open it."""


def items_for(*, path: str, user: Any, about: Mapping[Of, Any], step: int | None = None) -> list[ShownItem]:
    """Return the entries for a page: those that exist, belong to what it is about, and the reader may open.

    Parameters
    ----------
    path
        The page's own address, to mark where the reader is.
    user
        Who reads it.
    about
        The programme or neighbourhood that the page is about, each with its short name and scope.
    step
        Only the entries of this step.
    """
    may_open: MayOpen = import_string(settings.MAY_OPEN)
    offered = []
    for item in settings.NAVIGATION:
        if step not in (None, item.step):
            continue
        owner = about.get(item.of)
        address = _address(item, owner)
        if address and may_open(user, address, getattr(owner, "scope", None)):
            group = gettext(item.group) if item.group else ""
            offered.append((gettext(item.title), address, group))
    here = _nearest(path, [address for _, address, _ in offered])
    return [ShownItem(title, address, address == here, address == path, group) for title, address, group in offered]


def _nearest(path: str, addresses: list[str]) -> str | None:
    """Return the entry that the page is, or else the nearest one that it lies below; all lies below home."""
    below = [each for each in addresses if each == path or (each != "/" and path.startswith(each))]
    return max(below, key=len, default=None)


def _address(item: Item, owner: Any) -> str | None:
    if item.demonstration and not settings.ENVIRONMENT.demonstration:
        return None
    slug = getattr(owner, "slug", None)
    if item.of is not Of.SITE and not slug:
        return None
    try:
        return reverse(item.name, args=[slug] if slug else [])
    except NoReverseMatch:
        return None
