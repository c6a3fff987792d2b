"""Which backups were made."""

from __future__ import annotations

from django.db import models


class Backup(models.Model):
    """A backup that was written and found whole; where it lies is not kept, since a path may name people."""

    made_at = models.DateTimeField(db_index=True)
    size = models.BigIntegerField(help_text="Bytes.")
    rows = models.BigIntegerField(help_text="Rows of all tables.")
    encrypted = models.BooleanField()

    def __str__(self) -> str:
        return f"backup of {self.made_at:%Y-%m-%d %H:%M}"
