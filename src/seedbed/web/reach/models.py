"""Streets that a place brings itself, and questions about reach with their answers."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seedbed.web.places.models import Neighbourhood


class StreetMap(models.Model):
    """The streets around a neighbourhood, as an extract of OpenStreetMap that someone brought."""

    neighbourhood = models.OneToOneField(Neighbourhood, on_delete=models.PROTECT, related_name="street_map")
    name = models.CharField(max_length=300, help_text="Of the file.")
    content = models.BinaryField(help_text="The file itself, so that a backup holds it.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """Who can reach what, as someone asked it, and what came of it. An answer is never worked out anew behind it."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="reach_questions")
    asked = models.JSONField(help_text="The choices of the form.")
    answer = models.JSONField(null=True, help_text="Sentences, pictures and tables; none before it is worked out.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "made_at"], name="reach_asked_of_a_place")
        ]

    def __str__(self) -> str:
        return str(self.number)
