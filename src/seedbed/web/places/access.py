"""Which scope an address of a place belongs to, for `people.access.allowed`."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from seedbed.web.people.models import Scope
from seedbed.web.places.models import Neighbourhood, Partnership, Programme


def by_neighbourhood(slug: str, **_address: Any) -> Scope:
    """Return the scope of the neighbourhood with this slug."""
    return get_object_or_404(Neighbourhood.objects.select_related("scope"), slug=slug).scope


def by_programme(slug: str, **_address: Any) -> Scope:
    """Return the scope of the programme with this slug."""
    return get_object_or_404(Programme.objects.select_related("scope"), slug=slug).scope


def by_partnership(slug: str, **_address: Any) -> Scope:
    """Return the scope of the partnership with this slug."""
    return get_object_or_404(Partnership.objects.select_related("scope"), slug=slug).scope
