"""Places that addresses name, and the scopes they belong to, for `people.access.allowed`."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from seedbed.web.people.models import Scope
from seedbed.web.places.models import Neighbourhood, Partnership, Programme


def neighbourhood_at(slug: str) -> Neighbourhood:
    """Return the neighbourhood with this slug, with its programme; raise Http404 if there is none."""
    return get_object_or_404(Neighbourhood.objects.select_related("scope", "programme__scope"), slug=slug)


def programme_at(slug: str) -> Programme:
    """Return the programme with this slug, with its partnership; raise Http404 if there is none."""
    return get_object_or_404(Programme.objects.select_related("scope", "partnership"), slug=slug)


def partnership_at(slug: str) -> Partnership:
    """Return the partnership with this slug; raise Http404 if there is none."""
    return get_object_or_404(Partnership.objects.select_related("scope"), slug=slug)


def by_neighbourhood(slug: str, **_address: Any) -> Scope:
    """Return the scope of the neighbourhood with this slug."""
    return neighbourhood_at(slug).scope


def by_programme(slug: str, **_address: Any) -> Scope:
    """Return the scope of the programme with this slug."""
    return programme_at(slug).scope


def by_partnership(slug: str, **_address: Any) -> Scope:
    """Return the scope of the partnership with this slug."""
    return partnership_at(slug).scope
