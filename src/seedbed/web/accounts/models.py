"""What counts how often somebody tried."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Tries(models.Model):
    """How often one source tried one thing since a moment. ``source`` is a keyed digest; it names nobody."""

    source = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField(default=timezone.now, db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} since {self.began_at}"
