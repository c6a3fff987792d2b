"""What is asked about accounts, scopes and roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from seedbed.errors import MissingDataError
from seedbed.web.people.guarding import a_link_would_open
from seedbed.web.people.models import EntryLink, Grant, Scope, ScopeKind, User, digest_of
from seedbed.web.people.permissions import Visitor, can, may_give
from seedbed.web.people.roles import ROLES, Limit, Permission, Role


def site() -> Scope:
    """Return the scope of the whole site.

    Raises
    ------
    MissingDataError
        If the site has not been opened yet.
    """
    found = Scope.objects.filter(kind=ScopeKind.SITE).first()
    if found is None:
        raise MissingDataError("This site is not set up.", "It has no owner yet.", "Run: seedbed serve")
    return found


def scopes_where(user: Visitor, permission: Permission) -> QuerySet[Scope]:
    """Return every scope on which someone may do a thing: where they have a role for it, and all below."""
    if not isinstance(user, User) or not user.is_active:
        return Scope.objects.none()
    if user.limit is not None:
        # Asked once more below the limit: what is left is where both hold.
        return _within(user.limit, permission, _scopes_where(user, permission))
    return _scopes_where(user, permission)


def _within(limit: Limit, permission: Permission, scopes: QuerySet[Scope]) -> QuerySet[Scope]:
    return scopes.filter(path__startswith=limit.path) if permission in limit.permissions else scopes.none()


def _scopes_where(user: User, permission: Permission) -> QuerySet[Scope]:
    roles = [role.value for role, permissions in ROLES.items() if permission in permissions]
    paths = Grant.objects.living().filter(user=user, role__in=roles).values_list("scope__path", flat=True)
    below = [Q(path__startswith=path) for path in sorted(set(paths))]
    return Scope.objects.filter(reduce(or_, below)) if below else Scope.objects.none()


def permissions_on(user: Visitor, scope: Scope) -> frozenset[Permission]:
    """Return all that someone may do on a scope."""
    return permissions_on_each(user, [scope])[scope.pk]


def permissions_on_each(user: Visitor, scopes: Sequence[Scope]) -> dict[int, frozenset[Permission]]:
    """Return all that someone may do on each of several scopes, by its number, in one query."""
    held: list[tuple[str, str]] = []
    if isinstance(user, User) and user.is_active:
        held = list(Grant.objects.living().filter(user=user).values_list("scope__path", "role"))
    found = {
        scope.pk: frozenset[Permission]().union(
            *(ROLES[Role(role)] for path, role in held if scope.path.startswith(path))
        )
        for scope in scopes
    }
    limit = user.limit if isinstance(user, User) else None
    if limit is None:
        return found
    return {scope.pk: frozenset(each for each in found[scope.pk] if limit.allows(each, scope.path)) for scope in scopes}


def seen_above(user: Visitor, scope: Scope) -> list[Scope]:
    """Return a scope and those above it that someone may see, from the top down, without the site itself."""
    above = Scope.objects.filter(pk__in=scope.ids_above()).exclude(kind=ScopeKind.SITE)
    return list(above.filter(pk__in=scopes_where(user, Permission.SEE_PLACE).values("pk")).order_by("path"))


def grants_on(scope: Scope) -> QuerySet[Grant]:
    """Return the living grants that hold on a scope: made there or above it, the nearest first."""
    living = Grant.objects.living().filter(scope__in=scope.ids_above())
    return living.select_related("user", "scope", "granted_by").order_by("-scope__path", "user__name", "role")


def ended_on(scope: Scope) -> QuerySet[Grant]:
    """Return the roles given on this very scope that were ended or ran out, the newest end (``over_at``) first."""
    over = Q(ended_at__isnull=False) | Q(until__lte=timezone.now())
    found = Grant.objects.filter(over, scope=scope).annotate(over_at=Coalesce("ended_at", "until"))
    return found.select_related("user", "granted_by", "ended_by").order_by("-over_at", "-pk")


def good_link(token: str, now: datetime) -> EntryLink | None:
    """Return the one-time link that this token opens now, if any, without using it up.

    Whoever made it may have kept it. Since then the account may have been given roles where they do not manage people,
    or that look people up, or their own role may have ended: then it opens nothing.
    """
    links = EntryLink.objects.filter(digest=digest_of(token), used_at=None, expires_at__gt=now, user__is_active=True)
    link = links.select_related("user", "made_by").first()
    made_by = link.made_by if link else None
    if link is None or made_by is None:
        return link
    return link if may_manage_account(made_by, link.user) and not a_link_would_open(link.user) else None


def may_manage_account(user: Visitor, account: User) -> bool:
    """Say whether someone may give an account a new link.

    Whoever holds the link is that account, so they must be allowed to give every role that it has.
    """
    held = list(Grant.objects.living().filter(user=account).select_related("scope"))
    if not held:
        return can(user, Permission.MANAGE_PEOPLE, site())
    return all(Role(grant.role) in may_give(user, grant.scope) for grant in held)
