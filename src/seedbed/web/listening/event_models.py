"""What is kept of occasions on which people are heard: what was planned and promised, what it cost, who came."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.web.consent.models import Participant
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import User


class EventKind(models.TextChoices):
    """What kind of occasion it is."""

    SHIFT = "shift", _("shift in the street")
    KIOSK = "kiosk", _("mapping kiosk")
    WALK = "walk", _("walk")
    CAFE = "cafe", _("world cafe")
    WORKSHOP = "workshop", _("workshop")
    OUTREACH = "outreach", _("visit to an organisation")
    OTHER = "other", _("another occasion")


class Payment(models.TextChoices):
    """What people may be given for their time; they choose, and may choose nothing."""

    NOTHING = "nothing", _("nothing, by choice")
    EXPENSES = "expenses", _("expenses paid back, such as travel and childcare")
    VOUCHER = "voucher", _("a shopping voucher")
    CASH = "cash", _("cash")
    BANK_TRANSFER = "bank_transfer", _("a payment to a bank account")
    GIFT = "gift", _("a gift or a meal")
    DONATION = "donation", _("a gift to a group of their choice")


class Event(models.Model):
    """The details of an occasion; its name and day are on its bead.

    What is open to change, the budget, who decides and when people hear back is told to everyone, on every print and
    on the public page of promises; who of the team is there, to the team alone.
    """

    bead = models.OneToOneField(Bead, primary_key=True, on_delete=models.PROTECT, related_name="event")
    kind = models.CharField(max_length=20, choices=EventKind.choices, default=EventKind.OTHER)
    venue = models.CharField(max_length=200, blank=True)
    access = models.TextField(blank=True, help_text="Steps, toilets, hearing loop, quiet room, interpreters.")
    languages = models.JSONField(default=list, help_text="Languages that are spoken there (BCP 47).")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    planned_people = models.PositiveIntegerField(null=True)
    team = models.CharField(max_length=300, blank=True, help_text="Who of the team is there, and what each does.")
    deviations = models.TextField(blank=True, help_text="What went otherwise than planned.")
    open_to_change = models.TextField(blank=True)
    budget = models.CharField(max_length=300, blank=True)
    who_decides = models.CharField(max_length=300, blank=True)
    hear_back_by = models.DateField(null=True)
    heard_back_on = models.DateField(null=True)
    payment = models.JSONField(default=list, help_text="Values of Payment that people may choose among.")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="an_event_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"event {self.pk}"


class CostKind(models.TextChoices):
    """What money is spent on."""

    STAFF = "staff", _("people's working time")
    RESIDENTS = "residents", _("payments to residents")
    VENUE = "venue", _("venue")
    FOOD = "food", _("food and drink")
    ACCESS = "access", _("interpreters, childcare and access")
    TRAVEL = "travel", _("travel")
    PRINT = "print", _("printing and materials")
    OTHER = "other", _("other")


class CostLine(models.Model):
    """One line of what an occasion costs, in pence: as planned, and as it was."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=20, choices=CostKind.choices)
    what = models.CharField(max_length=200, blank=True)
    planned_pence = models.PositiveBigIntegerField(null=True)
    actual_pence = models.PositiveBigIntegerField(null=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"cost {self.pk} of {self.event}"


class Sector(models.TextChoices):
    """For whom someone came."""

    RESIDENT = "resident", _("themselves, as a resident")
    COMMUNITY = "community", _("a community group or charity")
    HEALTH = "health", _("the health service")
    COUNCIL = "council", _("the council")
    OTHER = "other", _("another organisation")
    NOT_TOLD = "not_told", _("not told")


class LivesHere(models.TextChoices):
    """Whether someone lives in the neighbourhood."""

    YES = "yes", _("lives here")
    NO = "no", _("does not live here")
    NOT_TOLD = "not_told", _("not told")


class Attendance(models.Model):
    """Someone who came, by token; or a number of people whom nobody asked who they are.

    When a participant is forgotten they stay counted, as one of those of whom nobody knows who they are.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="attendances")
    people = models.PositiveIntegerField(default=1)
    sector = models.CharField(max_length=20, choices=Sector.choices, default=Sector.NOT_TOLD)
    resident = models.CharField(max_length=10, choices=LivesHere.choices, default=LivesHere.NOT_TOLD)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["event", "participant"], condition=Q(participant__isnull=False), name="one_attendance_of_one"
            ),
            models.CheckConstraint(condition=Q(participant=None) | Q(people=1), name="who_is_known_is_one"),
            models.CheckConstraint(condition=Q(people__gte=1), name="an_attendance_is_of_someone"),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk} of {self.event}"
