"""What is asked about second factors and sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from seedbed.web.people.models import Grant, User
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, ROLES

ROLES_THAT_NEED_ONE = [role.value for role, may in ROLES.items() if may & NEEDS_SECOND_FACTOR]
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""Recovery codes are no factor of their own: they stand in for one that was lost."""


def needs_second_factor(user: User) -> bool:
    """Say whether someone may anywhere do a thing that asks for a second factor."""
    return bool(Grant.objects.living().filter(user=user, role__in=ROLES_THAT_NEED_ONE).exists())


def has_second_factor(user: User) -> bool:
    """Say whether someone has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def sessions_of(user: User) -> list[UserSession]:
    """Return where someone is signed in, the latest seen first; forget sessions that have ended."""
    sessions: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(sessions, key=lambda session: session.last_seen_at, reverse=True)
