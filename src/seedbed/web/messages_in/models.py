"""Files of messages and old answers on their way into the inbox: how far each is, and what was not taken."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood


class FileKind(models.TextChoices):
    """What a file holds."""

    CHAT = "chat", _("WhatsApp chat (.txt or .zip)")
    E_MAIL = "e_mail", _("e-mails (.eml or .mbox)")
    SMS = "sms", _("text messages (XML of SMS Backup & Restore)")
    TABLE = "table", _("spreadsheet of old answers (.csv or .xlsx)")
    KOBO = "kobo", _("export of KoboToolbox or ODK Central (.csv)")


class FileState(models.TextChoices):
    """How far a file is."""

    ASKED = "asked", _("not begun")
    DONE = "done", _("done")
    FORGOTTEN = "forgotten", _("not finished")


class MessageFile(models.Model):
    """One file. Its bytes are forgotten as soon as it was read, or was not."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    name = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)
    wishes = models.JSONField(default=dict, help_text="What was said of how to read it.")
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.ASKED)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0, help_text="Photos, voice notes and films that came with it.")
    refused = models.JSONField(default=list, help_text="Where it stood and why, never what it says.")
    notes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"file of messages {self.number}"
