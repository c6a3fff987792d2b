"""Devices and the codes that let them in; what they sent, once each; and the inbox of what waits for consent."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.models import Contribution
from seedbed.web.media.models import MediaFile, MediaKind
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

KEPT_WAITING = timedelta(days=90)
"""How long words wait in the inbox for consent; then they are gone."""


class DeviceKind(models.TextChoices):
    """What a device is used as."""

    PHONE = "phone", _("phone of a shift")
    KIOSK = "kiosk", _("mapping kiosk")
    FORM = "form", _("app that sends forms")


class JoinCode(models.Model):
    """Lets devices in until it ends. Its token and short code are worked out from ``issue``; digests alone are kept."""

    digest = models.CharField(max_length=64, unique=True)
    short = models.CharField(max_length=64, unique=True, null=True, help_text="Keyed digest of what is typed by hand.")
    issue = models.UUIDField(default=uuid.uuid4, unique=True)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="join_codes")
    event = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DeviceKind.choices, default=DeviceKind.PHONE)
    most_devices = models.PositiveSmallIntegerField(default=20)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("made_at")), name="a_code_ends_after_it_was_made"),
        ]

    def __str__(self) -> str:
        return f"join code {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Say whether it lets devices in."""
        return now < self.ends_at


class Device(models.Model):
    """A phone or kiosk that may send, known by its number and a token of which only the digest is kept.

    It needs no account and outlives every sign-in. Ended, never deleted, so that what it sent stays its own.
    """

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="devices")
    event = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DeviceKind.choices, default=DeviceKind.PHONE)
    name = models.CharField(max_length=80, blank=True)
    token_digest = models.CharField(max_length=64)
    joined_at = models.DateTimeField(default=timezone.now)
    joined_with = models.ForeignKey(JoinCode, null=True, on_delete=models.SET_NULL, related_name="devices")
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"device {self.number}"


class Item(models.Model):
    """One thing that a device sent, kept once under the number that the device gave it.

    It holds no words: what was sent is taken to where it belongs, and its digest shows whether the same comes again.
    """

    number = models.UUIDField(primary_key=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=12, blank=True)
    receipt_changed = models.BooleanField(default=False, help_text="Another number was given: the device's was taken.")
    made_at = models.DateTimeField(help_text="By the clock of the device.")
    received_at = models.DateTimeField(default=timezone.now)
    clock_off = models.BooleanField(default=False, help_text="The clock of the device was more than a day wrong.")
    dropped = models.BooleanField(default=False, help_text="Nobody agreed to take part: nothing of it was kept.")
    contribution = models.ForeignKey(Contribution, null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(max_length=60, blank=True, help_text="What it became, as kind:number.")
    media = models.JSONField(default=list, help_text="Numbers of the files it announced.")

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["received_at"], name="items_by_time")]

    def __str__(self) -> str:
        return f"item {self.number}"


class WantedMedia(models.Model):
    """A file that an item announced and that is not here; gone once it came or was set aside.

    ``refused`` says why it was not taken when it came: then it is not waited for, and somebody sets it aside.
    """

    number = models.UUIDField(primary_key=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="wanted")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64, blank=True)
    blur_faces = models.BooleanField(default=False)
    refused = models.CharField(max_length=300, blank=True)

    @property
    def kind_words(self) -> str:
        """What it is, in words of the page's language."""
        return str(MediaKind(self.kind).label)

    def __str__(self) -> str:
        return f"media {self.number} of {self.item}"


class TallySort(models.TextChoices):
    """What is counted."""

    TALLY = "tally", _("counted")
    REFUSAL = "refusal", _("said no")
    NOT_AT_HOME = "not_at_home", _("nobody there")


class Tally(models.Model):
    """A count without words and without anybody: stickers on a board, people who said no, doors nobody opened."""

    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="tallies")
    event = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="tallies")
    prompt = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=60, blank=True)
    sort = models.CharField(max_length=12, choices=TallySort.choices, default=TallySort.TALLY)
    count = models.PositiveIntegerField(default=1)
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.CheckConstraint(condition=Q(count__gte=1), name="a_tally_counts")]

    def __str__(self) -> str:
        return f"tally {self.pk}"


class Source(models.TextChoices):
    """How something came into the inbox."""

    PAPER = "paper", _("paper")
    MESSAGE = "message", _("chat message")
    E_MAIL = "e_mail", _("e-mail")
    SMS = "sms", _("text message")
    FORM = "form", _("form app")
    SPREADSHEET = "spreadsheet", _("spreadsheet")
    PHOTO = "photo", _("photo")


class WaitingState(models.TextChoices):
    """What became of something in the inbox."""

    WAITING = "waiting", _("waiting")
    TAKEN_IN = "taken_in", _("taken in")
    SET_ASIDE = "set_aside", _("set aside")


class Waiting(models.Model):
    """Something people sent in another way that waits for consent, for its words, or for a check.

    It is read by the team alone and counted nowhere. After `KEPT_WAITING` it is gone unless somebody took it in.
    """

    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="waiting")
    event = models.ForeignKey(Bead, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source.choices)
    source_key = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=35, default="en")
    said_on = models.DateField(null=True)
    prompt = models.CharField(max_length=300, blank=True)
    mode = models.CharField(max_length=10, default="written")
    sender_digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True, help_text="Of the file it came in; gone once settled.")
    marks = models.JSONField(default=list)
    media = models.ManyToManyField(MediaFile, related_name="+")
    evidence = models.ManyToManyField(MediaFile, related_name="+")
    needs = models.JSONField(default=list, help_text="Of consent, words and check, what it still needs.")
    state = models.CharField(max_length=10, choices=WaitingState.choices, default=WaitingState.WAITING)
    because = models.CharField(max_length=300, blank=True, help_text="Why it was set aside.")
    changes = models.ForeignKey(
        Contribution, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Sent before by the same hand."
    )
    contribution = models.OneToOneField(Contribution, null=True, on_delete=models.SET_NULL, related_name="+")
    received_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    erase_at = models.DateTimeField(db_index=True)

    @property
    def was_sent(self) -> bool:
        """Whether its day is the one on which it was sent; of other things it is the day they were said."""
        return self.source in {Source.MESSAGE, Source.E_MAIL, Source.SMS, Source.FORM}

    came = ""
    """On the object that `put_in_inbox` returns: ``new``, ``same`` or ``changed``."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["neighbourhood", "source_key"], name="each_source_waits_once"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["neighbourhood", "state", "received_at"], name="inbox_of_a_neighbourhood"),
        ]

    def __str__(self) -> str:
        return f"waiting {self.number}"
