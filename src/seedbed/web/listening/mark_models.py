"""What belongs to a contribution beside its words: marks on the map, media, and the check before the public sees it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.thread.payloads.choices import Precision
from seedbed.web.golden_thread.models import Bead
from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import User


class Mark(models.Model):
    """A point, line or area that someone showed on the map. Where a home may be, it is kept roughly: ``precision``.

    ``west`` to ``north`` are the box around it, in degrees, so that marks of a part of the map are found by index.
    """

    contribution = models.ForeignKey("listening.Contribution", on_delete=models.CASCADE, related_name="marks")
    geometry = models.JSONField(help_text="GeoJSON geometry, longitude and latitude.")
    category = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    precision = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in Precision], default=Precision.POINT.value
    )
    outside = models.BooleanField(default=False, help_text="Not within the line around the neighbourhood.")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["west", "south"], name="marks_by_place")]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class ContributionMedia(models.Model):
    """A photo, sound, film, drawing or scan that belongs to a contribution."""

    contribution = models.ForeignKey("listening.Contribution", on_delete=models.CASCADE, related_name="media")
    media = models.OneToOneField(MediaFile, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"media {self.media_id} of contribution {self.contribution_id}"


class EarlierWording(models.Model):
    """What a contribution said before its words were changed by whoever sent them; it goes with the words."""

    contribution = models.ForeignKey("listening.Contribution", on_delete=models.CASCADE, related_name="earlier")
    words = models.TextField()
    translation = models.TextField(blank=True)
    until = models.DateTimeField(help_text="When the words were changed.")
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-until", "-pk"]

    def __str__(self) -> str:
        return f"earlier words of contribution {self.contribution_id}"


class Reason(models.TextChoices):
    """Why words are not shown to everyone."""

    NAMES = "names", _("it names somebody, or tells who they are")
    ACCUSES = "accuses", _("it accuses somebody")
    HATE = "hate", _("it is hateful")
    CHILDREN = "children", _("it tells of a child")
    OTHER = "other", _("another reason")


class Check(models.Model):
    """Somebody read words before everyone may see them. The newest counts. Files have a check of their own."""

    contribution = models.ForeignKey("listening.Contribution", on_delete=models.CASCADE, related_name="checks")
    passed = models.BooleanField()
    reasons = models.JSONField(default=list, help_text="Values of Reason, where it did not pass.")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"check {self.pk} of contribution {self.contribution_id}"
