"""Packs of paper that were printed, photographs of their sheets, and marks on these that nobody has decided on yet."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.capture.models import Waiting
from seedbed.web.media.models import MediaFile
from seedbed.web.places.models import Neighbourhood


class PrintedPack(models.Model):
    """What was printed together. Without code and document it is not drawn yet."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="paper_packs")
    asked = models.JSONField(help_text="The choices of the form.")
    code = models.CharField(max_length=6, blank=True, help_text="Six signs that stand on every sheet.")
    document = models.JSONField(null=True, help_text="What reads its sheets again.")
    pdf = models.BinaryField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["neighbourhood", "made_at"], name="paper_of_a_place")]

    def __str__(self) -> str:
        return self.code or str(self.number)


class PrintedSheet(models.Model):
    """One map sheet of a pack."""

    pack = models.ForeignKey(PrintedPack, on_delete=models.CASCADE, related_name="sheets")
    page = models.PositiveIntegerField()
    name = models.CharField(max_length=8, blank=True)
    code = models.CharField(max_length=60, help_text="What its square code holds.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["pack", "page"], name="pages_of_paper_are_numbered")
        ]

    def __str__(self) -> str:
        return self.code


class PhotoState(models.TextChoices):
    """How far a photograph is."""

    READING = "reading", _("being read")
    READ = "read", _("waits for a person")
    REFUSED = "refused", _("not read")
    SETTLED = "settled", _("settled")


class SheetPhoto(models.Model):
    """A photograph of a sheet. Once somebody settled it, its marks and pictures are here no more."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pack = models.ForeignKey(PrintedPack, on_delete=models.PROTECT, related_name="photos")
    sheet = models.ForeignKey(PrintedSheet, null=True, on_delete=models.PROTECT, related_name="photos")
    state = models.CharField(max_length=10, choices=PhotoState.choices, default=PhotoState.READING)
    name = models.CharField(max_length=200, blank=True, help_text="Of the file.")
    media = models.ForeignKey(MediaFile, null=True, on_delete=models.SET_NULL, related_name="+")
    squared = models.ForeignKey(MediaFile, null=True, on_delete=models.SET_NULL, related_name="+")
    card = models.ForeignKey(MediaFile, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.ForeignKey(MediaFile, null=True, on_delete=models.SET_NULL, related_name="+")
    told = models.JSONField(default=list, help_text="Why it was not read, or what to know of it; whole sentences.")
    within = models.FloatField(null=True, help_text="Metres within which places are thought to be known.")
    waiting = models.ForeignKey(Waiting, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(state__in=PhotoState.values), name="paper_photo_state_is_known")
        ]

    def __str__(self) -> str:
        return f"photograph {self.number}"


class ScanFile(models.Model):
    """A PDF of scans, until its pages are drawn: the next job does it, and then it is gone."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pack = models.ForeignKey(PrintedPack, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="Of the file.")
    content = models.BinaryField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"scan {self.number}"


class ProposedMark(models.Model):
    """A mark on a photographed sheet, until somebody says what it is."""

    photo = models.ForeignKey(SheetPhoto, on_delete=models.CASCADE, related_name="marks")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    colour = models.CharField(max_length=10)
    geometry = models.JSONField(help_text="GeoJSON, longitude and latitude.")
    box = models.JSONField(help_text="Left, top, width and height on the sheet, millimetres.")
    sure = models.FloatField(help_text="0 to 1.")
    crop = models.ForeignKey(MediaFile, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["photo", "number"], name="marks_on_paper_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.number}"
