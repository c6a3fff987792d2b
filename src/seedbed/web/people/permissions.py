"""The one function that says who may: every page and every action asks it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from seedbed.errors import NotAllowedError
from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.roles import MAY_GIVE, ROLE_NAMES, ROLES, Permission, Role

Visitor = User | AnonymousUser
Held = frozenset[tuple[int, str]]
"""Scopes and roles of someone's living grants."""
_kept: ContextVar[dict[int, Held] | None] = ContextVar("grants kept while one page is read", default=None)


class GrantsKeptWhileReading:
    """Asks for the grants of a reader once a page, not once a link of it.

    Only while a page is read. Whatever changes something asks anew each time, as does the next page.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and forget."""
        if request.method not in {"GET", "HEAD"}:
            return self.respond(request)
        before = _kept.set({})
        try:
            return self.respond(request)
        finally:
            _kept.reset(before)


def can(user: Visitor, permission: Permission, scope: Scope) -> bool:
    """Say whether someone may do a thing on a scope: by a living role there or on any scope above it."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.limit is not None and not user.limit.allows(permission, scope.path):
        return False
    roles = [role.value for role, permissions in ROLES.items() if permission in permissions]
    above = scope.ids_above()
    kept = _kept.get()
    if kept is None:
        return bool(Grant.objects.living().filter(user=user, scope__in=above, role__in=roles).exists())
    if user.pk not in kept:
        kept[user.pk] = frozenset(Grant.objects.living().filter(user=user).values_list("scope", "role"))
    return any(place in above and role in roles for place, role in kept[user.pk])


def check_can(user: Visitor, permission: Permission, scope: Scope) -> None:
    """Refuse someone who may not.

    Raises
    ------
    NotAllowedError
        If `can` says no. The message does not say what is there.
    """
    if not can(user, permission, scope):
        raise NotAllowedError(
            "You cannot do this here.",
            "Your account has no role for it in this place.",
            "Ask someone who manages people there to give you one.",
        )


def may_give(user: Visitor, scope: Scope) -> frozenset[Role]:
    """Return the roles that someone may give and end on a scope, by their own living roles there and above it."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    held = Grant.objects.living().filter(user=user, scope__in=scope.ids_above()).values_list("role", flat=True)
    return frozenset().union(*(MAY_GIVE.get(Role(role), frozenset()) for role in held))


def check_may_give(user: Visitor, role: Role, scope: Scope) -> None:
    """Refuse someone who may neither give nor end a role on a scope.

    Raises
    ------
    NotAllowedError
        If `may_give` does not hold the role.
    """
    if role not in may_give(user, scope):
        raise NotAllowedError(
            f"You cannot give or end the role {ROLE_NAMES[role].title if role in ROLE_NAMES else role} here.",
            "Your own roles here do not hold the right to.",
            "Ask a coordinator or an owner of this place.",
        )
