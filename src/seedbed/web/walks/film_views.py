"""A walk as a film, for the team: what everybody may see of it, before or after its exhibition is open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.walks.film import film_of
from seedbed.web.walks.queries import as_everybody_sees, day_of
from seedbed.web.walks.views import by_walk, walk_at


@allowed(Permission.EDIT_PLACE, by_walk)
@require_safe
def film(request: SignedInRequest, walk: int) -> HttpResponse:
    """Show a walk as a film, to look at and to keep as a file."""
    found = walk_at(walk)
    stops = as_everybody_sees(found)
    context = {
        "walk": found,
        "day": day_of(found),
        "programme": found.neighbourhood.programme,
        "scope": found.neighbourhood.scope,
        "neighbourhood": found.neighbourhood,
        "stops": stops,
        "film": film_of(found, stops),
        "back": reverse("walks:exhibition", args=[found.pk]),
    }
    answer = render(request, "walks/film.html", context)
    # Whoever takes their words out must not meet them again in a browser's memory.
    answer["Cache-Control"] = "private, no-store"
    return answer
