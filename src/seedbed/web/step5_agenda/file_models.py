"""Files of large maps that wait for the queue."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from seedbed.web.places.models import Neighbourhood


class MapFile(models.Model):
    """A file that is being brought in, kept until that is done or has come to nothing.

    While it is there, its ``map`` is still coming: nobody is shown it.
    """

    number = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200, help_text="What the map is to be called.")
    content = models.BinaryField()
    map = models.OneToOneField(
        "step5_agenda.SystemMap", null=True, on_delete=models.SET_NULL, related_name="coming_from"
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        app_label = "step5_agenda"

    def __str__(self) -> str:
        return f"file {self.number}"
