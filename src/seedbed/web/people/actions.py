"""Everything that changes accounts, scopes and roles: one transaction and one audit row each."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from seedbed.errors import NotAllowedError, UsageError
from seedbed.thread.moments import moment_in_words
from seedbed.web.people.audit import record
from seedbed.web.people.guarding import LOOK_PEOPLE_UP, a_link_would_open
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.mail import gets_mail
from seedbed.web.people.models import EntryLink, Grant, Scope, ScopeKind, User, digest_of
from seedbed.web.people.permissions import check_may_give
from seedbed.web.people.queries import good_link, may_manage_account
from seedbed.web.people.roles import Role
from seedbed.web.people.stewards import tell_of_who_looks_people_up
from seedbed.web.people.wording import clean_name

LINK_LASTS = timedelta(minutes=30)
"""How long a one-time link opens something, if nothing else is said."""
HANDED_OVER = timedelta(days=7)
"""How long a link lasts that one person hands to another."""


@transaction.atomic
def open_site(*, by: User | None = None, name: str = "The whole site") -> Scope:
    """Return the scope of the whole site; make it if this site is new."""
    found = Scope.objects.filter(kind=ScopeKind.SITE).first()
    if found is not None:
        return found
    scope = Scope.objects.add(None, ScopeKind.SITE, clean_name(name))
    record(by=by, action="people.open_site", scope=scope)
    return scope


@transaction.atomic
def add_scope(*, by: User | None, parent: Scope, kind: ScopeKind, name: str) -> Scope:
    """Add a part of the site below another.

    Raises
    ------
    UsageError
        If the name will not do.
    """
    scope = Scope.objects.add(parent, kind, clean_name(name))
    record(by=by, action="people.add_scope", scope=scope)
    return scope


@transaction.atomic
def create_account(*, by: User | None, name: str, email: str, at: datetime | None = None) -> User:
    """Make an account. Its owner signs in by a code that is e-mailed to its address.

    Raises
    ------
    UsageError
        If the name or address will not do, or the address has an account already.
    """
    address = _clean_address(email)
    if User.objects.filter(email=address).exists():
        raise UsageError(
            "There is an account with this e-mail address already.",
            "One address has one account.",
            "Give that account the role instead.",
        )
    user = User(email=address, name=clean_name(name), joined_at=at or timezone.now())
    user.set_unusable_password()
    user.save()
    record(by=by, action="people.create_account", scope=None, subject=f"user:{user.pk}")
    return user


def _clean_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise UsageError(
            "This is not an e-mail address.", "It is not written as name@organisation.", "Type it again."
        ) from None
    return address


@transaction.atomic
def grant(
    *,
    by: User | None,
    user: User,
    scope: Scope,
    role: Role,
    until: datetime | None = None,
    at: datetime | None = None,
) -> Grant:
    """Give someone a role on a scope and all below it. Given twice, it is given once.

    Parameters
    ----------
    by
        Who gives it, None for the site itself.
    until
        When it ends by itself; never, if not said. Given again, the later end counts.

    Raises
    ------
    NotAllowedError
        If ``by`` may not give this role here, or would give it to themselves.
    """
    if by is not None:
        _check_gives(by, user, role, scope)
    now = at or timezone.now()
    Grant.objects.filter(user=user, scope=scope, role=role.value, ended_at=None, until__lte=now).update(
        ended_at=F("until")
    )
    made, new = Grant.objects.get_or_create(
        user=user,
        scope=scope,
        role=role.value,
        ended_at=None,
        defaults={"granted_by": by, "granted_at": now, "until": until},
    )
    if not new and made.until is not None and (until is None or until > made.until):
        made.until = until
        made.save(update_fields=["until"])
        record(by=by, action="people.lengthen_grant", scope=scope, subject=f"user:{user.pk}", role=role.value)
    if new:
        record(by=by, action="people.grant", scope=scope, subject=f"user:{user.pk}", role=role.value)
    if new and role.value in LOOK_PEOPLE_UP:
        transaction.on_commit(partial(tell_of_who_looks_people_up, made), robust=True)
    return made


def _check_gives(by: User, user: User, role: Role, scope: Scope) -> None:
    check_may_give(by, role, scope)
    if by == user:
        raise NotAllowedError(
            "You cannot give yourself a role.", "Someone else has to want it too.", "Ask another owner or coordinator."
        )


@transaction.atomic
def renew_link(*, by: User, user: User) -> str:
    """Make a link that lets someone in once who gets no e-mail.

    Raises
    ------
    NotAllowedError
        If the account has a role where ``by`` does not manage people: whoever holds the link is that account. So too
        if it gets e-mail, or gives roles, looks people up or hears of concerns and has no second factor to ask for:
        who gives roles could take the place of a steward, or of who hears of concerns.
    """
    if gets_mail(user.email):
        raise NotAllowedError(
            "You cannot make a link for this account.",
            "Whoever opens it would be that person, and they can sign in with a code by e-mail.",
            "Ask them to sign in with their e-mail address.",
        )
    if not may_manage_account(by, user):
        raise NotAllowedError(
            "You cannot make a link for this account.",
            "It also has a role where you do not manage people.",
            "Ask the owner of the whole site.",
        )
    if a_link_would_open(user):
        raise NotAllowedError(
            "You cannot make a link for this account.",
            "Whoever opens it could take the place of someone who gives roles, looks people up or hears of concerns.",
            "End their role and invite them anew: everybody who works there sees that.",
        )
    return make_entry_link(by=by, user=user, lasts=HANDED_OVER)


@transaction.atomic
def first_owner(*, name: str = "Owner", email: str = "owner@localhost") -> User:
    """Return the owner of the site; open the site and make its first owner if it has none yet.

    `make_entry_link` lets a first owner in, whose address may get no e-mail yet.
    """
    scope = open_site()
    held = Grant.objects.living().filter(scope=scope, role=Role.OWNER, user__is_active=True).order_by("pk").first()
    if held is not None:
        return held.user
    owner = User.objects.filter(email=email).first() or create_account(by=None, name=name, email=email)
    grant(by=None, user=owner, scope=scope, role=Role.OWNER)
    return owner


@transaction.atomic
def end_grant(*, by: User, grant: Grant, at: datetime | None = None) -> Grant:
    """Take a role back. What was done with it stays.

    Raises
    ------
    UsageError
        If it has ended already, or it is the last owner of the site.
    NotAllowedError
        If ``by`` may not give this role here, so may not end it either.
    """
    # The scope is locked first, so that two owners cannot end each other's role at the same moment.
    Scope.objects.select_for_update().get(pk=grant.scope_id)
    held = Grant.objects.select_related("scope", "ended_by").get(pk=grant.pk)
    check_may_give(by, Role(held.role), held.scope)
    if held.ended_at is not None:
        raise UsageError(
            "This role has ended already.",
            f"{held.ended_by or 'Someone'} ended it on {moment_in_words(timezone.localtime(held.ended_at))}.",
            "Look at the list again.",
        )
    _check_an_owner_stays(held)
    held.ended_at, held.ended_by = at or timezone.now(), by
    held.save(update_fields=["ended_at", "ended_by"])
    record(by=by, action="people.end_grant", scope=held.scope, subject=f"user:{held.user_id}", role=held.role)
    note_gone("grant", held.pk, held.ended_at)
    return held


def end_grants_again(ended: Mapping[str, datetime]) -> int:
    """End roles that were ended after a backup, in the site that was restored from it; return how many.

    Numbers that the restored site gives anew are of roles that began later. The last owner's role ends too, if it was:
    who runs the site then makes a first owner at the console.
    """
    again = 0
    for held in Grant.objects.filter(pk__in=ended, ended_at=None).select_related("scope"):
        at = ended[str(held.pk)]
        if held.granted_at <= at:
            held.ended_at = at
            held.save(update_fields=["ended_at"])
            record(by=None, action="people.end_grant", scope=held.scope, subject=f"user:{held.user_id}", role=held.role)
            again += 1
    return again


def _check_an_owner_stays(held: Grant) -> None:
    if held.role != Role.OWNER or held.scope.kind != ScopeKind.SITE:
        return
    others = Grant.objects.living().filter(scope=held.scope, role=Role.OWNER, user__is_active=True)
    if not others.exclude(pk=held.pk).exists():
        raise UsageError(
            "The site needs an owner.", "This is the last one.", "Make someone else an owner of the whole site first."
        )


@transaction.atomic
def make_entry_link(
    *,
    by: User | None,
    user: User,
    lasts: timedelta | None = None,
    at: datetime | None = None,
) -> str:
    """Make a one-time link and return its token, which is kept nowhere. Earlier links of the account end.

    Parameters
    ----------
    lasts
        How long it opens something; `LINK_LASTS` if not said.
    """
    now = at or timezone.now()
    token = secrets.token_urlsafe(32)
    EntryLink.objects.filter(user=user, used_at=None).delete()
    EntryLink.objects.create(
        digest=digest_of(token),
        user=user,
        made_by=by,
        made_at=now,
        expires_at=now + (lasts or LINK_LASTS),
    )
    record(by=by, action="people.make_link", scope=None, subject=f"user:{user.pk}")
    return token


@transaction.atomic
def use_entry_link(*, token: str, at: datetime | None = None) -> User:
    """Use a one-time link up and return whose it is.

    Raises
    ------
    UsageError
        If it opens nothing: it never did, was used, has run out, or the account is closed.
    """
    now = at or timezone.now()
    EntryLink.objects.select_for_update().filter(digest=digest_of(token)).first()  # Two at once come one by one.
    link = good_link(token, now)
    if link is None:
        raise dead_link()
    link.used_at = now
    link.save(update_fields=["used_at"])
    record(by=link.user, action="people.use_link", scope=None, subject=f"user:{link.user_id}")
    return link.user


def dead_link() -> UsageError:
    """Return the one error of all links that open nothing, so that trying tells nothing."""
    return UsageError(
        "This link opens nothing.",
        "It was used already, has run out, or was not copied whole.",
        "Ask for a new one, or sign in with a code by e-mail.",
    )


@transaction.atomic
def note_sign_in(*, user: User) -> None:
    """Put into the trail that someone signed in."""
    record(by=user, action="people.sign_in", scope=None, subject=f"user:{user.pk}")
