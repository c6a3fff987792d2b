"""What is kept of those who say that a listing is wrong: nothing but how often, and not for long."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class SentByAnyone(models.Model):
    """One report from one address, kept as a keyed digest so that nobody can send thousands."""

    source = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        app_label = "asset_register"
        indexes: ClassVar[list[Any]] = [models.Index(fields=["source", "at"], name="sent_by_anyone_of_a_source")]

    def __str__(self) -> str:
        return f"report {self.pk}"
