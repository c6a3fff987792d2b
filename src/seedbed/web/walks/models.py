"""Walks: where one went, its stops in order, and what was said and pictured at each."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from seedbed.web.listening.models import Contribution, Event
from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood


class Walk(models.Model):
    """A walk through a neighbourhood; its name and day stand with its event.

    ``show`` is the number under which everybody finds its exhibition, while that is open.
    """

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.PROTECT, related_name="walk")
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="walks")
    about = models.TextField(blank=True, help_text="What the exhibition says of it.")
    team = models.CharField(max_length=300, blank=True, help_text="First names of who leads it.")
    route = models.JSONField(default=list, help_text="Longitude and latitude of each point, in order.")
    metres = models.FloatField(null=True)
    show = models.UUIDField(unique=True, default=uuid.uuid4)
    shown_at = models.DateTimeField(null=True, help_text="When its exhibition was opened; empty while it is closed.")
    shown_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    takes_answers = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"walk {self.pk}"

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.event.bead.payload["name"])

    @property
    def held_on(self) -> str:
        """The day, as ``2026-03-01``."""
        return str(self.event.bead.payload["held_on"])


class Stop(models.Model):
    """One stop of a walk: the team's words on it, and what somebody said there, which is kept with all words."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="stops")
    place = models.PositiveIntegerField(help_text="In the order of the walk, from 1.")
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    contribution = models.OneToOneField(Contribution, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["place", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None) | Q(longitude__isnull=False, latitude__isnull=False),
                name="a_stop_is_at_a_whole_point",
            )
        ]

    def __str__(self) -> str:
        return f"stop {self.pk} of walk {self.walk_id}"


class StopFile(models.Model):
    """A photo, sound, film or drawing of a stop."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(MediaFile, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"file {self.file_id} of stop {self.stop_id}"


class Answer(models.Model):
    """One answer that somebody sent at an exhibition. ``source`` is a keyed digest of an address; it names nobody."""

    walk = models.ForeignKey(Walk, on_delete=models.CASCADE, related_name="answers")
    contribution = models.OneToOneField(Contribution, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["at"], name="answers_lately")]

    def __str__(self) -> str:
        return f"answer {self.pk} to walk {self.walk_id}"
