"""The one function that says who may: every page and every action asks it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from seedbed.errors import NotAllowedError
from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.roles import ROLES, Permission

Visitor = User | AnonymousUser


def can(user: Visitor, permission: Permission, scope: Scope) -> bool:
    """Say whether someone may do a thing on a scope: by a living role there or on any scope above it."""
    if not isinstance(user, User) or not user.is_active:
        return False
    roles = [role.value for role, permissions in ROLES.items() if permission in permissions]
    return Grant.objects.filter(user=user, scope__in=scope.ids_above(), role__in=roles, ended_at=None).exists()


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
