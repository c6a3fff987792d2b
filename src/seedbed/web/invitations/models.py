"""Invitations to roles, and shifts of helpers who need no e-mail address."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.roles import HELPERS, Role


class State(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


class Invitations(models.QuerySet["Invitation"]):
    """Invitations."""

    def open_at(self, now: datetime) -> Invitations:
        """Return those that can be accepted."""
        return self.filter(accepted_at=None, taken_back_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """One person's way to roles on a scope. Only a digest of its token is kept, so the table opens no door.

    Without an e-mail address the link is handed over by hand, to someone who has no account yet.
    """

    digest = models.CharField(max_length=64, unique=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200)
    until = models.DateTimeField(null=True, blank=True, help_text="When the roles end by themselves.")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(Invitations)()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="an_invitation_lasts_a_while"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(taken_back_at=None), name="an_invitation_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(accepted_at__lt=F("expires_at")),
                name="an_invitation_is_accepted_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def state(self, now: datetime) -> State:
        """Return what became of it."""
        if self.accepted_at is not None:
            return State.ACCEPTED
        if self.taken_back_at is not None:
            return State.TAKEN_BACK
        return State.OPEN if now < self.expires_at else State.EXPIRED

    def role_list(self) -> list[Role]:
        """Return the roles it gives, in the order of the table of roles."""
        held = {Role(each.role) for each in self.roles.all()}
        return [role for role in Role if role in held]


class InvitedRole(models.Model):
    """One role that an invitation gives."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["invitation", "role"], name="an_invitation_gives_a_role_once"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role if role is not Role.PUBLIC]),
                name="an_invitation_gives_a_role",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Shift(models.Model):
    """Some hours in which helpers have one role on a scope. Its token is not kept: it is worked out and signed."""

    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="shifts")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role if role in HELPERS])
    most = models.PositiveSmallIntegerField(help_text="How many people may join.")
    issue = models.PositiveSmallIntegerField(default=1, help_text="Of its code; an older one opens nothing.")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="a_shift_lasts_a_while"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role if role in HELPERS]), name="a_shift_is_for_helpers"
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(closed_at__isnull=False), name="who_closed_a_shift_closed_it"
            ),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Say whether people may join it and work in it."""
        return self.closed_at is None and now < self.ends_at


class ShiftHelper(models.Model):
    """Someone who joined a shift."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="helpers")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="shift_helper")
    grant = models.OneToOneField(Grant, on_delete=models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"helper {self.pk} of {self.shift}"
