"""Accounts, the tree of scopes, roles granted on them, and the audit trail."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from seedbed.errors import NotAllowedError
from seedbed.web.people.canonical_field import CanonicalJSONField
from seedbed.web.people.roles import Limit, Role


class ScopeKind(models.TextChoices):
    """What a scope stands for."""

    SITE = "site", "the whole site"
    PARTNERSHIP = "partnership", "partnership"
    PROGRAMME = "programme", "programme"
    NEIGHBOURHOOD = "neighbourhood", "neighbourhood"
    EVENT = "event", "event"


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, name: str) -> User:
        """Make an account. What Django keeps as a password opens nothing; changed, it ends every session."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_unusable_password()
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone with an account. Residents need none."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    limit: Limit | None = None
    """Set on the object alone, by what lets a program in; never kept."""

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class ScopeManager(models.Manager["Scope"]):
    """Makes scopes with their paths."""

    def add(self, parent: Scope | None, kind: ScopeKind, name: str) -> Scope:
        """Add a scope below another; its path needs the number that the database gives it."""
        above = parent.path if parent else "/"
        scope: Scope = self.create(parent=parent, kind=kind, name=name, path=f"{above}new/")
        scope.path = f"{above}{scope.pk}/"
        scope.save(update_fields=["path"])
        return scope


class Scope(models.Model):
    """A part of the site that roles are granted on; what holds on a scope holds on everything below it.

    ``path`` lists the numbers of all scopes from the top down to this one, as ``/1/4/9/``.
    """

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=20, choices=ScopeKind.choices)
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=200, unique=True)

    objects: ClassVar[ScopeManager] = ScopeManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="site"), name="one_site"),
            models.CheckConstraint(
                condition=Q(kind="site", parent=None) | (~Q(kind="site") & Q(parent__isnull=False)),
                name="only_the_site_stands_at_the_top",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def ids_above(self) -> list[int]:
        """Return the numbers of this scope and of all above it."""
        return [int(part) for part in self.path.strip("/").split("/")]


class Grants(models.QuerySet["Grant"]):
    """Roles that were given."""

    def living(self) -> Grants:
        """Return those that hold now: neither ended nor run out."""
        return self.filter(ended_at=None).filter(Q(until=None) | Q(until__gt=timezone.now()))


class Grant(models.Model):
    """A role that someone has on a scope, from when to when. Ended, never deleted.

    ``until`` is when it ends by itself, as that of a shift's helper does.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(Grants)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["user", "scope", "role"], condition=Q(ended_at=None), name="one_living_grant_of_a_role"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("granted_at")), name="a_grant_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(ended_at__isnull=False), name="who_ended_a_grant_ended_it"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role if role is not Role.PUBLIC]),
                name="a_role_that_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.scope}"


def _is_kept() -> NotAllowedError:
    return NotAllowedError(
        "The audit trail is not changed.",
        "It is only added to, so that everybody can trust it.",
        "Record what is done now as an entry of its own.",
    )


class AuditEvents(models.QuerySet["AuditEvent"]):
    """Entries of the audit trail: read them, and add by `audit.record` alone."""

    def update(self, **_changes: Any) -> Any:
        """Refuse."""
        raise _is_kept()

    def delete(self) -> Any:
        """Refuse."""
        raise _is_kept()

    def bulk_create(self, *_entries: Any, **_how: Any) -> Any:
        """Refuse."""
        raise _is_kept()

    def bulk_update(self, *_entries: Any, **_how: Any) -> Any:
        """Refuse."""
        raise _is_kept()


class AuditEvent(models.Model):
    """One row for each thing somebody did. It holds numbers of things, never their words.

    ``sequence`` counts without gaps. ``previous`` is the hash of the row before, ``hash`` that of this row (`chain`).
    """

    sequence = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")
    at = models.DateTimeField(db_index=True)
    # Accounts are closed, never deleted: an entry without its person could not be told from one that was changed.
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    scope = models.ForeignKey(Scope, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, blank=True)
    detail = CanonicalJSONField(default=dict)

    objects: ClassVar[Any] = models.Manager.from_queryset(AuditEvents)()

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["subject"], name="audit_events_about")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

    def save(self, **how: Any) -> None:
        """Add this entry; refuse to change one that is there."""
        if not self._state.adding:
            raise _is_kept()
        super().save(**how)

    def delete(self, *_how: Any, **_told: Any) -> Any:
        """Refuse."""
        raise _is_kept()


def digest_of(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class EntryLink(models.Model):
    """A link that signs someone in once. Only a digest of it is kept, so the table opens no door."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="entry_links")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_link_lasts_a_while"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__lt=F("expires_at")), name="a_link_is_used_in_time"
            ),
        ]

    def __str__(self) -> str:
        return f"link for {self.user}"
