"""What changes sessions and second factors, and what the audit trail keeps of signing in: numbers, never addresses."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.dispatch import Signal

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.accounts.addresses import tell_old_address
from seedbed.web.accounts.limits import forget_old_tries
from seedbed.web.people.audit import record
from seedbed.web.people.guarding import nothing_would_tell_apart
from seedbed.web.people.models import User
from seedbed.web.people.queries import may_manage_account
from seedbed.web.people.wording import clean_name

signed_out_everywhere = Signal()
"""Sent with ``user`` and ``by``: whoever came in as that account, by whatever way, is to be let in no more."""


@transaction.atomic
def note_failed_sign_in(*, user: User | None = None) -> None:
    """Put into the trail that a code or a second factor was wrong; whose, where that is known."""
    record(by=None, action="people.failed_sign_in", scope=None, subject=f"user:{user.pk}" if user else "")


@transaction.atomic
def note_sign_out(*, user: User) -> None:
    """Put into the trail that someone signed out."""
    record(by=user, action="accounts.sign_out", scope=None, subject=f"user:{user.pk}")


@transaction.atomic
def note_factor(*, by: User | None, user: User, kind: str, added: bool) -> None:
    """Put into the trail that a second factor came or went, or that recovery codes were made."""
    subject, kind = f"user:{user.pk}", str(kind)
    if kind == Authenticator.Type.RECOVERY_CODES:
        record(by=by, action="accounts.make_recovery_codes", scope=None, subject=subject)
    elif added:
        record(by=by, action="accounts.add_second_factor", scope=None, subject=subject, kind=kind)
    else:
        record(by=by, action="accounts.remove_second_factor", scope=None, subject=subject, kind=kind)


@transaction.atomic
def change_address(*, user: User, email: str) -> None:
    """Give an account another e-mail address, which was shown to be its owner's; the old one is told.

    Raises
    ------
    UsageError
        If another account has it.
    """
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise UsageError(
            "This address cannot be yours.", "Another account has it.", "Give another address, or sign in with that."
        )
    before, user.email = user.email, email
    user.save(update_fields=["email"])
    record(by=user, action="accounts.change_address", scope=None, subject=f"user:{user.pk}")
    transaction.on_commit(partial(tell_old_address, before), robust=True)


@transaction.atomic
def change_name(*, by: User, name: str) -> None:
    """Give one's own account another name.

    Raises
    ------
    UsageError
        If it is empty, too long, or holds control characters.
    """
    by.name = clean_name(name)
    by.save(update_fields=["name"])
    record(by=by, action="accounts.change_name", scope=None, subject=f"user:{by.pk}")


@transaction.atomic
def end_session(*, by: User, session: UserSession) -> None:
    """Sign out where one session is open.

    Raises
    ------
    NotAllowedError
        If it is somebody else's.
    """
    if session.user_id != by.pk:
        raise NotAllowedError("You cannot end this session.", "It is not yours.", "Look at your own sessions.")
    session.end()
    record(by=by, action="accounts.end_session", scope=None, subject=f"user:{by.pk}")


@transaction.atomic
def end_all_sessions(*, by: User | None, user: User) -> None:
    """Sign someone out everywhere.

    The sign that ties a session to its account changes too, so a session that no list knows ends as well. Rooms that
    know other ways in, such as tokens, hear of it in the same transaction (`signed_out_everywhere`).
    """
    UserSession.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(by=by, action="accounts.end_all_sessions", scope=None, subject=f"user:{user.pk}")
    signed_out_everywhere.send(User, user=user, by=by)


def check_may_forget(by: User, user: User) -> None:
    """Refuse someone who may not take an account's second factors away.

    Raises
    ------
    NotAllowedError
        If the account has a role where ``by`` does not manage people; or if it gives roles, looks people up or hears of
        concerns and gets no e-mail: then whoever made a link for it could take its place.
    """
    what = "You cannot take this person's second factor away."
    if not may_manage_account(by, user):
        raise NotAllowedError(
            what, "The account also has a role where you do not manage people.", "Ask the owner of the whole site."
        )
    if nothing_would_tell_apart(user):
        raise NotAllowedError(
            what,
            "No code reaches them by e-mail, so nothing would tell them from somebody else.",
            "End their role and invite them anew; for an owner, whoever runs the computer uses 'seedbed owner'.",
        )


@transaction.atomic
def forget_second_factor(*, by: User | None, user: User) -> None:
    """Take away all second factors of someone who lost them, and sign them out everywhere.

    They sign in by e-mailed code then, and set up a new one where their roles need it. ``by`` is None at the console.

    Raises
    ------
    NotAllowedError
        See `check_may_forget`.
    """
    if by is not None:
        check_may_forget(by, user)
    Authenticator.objects.filter(user=user).delete()
    record(by=by, action="accounts.forget_second_factor", scope=None, subject=f"user:{user.pk}")
    end_all_sessions(by=by, user=user)


def clear_old(now: datetime) -> None:
    """Forget sessions that have run out and tries that no limit asks about; called again and again."""
    Session.objects.filter(expire_date__lt=now).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    forget_old_tries(now)
