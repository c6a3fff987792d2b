"""Tokens of the API, and which writes they have made already."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import Scope, User


class ApiTokens(models.QuerySet["ApiToken"]):
    """Tokens."""

    def living(self, now: datetime) -> ApiTokens:
        """Return those that open something: not ended, not run out, of an account that is open."""
        return self.filter(ended_at=None, expires_at__gt=now, user__is_active=True)


class ApiToken(models.Model):
    """What a program shows to act for someone: some of their permissions, on one scope and below, for a time.

    It never may more than the person may at that moment. Only a digest is kept, so the table opens no door.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    permissions = models.JSONField(help_text="Values of Permission, in its order.")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_on = models.DateField(null=True, help_text="The last day; not the moment, which would be a track.")
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(ApiTokens)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_token_lasts_a_while")
        ]

    def __str__(self) -> str:
        return self.name

    def is_living(self, now: datetime) -> bool:
        """Say whether it has neither ended nor run out."""
        return self.ended_at is None and now < self.expires_at


class Written(models.Model):
    """What a program has sent under a key of its own, so that sending again makes nothing twice."""

    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="Of what was sent: the same key must bring the same.")
    bead = models.ForeignKey(Bead, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["token", "key"], name="one_write_of_a_key")]

    def __str__(self) -> str:
        return self.key
