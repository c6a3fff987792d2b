"""Who leads a workshop: whoever may draw on the map and read what people say."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from seedbed.web.people.access import ScopeOf, View, allowed, check_page
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.workshop_models import Workshop


def workshop_at(number: int) -> Workshop:
    """Return a workshop, or raise Http404."""
    if number >= 2**63:
        raise Http404
    rows = Workshop.objects.select_related("map__neighbourhood__scope", "map__neighbourhood__programme")
    return get_object_or_404(rows, pk=number)


def by_workshop(workshop: int, **_address: Any) -> Scope:
    """Return the scope that a workshop belongs to."""
    return workshop_at(workshop).scope


def leads(scope_of: ScopeOf) -> Callable[[View], View]:
    """Let through who may draw on the map; notes are words of people, so they may read those too."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
            check_page(request, Permission.SEE_WORDS, scope_of(**address))
            return view(request, *args, **address)

        return allowed(Permission.WORK_ON_THREAD, scope_of)(guarded)

    return decorate
