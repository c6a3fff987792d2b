"""The words themselves, kept once. Beads hold only their numbers."""

from __future__ import annotations

from django.db import models

from seedbed.web.consent.models import Participant
from seedbed.web.golden_thread.models import Bead


class Contribution(models.Model):
    """What someone said on one occasion, word for word, with a translation where it was not in English."""

    bead = models.OneToOneField(Bead, primary_key=True, on_delete=models.PROTECT, related_name="contribution")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="contributions")
    words = models.TextField()
    translation = models.TextField(blank=True)
    prompt = models.CharField(max_length=300, blank=True)
    in_public = models.BooleanField(
        default=False, help_text="Said before everyone by nobody in particular; never set by losing a participant."
    )

    def __str__(self) -> str:
        return f"contribution {self.pk}"


class Voice(models.Model):
    """A fragment of a contribution, by the span of its words; nothing is copied."""

    bead = models.OneToOneField(Bead, primary_key=True, on_delete=models.PROTECT, related_name="voice")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="voices")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    translation = models.TextField(blank=True, help_text="Of the fragment, where it is not in English.")

    def __str__(self) -> str:
        return f"voice {self.pk}"

    @property
    def words(self) -> str:
        """The fragment itself."""
        return self.contribution.words[self.start : self.end]
