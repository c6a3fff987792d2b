"""Participants without names; their cards apart from their words; what they agreed to; what they took back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seedbed.web.places.models import Neighbourhood


class Participant(models.Model):
    """Someone who took part, known by a random token and nothing else."""

    token = models.CharField(max_length=20, primary_key=True)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="participants")
    came_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.token


class DemographicCard(models.Model):
    """One characteristic that a participant told us, in a band. No row means that no card was given."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="cards")
    characteristic = models.CharField(max_length=40)
    group = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["participant", "characteristic"], name="one_group_of_a_characteristic")
        ]

    def __str__(self) -> str:
        return self.characteristic


class ConsentScope(models.TextChoices):
    """One thing a participant can agree to."""

    TAKE_PART = "take_part", "what I say may be used in this neighbourhood's work"
    QUOTE = "quote", "my words may be quoted without my name"
    PUBLIC_DISPLAY = "public_display", "my words may be shown in public"
    CARD = "card", "what I told about myself may be counted"
    RECONTACT = "recontact", "you may contact me again"
    SECONDARY_USE = "secondary_use", "what I say may be used in research"


class Consent(models.Model):
    """What a participant agreed to, with the version of the words they were asked. The newest counts."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    scopes = models.JSONField(default=list, help_text="Values of ConsentScope, in its order.")
    wording = models.CharField(max_length=40)
    given_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.wording
