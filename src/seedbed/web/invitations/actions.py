"""Inviting, accepting, taking back: one transaction and one audit row each. Shifts have a file of their own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from seedbed.errors import NotAllowedError, UsageError
from seedbed.thread.moments import moment_in_words
from seedbed.web.invitations.models import Invitation, InvitedRole, State
from seedbed.web.invitations.queries import invitation_with, still_given
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.audit import record
from seedbed.web.people.models import AuditEvent, Scope, User, digest_of
from seedbed.web.people.permissions import check_may_give
from seedbed.web.people.roles import Role
from seedbed.web.people.wording import clean_name

LASTS = timedelta(days=7)
"""How long an invitation can be accepted."""
MOST_A_DAY = 100
"""Invitations that one person may send within a day: more than a programme needs, too few to flood anyone."""
MOST_OF_ONE_A_DAY = 5
"""Times that one invitation is sent within a day: nobody's letterbox is filled by pressing a button."""
WITHOUT_EMAIL = "by-hand.invalid"
"""Domain of the made-up addresses of those who gave none. Nobody can own it (RFC 2606)."""


@transaction.atomic
def invite(  # noqa: PLR0913 - one thing each that is said of an invitation
    *,
    by: User,
    scope: Scope,
    role: Role | Sequence[Role],
    name: str,
    email: str = "",
    until: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Invitation, str]:
    """Invite someone to one role or several. Invited again in the same way, they get a new link and the old one ends.

    Parameters
    ----------
    email
        Where the link is sent. Without one it is handed over by hand: then it never opens an account that has an
        address, so nobody can come in under an address that is not theirs.
    until
        When the roles end by themselves; never, if not said. Invited again, what was said last counts.

    Returns
    -------
    tuple
        The invitation, and the token of its link, which is kept nowhere.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give one of the roles here, or invites themselves.
    UsageError
        If name, address or end will not do, no role is given, or too many were sent today, by ``by`` or to them.
    """
    now = at or timezone.now()
    roles = [role] if isinstance(role, Role) else list(dict.fromkeys(role))
    address = _clean_address(email)
    _check_invites(by, scope, roles, address)
    _check_times(by, until, now)
    again = _same_as_before(scope, roles, address, now)
    if again is not None:
        again.until = until
        return again, _renew(by, again, now)
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        digest=digest_of(token),
        scope=scope,
        email=address,
        name=clean_name(name),
        until=until,
        made_by=by,
        made_at=now,
        expires_at=_end(now, until),
    )
    InvitedRole.objects.bulk_create([InvitedRole(invitation=made, role=each.value) for each in roles])
    _record(by, "invite", made, roles=[each.value for each in roles])
    return made, token


def _clean_address(email: str) -> str:
    address = email.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise UsageError(
            "This is not an e-mail address.", "It is not written as name@organisation.", "Type it again."
        ) from None
    return address


def _check_invites(by: User, scope: Scope, roles: Sequence[Role], address: str) -> None:
    if not roles:
        raise UsageError("Nobody can be invited to nothing.", "No role is chosen.", "Choose one role or several.")
    for role in roles:
        check_may_give(by, role, scope)
    if address == by.email:
        raise NotAllowedError(
            "You cannot give yourself a role.", "This is your own address.", "Ask another owner or coordinator."
        )


def _check_times(by: User, until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise UsageError("A role cannot end before it begins.", "The day has passed.", "Choose a later day.")
    # The trail counts each time one was sent; the table holds an invitation once, however often it was sent.
    sent = _sent_lately(now).filter(by=by).count()
    if sent >= MOST_A_DAY:
        raise UsageError(
            "No more invitations today.", f"You sent {sent} within a day.", "Try tomorrow, or ask a colleague."
        )


def _check_not_too_often(invitation: Invitation, now: datetime) -> None:
    sent = _sent_lately(now).filter(subject=f"invitation:{invitation.pk}").count()
    if sent >= MOST_OF_ONE_A_DAY:
        raise UsageError(
            "It is not sent again today.",
            f"{invitation.name} was sent {sent} links within a day, whoever sent them.",
            "Ask them to look among unwanted mail, or try tomorrow.",
        )


def _sent_lately(now: datetime) -> QuerySet[AuditEvent]:
    sent = ("invitations.invite", "invitations.renew")
    found: QuerySet[AuditEvent] = AuditEvent.objects.filter(at__gt=now - timedelta(days=1), action__in=sent)
    return found


def _same_as_before(scope: Scope, roles: Sequence[Role], address: str, now: datetime) -> Invitation | None:
    if not address:
        return None
    found = Invitation.objects.filter(scope=scope, email=address).open_at(now).prefetch_related("roles")
    return next((each for each in found if set(each.role_list()) == set(roles)), None)


def _end(now: datetime, until: datetime | None) -> datetime:
    return min(now + LASTS, until or now + LASTS)


def _renew(by: User, invitation: Invitation, now: datetime) -> str:
    _check_not_too_often(invitation, now)
    token = secrets.token_urlsafe(32)
    invitation.digest, invitation.made_by, invitation.made_at = digest_of(token), by, now
    invitation.expires_at = _end(now, invitation.until)
    invitation.save(update_fields=["digest", "made_by", "made_at", "expires_at", "until"])
    _record(by, "renew", invitation)
    return token


def _record(by: User | None, what: str, invitation: Invitation, **detail: object) -> None:
    subject = f"invitation:{invitation.pk}"
    record(by=by, action=f"invitations.{what}", scope=invitation.scope, subject=subject, **detail)


@transaction.atomic
def renew(*, by: User, invitation: Invitation, at: datetime | None = None) -> str:
    """Return the token of a new link for an invitation that nobody accepted yet; the old link ends.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give its roles.
    UsageError
        If it was accepted or taken back, its roles would have ended by now, or it was sent too often today.
    """
    now = at or timezone.now()
    held = _unanswered(by, invitation, now)
    _check_times(by, held.until, now)
    return _renew(by, held, now)


@transaction.atomic
def take_back(*, by: User, invitation: Invitation, at: datetime | None = None) -> Invitation:
    """Take an invitation back: its link opens nothing any more.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give its roles.
    UsageError
        If it was accepted or taken back before.
    """
    now = at or timezone.now()
    held = _unanswered(by, invitation, now)
    held.taken_back_at, held.taken_back_by = now, by
    held.save(update_fields=["taken_back_at", "taken_back_by"])
    _record(by, "take_back", held)
    return held


def _unanswered(by: User, invitation: Invitation, now: datetime) -> Invitation:
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    for role in held.role_list():
        check_may_give(by, role, held.scope)
    if held.state(now) in {State.ACCEPTED, State.TAKEN_BACK}:
        raise UsageError(
            "Nothing more can be done with this invitation.",
            "It was accepted." if held.accepted_at else "It was taken back.",
            "Look at the list again.",
        )
    return held


@transaction.atomic
def accept(*, token: str, by: User | None = None, name: str = "", at: datetime | None = None) -> User:
    """Accept an invitation and return whose account has its roles now; a new one has no password.

    Parameters
    ----------
    by
        Who is signed in, None for nobody.
    name
        What a newcomer wants to be called; as in the invitation, if not said.

    Raises
    ------
    UsageError
        If the link opens nothing: see `refusal`.
    NotAllowedError
        If someone else is signed in, or the account is closed.
    """
    now = at or timezone.now()
    Invitation.objects.select_for_update().filter(digest=digest_of(token)).first()  # Two at once come one by one.
    found = invitation_with(token)
    refused = refusal(found, by, now)
    if found is None or refused is not None:
        raise refused or unknown_link()
    user = account_of(found, by) or _newcomer(found, name)
    for role in found.role_list():
        grant(by=found.made_by, user=user, scope=found.scope, role=role, until=found.until, at=now)
    found.accepted_at, found.accepted_by = now, user
    found.save(update_fields=["accepted_at", "accepted_by"])
    _record(user, "accept", found)
    return user


def account_of(invitation: Invitation, by: User | None) -> User | None:
    """Return the account that an invitation gives its roles to: the address' own, or who is signed in; None if new."""
    if invitation.email:
        return User.objects.filter(email=invitation.email).first()
    return by


def _newcomer(invitation: Invitation, name: str) -> User:
    address = invitation.email or f"{secrets.token_hex(12)}@{WITHOUT_EMAIL}"
    return create_account(by=invitation.made_by, name=name.strip() or invitation.name, email=address)


def unknown_link() -> UsageError:
    """Return the error of a link that belongs to no invitation."""
    return UsageError(
        "This invitation opens nothing.",
        "The link was not copied whole, or a newer one was sent.",
        "Open the link in the newest e-mail again, or ask who invited you.",
    )


def refusal(invitation: Invitation | None, by: User | None, now: datetime) -> UsageError | NotAllowedError | None:
    """Return why someone cannot accept an invitation, None if they can: each case in its own words."""
    if invitation is None:
        return unknown_link()
    if invitation.state(now) is not State.OPEN:
        return _over(invitation, now)
    if not still_given(invitation):
        return UsageError(
            "This invitation holds no more.",
            "Whoever sent it may no longer give this role.",
            "Ask someone who manages people there for a new one.",
        )
    if by is not None and by == invitation.made_by:
        return NotAllowedError(
            "You cannot give yourself a role.", "This invitation is your own.", "Send it to who it is for."
        )
    return _not_theirs(invitation, by)


def _over(invitation: Invitation, now: datetime) -> UsageError:
    said = {
        State.ACCEPTED: (
            "This invitation was used.",
            "It was accepted already, and it works once.",
            "Sign in instead.",
        ),
        State.TAKEN_BACK: (
            "This invitation was taken back.",
            "Someone who manages people there ended it.",
            "Ask them if you think that it was a mistake.",
        ),
        State.EXPIRED: (
            "This invitation has run out.",
            f"It could be accepted until {moment_in_words(timezone.localtime(invitation.expires_at))}.",
            "Ask who invited you to send it again.",
        ),
    }
    return UsageError(*said[invitation.state(now)])


def _not_theirs(invitation: Invitation, by: User | None) -> NotAllowedError | None:
    if not invitation.email:
        return None
    theirs = User.objects.filter(email=invitation.email).first()
    if by is not None and by != theirs:
        return NotAllowedError(
            "This invitation is for another e-mail address.",
            f"You are signed in as {by.name}, and it was sent to someone else.",
            "If it is yours, sign out and open the link again.",
        )
    if theirs is not None and not theirs.is_active:
        return NotAllowedError("This account is closed.", "It can no longer be used.", "Ask who invited you.")
    if theirs is not None and by is None:
        return NotAllowedError(
            "Sign in first.",
            "There is an account with the e-mail address that this invitation was sent to.",
            "Sign in with it, then open the link again.",
        )
    return None
