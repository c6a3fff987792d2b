"""Forms that phones fill in, and which filled forms came: their numbers, never what they say."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from seedbed.web.capture.models import Device, Item, Waiting
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood


class Form(models.Model):
    """One version of a form, and what its questions mean here."""

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="phone_forms")
    form_id = models.CharField(max_length=250)
    version = models.CharField(max_length=250, blank=True)
    title = models.CharField(max_length=200)
    xml = models.TextField()
    questions = models.JSONField(default=list, help_text="Of each: path, kind, label, choices.")
    roles = models.JSONField(default=dict, help_text="What questions mean, by their path.")
    wordings = models.JSONField(
        default=dict, help_text="Of our own form: version of the words of consent, by language."
    )
    offered = models.BooleanField(default=True, help_text="Phones get it; what came of it before stays.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["neighbourhood", "form_id", "version"], name="one_form_of_a_version"),
        ]

    def __str__(self) -> str:
        return f"form {self.number}"


class Filled(models.Model):
    """One filled form that came, once. Its answers are in the contribution or the inbox, and nowhere else."""

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, null=True, on_delete=models.SET_NULL, related_name="filled")
    called = models.CharField(max_length=250, help_text="As the phone calls its form.")
    version = models.CharField(max_length=250, blank=True)
    instance = models.CharField(max_length=250, help_text="Its number, as the phone gave it.")
    first = models.CharField(max_length=250, help_text="Of the filling that it changes, or its own.")
    digest = models.CharField(max_length=64)
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    item = models.ForeignKey(Item, null=True, on_delete=models.SET_NULL, related_name="+")
    waiting = models.ForeignKey(Waiting, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=60, blank=True, help_text="What it became in the register, as kind:number.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["neighbourhood", "instance"], name="each_filled_form_came_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "received_at"], name="filled_forms_by_time"),
        ]

    def __str__(self) -> str:
        return f"filled form {self.pk}"


class EarlierWords(models.Model):
    """What a filled form said before somebody changed it on the phone, as long as it waits in the inbox."""

    waiting = models.ForeignKey(Waiting, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    until = models.DateTimeField(help_text="When the change came.")

    class Meta:
        ordering: ClassVar[list[str]] = ["until", "pk"]

    def __str__(self) -> str:
        return f"earlier words of {self.waiting_id}"
