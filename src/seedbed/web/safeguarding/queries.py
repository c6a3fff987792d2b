"""Who hears of concerns, and who may open which."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from seedbed.web.people.models import User
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.queries import grants_on
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.models import Concern, Plan


def plan_of(neighbourhood: Neighbourhood) -> Plan:
    """Return the plan of a neighbourhood; one that names nobody if none was made."""
    found = Plan.objects.select_related("lead", "deputy").filter(neighbourhood=neighbourhood).first()
    return found or Plan(neighbourhood=neighbourhood)


def serves(user: User | None, neighbourhood: Neighbourhood) -> bool:
    """Say whether someone can hear of concerns here: their account is open and they still have a role here."""
    return user is not None and can(user, Permission.SEE_PLACE, neighbourhood.scope)


def serving(plan: Plan) -> tuple[User | None, User | None]:
    """Return the lead and the deputy who serve now; where the lead has left, the deputy stands in their place."""
    found = [each for each in (plan.lead, plan.deputy) if each is not None and serves(each, plan.neighbourhood)]
    return (found[0] if found else None, found[1] if len(found) > 1 else None)


def may_be_named(neighbourhood: Neighbourhood) -> list[User]:
    """Return who may be named: those with a role here and an e-mail address that reaches them.

    Helpers who joined a shift have an address that nobody can own (RFC 2606), as has everybody in an invented town.
    """
    people = {grant.user for grant in grants_on(neighbourhood.scope) if grant.user.is_active}
    invented = neighbourhood.programme.invented
    found = (each for each in people if invented or not each.email.endswith(".invalid"))
    return sorted(found, key=lambda each: (each.name, each.pk))


def may_open(user: Visitor, concern: Concern) -> bool:
    """Say whether someone may open a concern: its lead; its deputy once the lead was silent for a day or has left.

    No role opens it, whoever holds it.
    """
    if not isinstance(user, User) or not serves(user, concern.neighbourhood):
        return False
    if user.pk == concern.lead_id:
        return True
    silent = concern.reminded_at is not None or not serves(concern.lead, concern.neighbourhood)
    return user.pk == concern.deputy_id and silent


def concerns_for(user: Visitor) -> list[Concern]:
    """Return the concerns that someone may open: unread first, then the newest."""
    if not isinstance(user, User):
        return []
    found = Concern.objects.filter(Q(lead=user) | Q(deputy=user)).select_related("neighbourhood__scope", "lead")
    return sorted((each for each in found if may_open(user, each)), key=lambda each: each.seen_at is not None)


def concern_for(user: Visitor, number: UUID) -> Concern | None:
    """Return one concern, if it is this person's to open."""
    chosen = Concern.objects.select_related("neighbourhood__scope", "lead", "deputy").filter(pk=number).first()
    return chosen if chosen is not None and may_open(user, chosen) else None


def is_named(user: Visitor, **_address: Any) -> bool:
    """Say whether someone is the lead or deputy of some neighbourhood, or has a concern to open; for `access.only`."""
    if not isinstance(user, User):
        return False
    plans = Plan.objects.select_related("neighbourhood__scope").filter(Q(lead=user) | Q(deputy=user))
    return any(serves(user, plan.neighbourhood) for plan in plans) or bool(concerns_for(user))


def is_theirs(user: Visitor, number: UUID, **_address: Any) -> bool:
    """Say whether a concern is someone's to open; for `access.only`."""
    return concern_for(user, number) is not None


def left_behind(neighbourhood: Neighbourhood) -> bool:
    """Say whether concerns that nobody has acted on are with people who have all left."""
    waiting = Concern.objects.filter(neighbourhood=neighbourhood, acted_at=None).select_related("lead", "deputy")
    return any(not serves(each.lead, neighbourhood) and not serves(each.deputy, neighbourhood) for each in waiting)
