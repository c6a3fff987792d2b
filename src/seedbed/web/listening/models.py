"""The words themselves, kept once. Beads hold only their numbers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from seedbed.web.consent.models import Participant, Receipt
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.event_models import Attendance, CostLine, Event
from seedbed.web.listening.mark_models import Check, ContributionMedia, EarlierWording, Mark
from seedbed.web.people.models import User

__all__ = [
    "Attendance",
    "Check",
    "Contribution",
    "ContributionMedia",
    "CostLine",
    "EarlierWording",
    "Event",
    "Mark",
    "Voice",
    "Withdrawal",
]


class Contribution(models.Model):
    """What someone said on one occasion, word for word, with a translation where it was not in English."""

    bead = models.OneToOneField(Bead, primary_key=True, on_delete=models.PROTECT, related_name="contribution")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="contributions")
    words = models.TextField()
    translation = models.TextField(blank=True)
    translated_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    translated_at = models.DateTimeField(null=True)
    prompt = models.CharField(max_length=300, blank=True)
    gist = models.CharField(max_length=300, blank=True, help_text="In a few words, by whoever wrote it down.")
    transcriber = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True)
    device = models.UUIDField(null=True, help_text="Number of the device that sent it.")
    in_public = models.BooleanField(
        default=False, help_text="Said before everyone by nobody in particular; never set by losing a participant."
    )
    receipt = models.OneToOneField(Receipt, null=True, on_delete=models.PROTECT, related_name="contribution")

    second_half = ""
    """Of the receipt; only on the very object that was just made, to be shown once."""

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


class Withdrawal(models.Model):
    """A contribution that was taken back: hidden at once, erased when it is due unless that is undone before.

    ``beads`` are the numbers of what went with it, so that undoing brings back exactly these.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="withdrawals")
    beads = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField()
    erase_at = models.DateTimeField(db_index=True)
    by_holder = models.BooleanField(default=False, help_text="Whoever holds the receipt took it back.")
    undone_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(undone_at=None), name="one_standing_withdrawal_of_a_contribution"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(erased_at=None), name="what_was_erased_is_not_undone"
            ),
        ]

    def __str__(self) -> str:
        return f"withdrawal of contribution {self.contribution_id}"
