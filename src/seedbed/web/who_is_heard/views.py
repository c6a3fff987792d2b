"""The page on who is heard, for those who do the hearing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at


@allowed(Permission.ADD_WORDS, by_neighbourhood)
@require_safe
def heard(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show who is heard beside who lives here, and where to go to hear the others: to the team alone."""
    from seedbed.web.who_is_heard.actions import look
    from seedbed.web.who_is_heard.advice import next_shifts
    from seedbed.web.who_is_heard.showing import numbers, sections
    from seedbed.web.who_is_heard.themes import themes_said

    neighbourhood = neighbourhood_at(slug)
    found = look(neighbourhood=neighbourhood)
    context = {
        "neighbourhood": neighbourhood,
        "scope": neighbourhood.scope,
        "meter": found,
        "sections": sections(found, next_shifts(neighbourhood, found.heard), themes_said(neighbourhood, found.heard)),
        "numbers": numbers(found.document),
    }
    answer = render(request, "who_is_heard/heard.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
