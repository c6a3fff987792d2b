"""Questions about reach with their answers."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seedbed.web.places.models import Neighbourhood


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
