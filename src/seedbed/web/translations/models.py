"""Who has read the translation of the pages into a language and stands by it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class TranslationSigning(models.Model):
    """A named speaker signed one version of a language's catalogue. It holds for these words and for no others."""

    language = models.CharField(max_length=35)
    version = models.CharField(max_length=64, help_text="SHA-256 of every translated text of the catalogue.")
    signed_by = models.CharField(max_length=200, help_text="The name of the speaker who signed.")
    signed_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["signed_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["language", "version"], name="a_version_is_signed_once"),
            models.CheckConstraint(condition=~Q(signed_by=""), name="a_signing_says_who_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.version[:12]}"
