"""What is asked about places."""

from __future__ import annotations

from django.db.models import QuerySet

from seedbed.web.people.permissions import Visitor
from seedbed.web.people.queries import scopes_where
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import BoundaryVersion, Neighbourhood


def neighbourhoods_of(user: Visitor, permission: Permission = Permission.SEE_PLACE) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods in which someone may do a thing, by programme and name."""
    found = Neighbourhood.objects.filter(scope__in=scopes_where(user, permission))
    return found.select_related("scope", "programme__partnership").order_by("programme__name", "name")


def boundary_of(neighbourhood: Neighbourhood) -> BoundaryVersion | None:
    """Return the line that counts: the newest."""
    return neighbourhood.boundaries.order_by("-number").first()
