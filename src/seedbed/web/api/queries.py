"""What is asked about tokens."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from seedbed.web.api.models import ApiToken
from seedbed.web.people.models import Scope, User, digest_of
from seedbed.web.people.queries import permissions_on, scopes_where
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, Limit, Permission

OFFERED = tuple(
    permission
    for permission in (
        Permission.SEE_PLACE,
        Permission.SEE_THREAD,
        Permission.SEE_MEASURES,
        Permission.SEE_WORDS,
        Permission.ADD_WORDS,
        Permission.READ_AUDIT,
    )
    if permission not in NEEDS_SECOND_FACTOR
)
"""What a token can be given: what some operation asks for, and nothing that needs a second factor."""


def living_token(secret: str, now: datetime) -> ApiToken | None:
    """Return the token with this secret, if it opens anything now."""
    found: ApiToken | None = (
        ApiToken.objects.living(now).select_related("user", "scope").filter(digest=digest_of(secret)).first()
    )
    return found


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Return someone's tokens, the newest first."""
    found: QuerySet[ApiToken] = ApiToken.objects.filter(user=user).select_related("scope").order_by("-pk")
    return found


def holder_of(token: ApiToken) -> User:
    """Return the account that a token acts for, narrowed to what the token was given.

    Every room asks it as it asks anyone, so a token may never more than its holder may at that moment, and what it
    was not given is hidden from it everywhere.
    """
    holder = token.user
    holder.limit = Limit(frozenset(Permission(value) for value in token.permissions), token.scope.path)
    return holder


def places_for_tokens(user: User) -> QuerySet[Scope]:
    """Return where someone may make a token: wherever they may see the place, the widest first."""
    return scopes_where(user, Permission.SEE_PLACE).order_by("path")


def offered_anywhere(user: User) -> list[Permission]:
    """Return what someone may give a token on some scope at least."""
    return [permission for permission in OFFERED if scopes_where(user, permission).exists()]


def offered_to(user: User, scope: Scope) -> list[Permission]:
    """Return what someone may give a token on a scope: what they may do there themselves."""
    held = permissions_on(user, scope)
    return [permission for permission in OFFERED if permission in held]
