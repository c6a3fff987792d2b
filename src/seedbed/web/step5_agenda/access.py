"""Which map an address names, and the scope it belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from seedbed.web.people.models import Scope
from seedbed.web.step5_agenda.models import MapComment, MapFactor, MapLink, SystemMap


def map_at(number: int) -> SystemMap:
    """Return a map, or raise Http404; a map whose file is still being brought in is not there yet."""
    if number >= 2**63:
        raise Http404
    with_place = SystemMap.objects.select_related("neighbourhood__scope", "neighbourhood__programme")
    return get_object_or_404(with_place, pk=number, coming_from=None)


def by_map(system_map: int, **_address: Any) -> Scope:
    """Return the scope that a map belongs to."""
    return map_at(system_map).scope


def part_at(found: SystemMap, key: UUID) -> MapFactor | MapLink:
    """Return the factor or link of a map with that key, or raise Http404."""
    factor = MapFactor.objects.select_related("bead", "map").filter(map=found, key=key).first()
    return factor or get_object_or_404(
        MapLink.objects.select_related("bead", "cause", "effect", "map"), map=found, key=key
    )


def comment_at(found: SystemMap, number: int) -> MapComment:
    """Return a comment on a map, or raise Http404."""
    if number >= 2**63:
        raise Http404
    return get_object_or_404(MapComment.objects.select_related("map"), map=found, pk=number)
