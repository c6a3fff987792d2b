"""What was printed of a long list, kept for a few days so that it can be fetched."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from seedbed.web.places.models import Neighbourhood


class AssetPrint(models.Model):
    """One PDF of the register, as someone asked for it. Without ``pdf`` it is not made yet."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.CASCADE, related_name="asset_prints")
    document = models.CharField(max_length=20, help_text="map.pdf or large-print.pdf.")
    asked = models.JSONField(default=dict, help_text="The choices of the form.")
    pdf = models.BinaryField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        app_label = "asset_register"
        indexes: ClassVar[list[Any]] = [models.Index(fields=["made_at"], name="asset_prints_by_age")]

    def __str__(self) -> str:
        return f"print {self.number}"
