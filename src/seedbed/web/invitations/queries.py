"""What is asked about invitations and shifts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Count, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from seedbed.web.invitations.models import Invitation, Shift, ShiftHelper
from seedbed.web.people.models import Grant, Scope, User, digest_of
from seedbed.web.people.permissions import Visitor, may_give
from seedbed.web.people.roles import HELPERS, ROLE_NAMES, Role

_SALT = "seedbed.web.invitations.shift"
RECENT = timedelta(days=30)
"""How long pages list invitations and shifts that are over."""


def invitation_with(token: str) -> Invitation | None:
    """Return the invitation that a token belongs to, whatever became of it."""
    found = Invitation.objects.filter(digest=digest_of(token)).select_related("scope", "made_by", "accepted_by")
    return found.prefetch_related("roles").first()


def still_given(invitation: Invitation) -> bool:
    """Say whether whoever made an invitation may still give all its roles; else it gives none of them."""
    return set(invitation.role_list()) <= may_give(invitation.made_by, invitation.scope)


def waiting_on(scope: Scope, user: Visitor, now: datetime) -> list[Invitation]:
    """Return the open invitations to a scope whose roles someone may give themselves, the newest first."""
    found = _shown(Invitation.objects.filter(scope=scope).open_at(now))
    return _theirs(found, may_give(user, scope))


def expired_on(scope: Scope, user: Visitor, now: datetime) -> list[Invitation]:
    """Return the invitations to a scope that ran out lately without an answer, the newest first."""
    found = Invitation.objects.filter(
        scope=scope, accepted_at=None, taken_back_at=None, expires_at__lte=now, expires_at__gt=now - RECENT
    )
    return _theirs(_shown(found), may_give(user, scope))


def _shown(found: QuerySet[Invitation]) -> QuerySet[Invitation]:
    return found.select_related("made_by", "scope").prefetch_related("roles").order_by("-made_at", "-pk")


def _theirs(found: Iterable[Invitation], roles: Collection[Role]) -> list[Invitation]:
    return [invitation for invitation in found if set(invitation.role_list()) <= set(roles)]


def helpers_on(scope: Scope) -> QuerySet[Grant]:
    """Return the living roles of helpers that were given on this very scope outside of shifts."""
    living = Grant.objects.living().filter(scope=scope, role__in=[role.value for role in HELPERS])
    found: QuerySet[Grant] = living.filter(user__shift_helper=None)
    return found.select_related("user", "scope").order_by("user__name", "role")


def in_order(roles: Collection[Role]) -> list[Role]:
    """Return roles in the order in which forms offer them."""
    return [role for role in ROLE_NAMES if role in roles]


def token_of(shift: Shift) -> str:
    """Return what a shift's code holds: its number, the issue, and a signature that nobody else can make.

    The signature is 128 bits of HMAC-SHA-256 (RFC 2104) under the site's secret key, so nothing is kept that opens a
    door, and the code can be shown again while the shift lasts.
    """
    body = f"{shift.pk}-{shift.issue}"
    return f"{body}-{_signature(body)}"


def _signature(body: str) -> str:
    return signing.b62_encode(int(salted_hmac(_SALT, body, algorithm="sha256").hexdigest()[:32], 16))


def shift_with(token: str) -> Shift | None:
    """Return the shift that a token opens the door to, over or not; None if it was made by nobody here or is old."""
    body, _, signature = token.rpartition("-")
    if not body.isascii() or not signature.isascii() or not constant_time_compare(_signature(body), signature):
        return None
    number, _, issue = body.partition("-")
    found = Shift.objects.filter(pk=number, issue=issue).select_related("scope", "opened_by")
    return found.first()


def shifts_on(scope: Scope, now: datetime) -> QuerySet[Shift]:
    """Return the shifts of a scope that are open or were lately, the newest first, with how many joined."""
    found: QuerySet[Shift] = Shift.objects.filter(scope=scope, ends_at__gt=now - RECENT)
    return found.select_related("opened_by", "scope").annotate(joined=Count("helpers")).order_by("-opened_at", "-pk")


def joined(shift: Shift) -> QuerySet[ShiftHelper]:
    """Return who joined a shift, in the order of joining."""
    found: QuerySet[ShiftHelper] = shift.helpers.select_related("user", "grant").order_by("joined_at", "pk")
    return found


def joined_lately(shift: Shift, now: datetime, within: timedelta) -> int:
    """Return how many joined a shift within some time before now."""
    count: int = shift.helpers.filter(joined_at__gt=now - within).count()
    return count


def shift_of(user: Any) -> Shift | None:
    """Return the shift that an account was made for, if it was."""
    if not isinstance(user, User):
        return None
    helper = ShiftHelper.objects.filter(user=user).select_related("shift__scope").first()
    return helper.shift if helper else None
