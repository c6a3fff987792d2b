"""Who is responsible for safety in a neighbourhood, and the concerns that were sent to them, sealed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from seedbed.web.people.sealed_rows import SealedRow
from seedbed.web.places.models import Neighbourhood

PERSON = settings.AUTH_USER_MODEL
USUAL_DAYS = 90
MOST_DAYS = 3_650


class Plan(models.Model):
    """Who hears of concerns in a neighbourhood, whom to ring, and for how long concerns are kept once acted on."""

    neighbourhood = models.OneToOneField(Neighbourhood, on_delete=models.PROTECT, related_name="safeguarding")
    lead = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(
        max_length=40, blank=True, help_text="Whom helpers ring: the lead's or an office's number."
    )
    local_numbers = models.TextField(blank=True, help_text="One line each: whom, and their number.")
    days = models.PositiveSmallIntegerField(default=USUAL_DAYS)
    set_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(lead=None) | Q(deputy=None) | ~Q(lead=F("deputy")), name="lead_and_deputy_are_two_people"
            ),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=MOST_DAYS), name="concerns_are_kept_some_days"),
        ]

    def __str__(self) -> str:
        return f"plan of {self.neighbourhood}"


class Concern(SealedRow):
    """One concern. Sealed: what was written, who wrote it, and the lead's note.

    It belongs to whoever was the lead when it was sent, and stays theirs when another is named: naming somebody opens
    nothing that is here already. ``seen_at`` is when it was first opened.
    """

    PURPOSE = "concerns"

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    acted_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    erase_on = models.DateField(null=True, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-sent_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(erase_on=None, acted_at=None) | Q(erase_on__isnull=False, acted_at__isnull=False),
                name="only_what_was_acted_on_is_erased",
            ),
            models.CheckConstraint(
                condition=Q(acted_at=None) | Q(seen_at__isnull=False), name="what_was_acted_on_was_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"
