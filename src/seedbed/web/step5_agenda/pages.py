"""What pages of a map have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.models import SystemMap

NOBODY = UUID(int=0)
"""Stands for a key in the addresses that scripts fill in."""
PageOf = Callable[[object], str]
"""Gives the address of a factor's or link's page by its key."""


def about(request: HttpRequest, found: SystemMap, **more: Any) -> dict[str, Any]:
    """Return what a page of a map shows: the map, where it is, and whether whoever looks may draw on it."""
    may_edit = can(request.user, Permission.WORK_ON_THREAD, found.scope)
    return {**where(found), "may_edit": may_edit, "may_draw": may_edit and found.closed_at is None, **more}


def where(found: SystemMap) -> dict[str, Any]:
    """Return a map and where it is, as its pages name them."""
    place = found.neighbourhood
    return {"map": found, "neighbourhood": place, "programme": place.programme, "scope": place.scope}


def pages_of(found: SystemMap, kind: Literal["factor", "link"]) -> PageOf:
    """Return what gives the address of each factor's or each link's page by its key.

    The address is looked up once: lists of a map have thousands.
    """
    address = reverse(f"step5_agenda:{kind}", args=[found.pk, NOBODY])
    return lambda key: address.replace(str(NOBODY), str(key))
