"""Files that people sent: what each is, how far it is checked, and who looked at it. Their bytes lie in the storage."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.consent.models import PERSON, Participant
from seedbed.web.places.models import Neighbourhood


class MediaKind(models.TextChoices):
    """What a file is for."""

    PHOTO = "photo", _("photo")
    AUDIO = "audio", _("sound")
    VIDEO = "video", _("film")
    DRAWING = "drawing", _("drawing")
    SCAN = "scan", _("scan")


class MediaState(models.TextChoices):
    """How far a file is."""

    RECEIVING = "receiving", _("being received")
    CHECKING = "checking", _("being checked")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")
    ERASED = "erased", _("erased")


class MediaFile(models.Model):
    """One file. Rooms that use it link to it from tables of their own.

    ``number`` is made by whoever sends it, so that sending again changes nothing. ``sha256`` and ``size`` are of what
    was sent; ``content_type``, ``width``, ``height`` and ``seconds`` of what is kept.
    """

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="media")
    kind = models.CharField(max_length=10, choices=MediaKind.choices)
    state = models.CharField(max_length=10, choices=MediaState.choices, default=MediaState.CHECKING)
    because = models.CharField(max_length=500, blank=True, help_text="Why it was refused, or what to know of it.")
    content_type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, help_text="Pixels.")
    height = models.PositiveIntegerField(null=True, help_text="Pixels.")
    seconds = models.FloatField(null=True)
    blur_asked = models.BooleanField(default=False, help_text="Faces are to be blurred before anybody sees it.")
    faces_blurred = models.PositiveIntegerField(null=True, help_text="How many; empty where nobody asked for it.")
    alt = models.TextField(blank=True, help_text="What it shows or says, for who cannot see or hear it.")
    made_at = models.DateTimeField(null=True, help_text="When, by the clock of whoever sent it.")
    received_at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="Where the storage keeps it; empty once erased.")
    small_name = models.CharField(max_length=200, blank=True, help_text="Where the storage keeps a small picture.")
    more_inside = models.BooleanField(
        default=False, help_text="It holds tracks of other kinds, such as positions, and stays with the team."
    )
    hidden_at = models.DateTimeField(null=True, help_text="Taken back: shown to nobody until that is undone.")
    cleared_at = models.DateTimeField(null=True, help_text="Someone looked: it may go beyond the team.")
    recognisable = models.BooleanField(default=False, help_text="Whoever looked could recognise someone.")
    cleared_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["neighbourhood", "state"], name="media_of_a_place")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(state__in=MediaState.values), name="media_state_is_known"),
            models.CheckConstraint(condition=Q(kind__in=MediaKind.values), name="media_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(state="erased") | Q(name="", small_name=""), name="erased_media_is_gone"
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(state__in=["ready", "erased"]), name="media_is_cleared_once_ready"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
