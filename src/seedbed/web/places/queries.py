"""What is asked about places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from seedbed.web.people.permissions import Visitor
from seedbed.web.people.queries import permissions_on_each, scopes_where
from seedbed.web.people.roles import Permission
from seedbed.web.places import steps
from seedbed.web.places.models import BoundaryVersion, Neighbourhood, Partnership, Programme


def neighbourhoods_of(user: Visitor, permission: Permission = Permission.SEE_PLACE) -> QuerySet[Neighbourhood]:
    """Return the neighbourhoods in which someone may do a thing, by programme and name."""
    found = Neighbourhood.objects.filter(scope__in=scopes_where(user, permission))
    return found.select_related("scope", "programme__partnership").order_by("programme__name", "name", "pk")


def programmes_of(user: Visitor) -> QuerySet[Programme]:
    """Return the programmes that someone may see."""
    found = Programme.objects.filter(scope__in=scopes_where(user, Permission.SEE_PLACE))
    return found.select_related("partnership").order_by("name", "pk")


def partnerships_of(user: Visitor) -> QuerySet[Partnership]:
    """Return the partnerships that someone may see."""
    return Partnership.objects.filter(scope__in=scopes_where(user, Permission.SEE_PLACE)).order_by("name")


def programmes_in(partnership: Partnership) -> QuerySet[Programme]:
    """Return the programmes of a partnership with how many neighbourhoods each has."""
    return partnership.programmes.annotate(places=Count("neighbourhoods")).order_by("name")


def boundary_of(neighbourhood: Neighbourhood) -> BoundaryVersion | None:
    """Return the line that counts: the newest."""
    return neighbourhood.boundaries.order_by("-number").first()


@dataclass(frozen=True, slots=True)
class Card:
    """A neighbourhood as home shows it: how many steps have begun, and what its reader can do next."""

    neighbourhood: Neighbourhood
    progress: list[steps.Progress]
    held: frozenset[Permission]

    @property
    def sees_measures(self) -> bool:
        """Whether the reader may see measures and loose ends here."""
        return Permission.SEE_MEASURES in self.held

    @property
    def begun(self) -> int:
        """How many steps have left something."""
        return sum(each.begun for each in self.progress)

    @property
    def of(self) -> int:
        """How many steps there are."""
        return len(self.progress)

    @property
    def next_steps(self) -> list[steps.Progress]:
        """The steps in which the reader can do something that is missing."""
        return [each for each in self.progress if each.next_product]


def cards(user: Visitor, neighbourhoods: Sequence[Neighbourhood]) -> list[Card]:
    """Return neighbourhoods as home shows them to someone."""
    counts = steps.counts_of(neighbourhoods)
    held = permissions_on_each(user, [place.scope for place in neighbourhoods])
    return [
        Card(place, steps.progress(counts.get(place.pk, {}), held[place.scope_id]), held[place.scope_id])
        for place in neighbourhoods
    ]


def holds_real_programmes() -> bool:
    """Say whether this site has a programme that was not made up: then it is nobody's to look around in."""
    return Programme.objects.filter(invented=False).exists()
