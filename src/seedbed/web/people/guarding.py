"""Accounts that no one-time link alone may open: those that give roles, look people up, or hear of concerns.

Whoever holds a link that somebody made is that account. So a link opens such an account only as far as its second
factor, which is asked for next, and nobody who could make a link takes that factor away.
"""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator

from seedbed.web.people.mail import gets_mail
from seedbed.web.people.models import Grant, User
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, ROLES, Permission

GUARDED = [role.value for role, may in ROLES.items() if may & NEEDS_SECOND_FACTOR]
LOOK_PEOPLE_UP = [role.value for role, may in ROLES.items() if may & {Permission.SEE_CARDS, Permission.SEE_CONTACTS}]
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""Recovery codes are no factor of their own: they stand in for one that was lost."""
_NAMED: list[Callable[[User], bool]] = []


def register_guarded(is_named: Callable[[User], bool]) -> None:
    """Say for whom a room keeps what nobody else may open, whatever their role."""
    _NAMED.append(is_named)


def is_guarded(user: User) -> bool:
    """Say whether an account may do what needs a second factor, or is named for what nobody else may open."""
    held = Grant.objects.living().filter(user=user, role__in=GUARDED)
    return bool(held.exists()) or any(is_named(user) for is_named in _NAMED)


def has_second_factor(user: User) -> bool:
    """Say whether someone has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def nothing_would_tell_apart(user: User) -> bool:
    """Say whether a guarded account without its second factor could be anybody's: no code reaches it by e-mail."""
    return is_guarded(user) and not gets_mail(user.email)


def a_link_would_open(user: User) -> bool:
    """Say whether a link alone would let somebody be a guarded account: it has no second factor to ask for."""
    return is_guarded(user) and not has_second_factor(user)
