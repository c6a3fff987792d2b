"""Everything that changes accounts, scopes and roles: one transaction and one audit row each."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.models import Grant, Scope, ScopeKind, User
from seedbed.web.people.roles import Role
from seedbed.web.people.wording import clean_name


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
def create_account(
    *, by: User | None, name: str, email: str, password: str | None = None, at: datetime | None = None
) -> User:
    """Make an account; without a password only a one-time link opens it.

    Raises
    ------
    UsageError
        If the name, address or password will not do, or the address has an account already.
    """
    address = _clean_address(email)
    if User.objects.filter(email=address).exists():
        raise UsageError(
            "There is an account with this e-mail address already.",
            "One address has one account.",
            "Give that account the role instead.",
        )
    user = User(email=address, name=clean_name(name), joined_at=at or timezone.now())
    if password is not None:
        check_password(password, user)
    user.set_password(password)
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


def check_password(password: str, user: User) -> None:
    """Refuse a password that is easily guessed.

    Raises
    ------
    UsageError
        With all that is wrong with it.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise UsageError("Choose another password.", " ".join(error.messages), "Three unlike words make one.") from None


@transaction.atomic
def set_password(*, by: User, user: User, password: str) -> None:
    """Give an account a new password.

    Raises
    ------
    UsageError
        If it is easily guessed.
    """
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, action="people.set_password", scope=None, subject=f"user:{user.pk}")


@transaction.atomic
def grant(*, by: User | None, user: User, scope: Scope, role: Role, at: datetime | None = None) -> Grant:
    """Give someone a role on a scope and all below it. Given twice, it is given once."""
    made, new = Grant.objects.get_or_create(
        user=user,
        scope=scope,
        role=role.value,
        ended_at=None,
        defaults={"granted_by": by, "granted_at": at or timezone.now()},
    )
    if new:
        record(by=by, action="people.grant", scope=scope, subject=f"user:{user.pk}", role=role.value)
    return made


@transaction.atomic
def end_grant(*, by: User, grant: Grant, at: datetime | None = None) -> Grant:
    """Take a role back. What was done with it stays.

    Raises
    ------
    UsageError
        If it has ended already, or it is the last owner of the site.
    """
    held = Grant.objects.select_for_update().get(pk=grant.pk)
    if held.ended_at is not None:
        raise UsageError(
            "This role has ended already.",
            f"{held.ended_by or 'Someone'} ended it on {timezone.localtime(held.ended_at):%d %B %Y at %H:%M}.",
            "Look at the list again.",
        )
    _check_an_owner_stays(held)
    held.ended_at, held.ended_by = at or timezone.now(), by
    held.save(update_fields=["ended_at", "ended_by"])
    record(by=by, action="people.end_grant", scope=held.scope, subject=f"user:{held.user_id}", role=held.role)
    return held


def _check_an_owner_stays(held: Grant) -> None:
    if held.role != Role.OWNER or held.scope.kind != ScopeKind.SITE:
        return
    # Locked, so that two owners cannot end each other's role at the same time.
    owners = Grant.objects.select_for_update().filter(scope=held.scope, role=Role.OWNER, ended_at=None)
    if not [other for other in owners if other.pk != held.pk]:
        raise UsageError(
            "The site needs an owner.", "This is the last one.", "Make someone else an owner of the whole site first."
        )
