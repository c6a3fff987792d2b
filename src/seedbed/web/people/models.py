"""Accounts, the tree of scopes, roles granted on them, and the audit trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from seedbed.web.people.roles import Role


class ScopeKind(models.TextChoices):
    """What a scope stands for."""

    SITE = "site", "the whole site"
    PARTNERSHIP = "partnership", "partnership"
    PROGRAMME = "programme", "programme"
    NEIGHBOURHOOD = "neighbourhood", "neighbourhood"
    EVENT = "event", "event"


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """Make an account; without a password nobody can sign in to it by password."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone with an account. Residents need none."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Scope(models.Model):
    """A part of the site that roles are granted on; what holds on a scope holds on everything below it.

    ``path`` lists the numbers of all scopes from the top down to this one, as ``/1/4/9/``.
    """

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=20, choices=ScopeKind.choices)
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name

    def ids_above(self) -> list[int]:
        """Return the numbers of this scope and of all above it."""
        return [int(part) for part in self.path.strip("/").split("/")]


class Grant(models.Model):
    """A role that someone has on a scope, from when to when. Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["user", "scope", "role"], condition=Q(ended_at=None), name="one_living_grant_of_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.scope}"


class AuditEvent(models.Model):
    """One row for each thing somebody did. It holds numbers of things, never their words."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=60)
    scope = models.ForeignKey(Scope, null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
