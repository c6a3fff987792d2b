"""Which bead tells which part of the story, so that the first five minutes can find it again; and one open receipt."""

from __future__ import annotations

from django.db import models

from seedbed.web.consent.models import Receipt
from seedbed.web.golden_thread.models import Bead


class Told(models.Model):
    """One bead of the story, by the story's own lasting id."""

    story_id = models.SlugField(max_length=60, primary_key=True)
    bead = models.OneToOneField(Bead, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.story_id


class OpenReceipt(models.Model):
    """A receipt of the invented story with its second half, for newcomers to try. No real one is ever kept so."""

    story_id = models.SlugField(max_length=60, primary_key=True)
    receipt = models.OneToOneField(Receipt, on_delete=models.CASCADE, related_name="+")
    second_half = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.story_id
