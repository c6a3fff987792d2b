"""Shifts in the street: what is asked there, the pairs that go out, and whether they are safe."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from seedbed.web.capture.models import Device
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.models import Event
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

CHECK_IN_EVERY = 60
"""Minutes between two check-ins, unless a shift says otherwise."""


class StreetShift(models.Model):
    """What pairs ask on one shift in the street; where and when it is stands with its event."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, related_name="street_shift")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="street_shifts")
    prompts = models.JSONField(default=list, help_text="Questions of the prompt cards, in the order they are offered.")
    categories = models.JSONField(default=list, help_text="What stickers stand for.")
    check_in_every = models.PositiveSmallIntegerField(default=CHECK_IN_EVERY, help_text="Minutes.")
    lead_phone = models.CharField(
        max_length=30, blank=True, help_text="Work number of whoever leads it, for its phones alone; let go of later."
    )
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(check_in_every__gte=5), name="pairs_have_time_between_check_ins"),
        ]

    def __str__(self) -> str:
        return f"street shift {self.pk}"


class Pair(models.Model):
    """Two who go out together, by their first names: one talks, one records."""

    shift = models.ForeignKey(StreetShift, on_delete=models.CASCADE, related_name="pairs")
    talks = models.CharField(max_length=60)
    records = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"pair {self.pk}"


class CheckIn(models.Model):
    """A pair said that it is safe, or that it is not."""

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="check_ins")
    event = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField()
    safe = models.BooleanField()
    at = models.DateTimeField(help_text="When it was said, by the device's clock put right.")
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(people__gte=1), name="somebody_checks_in"),
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk}"
