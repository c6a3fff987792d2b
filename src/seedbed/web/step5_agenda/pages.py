"""What pages of a map have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.models import SystemMap


def about(request: HttpRequest, found: SystemMap, **more: Any) -> dict[str, Any]:
    """Return what a page of a map shows: the map, where it is, and whether whoever looks may draw on it."""
    place = found.neighbourhood
    may_edit = can(request.user, Permission.WORK_ON_THREAD, found.scope)
    shared = {"map": found, "neighbourhood": place, "programme": place.programme, "scope": place.scope}
    return {**shared, "may_edit": may_edit, "may_draw": may_edit and found.closed_at is None, **more}
