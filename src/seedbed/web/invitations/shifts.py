"""Opening and closing shifts, and joining one: one transaction and one audit row each."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.invitations.models import Shift, ShiftHelper
from seedbed.web.invitations.queries import joined, joined_lately, shift_with, token_of
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.audit import record
from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.permissions import check_may_give, may_give
from seedbed.web.people.roles import HELPERS, Role
from seedbed.web.people.wording import clean_name

LONGEST = timedelta(hours=14)
"""A long day with setting up and clearing away."""
MOST_HELPERS = 100
"""In one shift; more need a second one, with its own code."""
USUAL_HELPERS = 20
MOST_A_MINUTE = 10
"""That may join one shift: faster than people pass a code round, slower than a program fills it."""
LONGEST_FIRST_NAME = 60
WITHOUT_EMAIL = "shift.invalid"
"""Domain of the made-up addresses of helpers. Nobody can own it (RFC 2606)."""


@transaction.atomic
def open_shift(
    *, by: User, scope: Scope, role: Role, until: datetime, most: int = USUAL_HELPERS, at: datetime | None = None
) -> tuple[Shift, str]:
    """Open a shift whose helpers have a role until it ends.

    Parameters
    ----------
    until
        When it ends; at most `LONGEST` from now.
    most
        How many people may join.

    Returns
    -------
    tuple
        The shift, and the token that its code holds.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give this role here, or it is none of a helper.
    UsageError
        If it would end in the past or too late, or the number of people will not do.
    """
    now = at or timezone.now()
    check_may_give(by, role, scope)
    if role not in HELPERS:
        raise NotAllowedError(
            "This role is not given for a shift.", "It is for people with an account of their own.", "Invite them."
        )
    if not now < until <= now + LONGEST:
        raise UsageError(
            "A shift cannot end then.",
            f"It ends after it began, and at most {LONGEST // timedelta(hours=1)} hours later.",
            "Choose another time.",
        )
    if not 1 <= most <= MOST_HELPERS:
        raise UsageError(
            "This many people cannot join.", f"It is for 1 to {MOST_HELPERS} helpers.", "Choose another number."
        )
    shift = Shift.objects.create(scope=scope, role=role.value, most=most, opened_by=by, opened_at=now, ends_at=until)
    _record(by, "open_shift", shift, role=role.value)
    return shift, token_of(shift)


def _record(by: User | None, what: str, shift: Shift, **detail: object) -> None:
    record(by=by, action=f"invitations.{what}", scope=shift.scope, subject=f"shift:{shift.pk}", **detail)


@transaction.atomic
def new_code(*, by: User, shift: Shift, at: datetime | None = None) -> str:
    """Return a new token for a shift; codes that were shown or printed before open nothing any more.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give its role.
    UsageError
        If the shift is over.
    """
    held = _open_one(by, shift, at or timezone.now())
    held.issue += 1
    held.save(update_fields=["issue"])
    _record(by, "new_code", held)
    return token_of(held)


@transaction.atomic
def close_shift(*, by: User, shift: Shift, at: datetime | None = None) -> Shift:
    """Close a shift now: its code opens nothing, and everyone who joined is signed out for good.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give its role.
    UsageError
        If it is over already.
    """
    now = at or timezone.now()
    return _close(by, _open_one(by, shift, now), now)


def _close(by: User | None, held: Shift, now: datetime) -> Shift:
    held.closed_at, held.closed_by = now, by
    held.save(update_fields=["closed_at", "closed_by"])
    helpers = list(joined(held))
    Grant.objects.filter(pk__in=[helper.grant_id for helper in helpers], ended_at=None).update(
        ended_at=now, ended_by=by
    )
    User.objects.filter(pk__in=[helper.user_id for helper in helpers]).update(is_active=False)
    _record(by, "close_shift", held, helpers=len(helpers))
    return held


@transaction.atomic
def close_all_shifts(*, by: User | None, at: datetime) -> int:
    """Close every shift that is open; return how many. A site that was restored does not know which were closed."""
    still_open = Shift.objects.filter(closed_at=None, ends_at__gt=at).select_related("scope")
    return len([_close(by, shift, at) for shift in still_open])


def _open_one(by: User, shift: Shift, now: datetime) -> Shift:
    held = Shift.objects.select_for_update().get(pk=shift.pk)
    check_may_give(by, Role(held.role), held.scope)
    if not held.is_open(now):
        raise over()
    return held


@transaction.atomic
def join_shift(*, token: str, name: str, at: datetime | None = None) -> tuple[User, Shift]:
    """Join a shift by its code, with a first name and nothing else.

    Returns
    -------
    tuple
        The account that was made for it, whose role ends with the shift, and the shift.

    Raises
    ------
    UsageError
        If the code opens nothing, the shift is full, many join at once, or the name will not do.
    """
    now = at or timezone.now()
    found = shift_with(token)
    shift = Shift.objects.select_for_update().get(pk=found.pk) if found else None
    check_joins(shift, now)
    if shift is None:
        raise over()
    address = f"{secrets.token_hex(12)}@{WITHOUT_EMAIL}"
    called = clean_name(name, "first name", LONGEST_FIRST_NAME)
    user = create_account(by=None, name=called, email=address)
    given = grant(by=shift.opened_by, user=user, scope=shift.scope, role=Role(shift.role), until=shift.ends_at, at=now)
    ShiftHelper.objects.create(shift=shift, user=user, grant=given, joined_at=now)
    _record(user, "join_shift", shift)
    return user, shift


def check_joins(shift: Shift | None, now: datetime) -> None:
    """Refuse to let anyone join a shift that is over, full, or being joined too fast.

    Raises
    ------
    UsageError
        With one message for all codes that open nothing, so that trying tells nothing.
    """
    if shift is None or not shift.is_open(now) or Role(shift.role) not in may_give(shift.opened_by, shift.scope):
        raise over()
    if joined(shift).count() >= shift.most:
        raise UsageError(
            "This shift is full.", f"{shift.most} people have joined, as many as were asked for.", "Tell who runs it."
        )
    if joined_lately(shift, now, timedelta(minutes=1)) >= MOST_A_MINUTE:
        raise UsageError(
            _("Many people are joining just now."),
            _("They are let in a few at a time."),
            _("Wait a minute and try again."),
        )


def over() -> UsageError:
    """Return the one error of all codes that open nothing."""
    return UsageError(
        _("This code opens no shift."),
        _("The shift is over, a newer code is shown, or the code was not read whole."),
        _("Ask who runs the shift to show you the code again."),
    )
