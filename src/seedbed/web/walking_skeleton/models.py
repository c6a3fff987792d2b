"""What the plain forms remember: which filled-in form was kept already."""

from __future__ import annotations

from django.db import models

from seedbed.web.golden_thread.models import Bead


class Kept(models.Model):
    """A filled-in form that was kept, by a digest of it, so that sending it twice makes one bead, not two."""

    digest = models.CharField(max_length=64, primary_key=True)
    bead = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"kept {self.kept_at}"
