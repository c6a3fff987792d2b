"""Screenings and choices, lines not yet kept, profiles, and who does what in the care system."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from seedbed.web.places.models import BoundaryOrigin, BoundaryVersion, Neighbourhood, Programme

PERSON = settings.AUTH_USER_MODEL


class Screening(models.Model):
    """Ranked candidates of a programme: the answer of one request to one state of its pack."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="screenings")
    key = models.CharField(max_length=64, help_text="Digest of the pack and the request.")
    request = models.JSONField()
    document = models.JSONField(help_text="As 'seedbed places screen --json' prints it.")
    weighing = models.JSONField(help_text="Needs at full precision, to rank by other weights.")
    shapes = models.JSONField(help_text="Outlines for the map, longitude and latitude.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["programme", "key"], name="one_screening_of_a_request")
        ]

    def __str__(self) -> str:
        return f"screening {self.pk} of {self.programme}"


class CandidateFigures(models.Model):
    """Figures with intervals and comparators of one candidate, made when people compare it."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="figures")
    area = models.CharField(max_length=20, help_text="Code of the candidate's first small area.")
    figures = models.JSONField(help_text="Profile figures by id of the criterion.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["screening", "area"], name="figures_of_a_candidate_once")
        ]

    def __str__(self) -> str:
        return f"figures of {self.area}"


class SelectionCase(models.Model):
    """Which candidate people chose, by which weights, over which others, and why. Kept, never changed."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="cases")
    area = models.CharField(max_length=20, help_text="Code of the candidate's first small area.")
    weights = models.JSONField(help_text="Share of each criterion in the score, by its id.")
    document = models.JSONField(help_text="As 'seedbed places choose --json' prints it.")
    rank = models.PositiveIntegerField()
    reason = models.TextField()
    chosen_by = models.CharField(max_length=200)
    neighbourhood = models.OneToOneField(Neighbourhood, on_delete=models.PROTECT, related_name="selection_case")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["screening", "area"], name="a_candidate_is_chosen_once")
        ]

    def __str__(self) -> str:
        return f"choice of {self.neighbourhood}"


class BoundaryDraft(models.Model):
    """A line that somebody looks at before keeping it: how it fits, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.CASCADE, related_name="boundary_drafts")
    origin = models.CharField(max_length=20, choices=BoundaryOrigin.choices)
    preview = models.JSONField(help_text="Areas with shares, outline, residents, notes.")
    kept_as = models.OneToOneField(BoundaryVersion, null=True, on_delete=models.PROTECT, related_name="draft")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"line for {self.neighbourhood}"


class Profile(models.Model):
    """A profile of a neighbourhood inside one line, with the files made of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.PROTECT, related_name="profiles")
    boundary = models.ForeignKey(BoundaryVersion, on_delete=models.PROTECT, related_name="profiles")
    document = models.JSONField(help_text="As 'seedbed places profile --json' prints it; small numbers are hidden.")
    files = models.JSONField(default=list, help_text="Names of the files that can be downloaded.")
    missing = models.JSONField(default=dict, help_text="Why a file could not be made, by its name.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[Any]] = [models.Index(fields=["neighbourhood", "-made_at"], name="newest_profiles")]

    def __str__(self) -> str:
        return f"profile of {self.neighbourhood}"


class Level(models.TextChoices):
    """For whom an organisation plans or gives care."""

    SYSTEM = "system", "the whole care system"
    PLACE = "place", "a place, such as a town or borough"
    NEIGHBOURHOOD = "neighbourhood", "a neighbourhood"


class CareOrganisation(models.Model):
    """An organisation of the care system: what it can do, up to which sum, and to whom it answers."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="care_organisations")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=20, choices=Level.choices)
    role = models.CharField(max_length=300, blank=True)
    footprint = models.CharField(max_length=200, blank=True, help_text="Name of the area it serves.")
    answers_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="answerable")
    commissions = models.TextField(blank=True)
    funds = models.TextField(blank=True)
    owns = models.TextField(blank=True)
    hosts = models.TextField(blank=True)
    decides = models.TextField(blank=True)
    delegated_limit = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Pounds its local lead may commit alone."
    )
    source = models.CharField(max_length=200, blank=True, help_text="Where it was read from; empty if written here.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["programme", "name"], name="an_organisation_stands_once"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="care_level_is_known"),
            models.CheckConstraint(
                condition=Q(delegated_limit=None) | Q(delegated_limit__gte=0), name="limits_are_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(answers_to=None) | ~Q(answers_to=F("id")), name="nobody_answers_to_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CareDecision(models.Model):
    """An entry of the calendar of decisions: which body decides what, when, and by when papers are due."""

    organisation = models.ForeignKey(CareOrganisation, on_delete=models.CASCADE, related_name="decisions")
    body = models.CharField(max_length=200, blank=True, help_text="The board or group; empty for the whole of it.")
    decides = models.CharField(max_length=300, blank=True)
    on = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=200, blank=True, help_text="In words, where it comes again and again.")
    papers_due = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(on=None) | Q(papers_due=None) | Q(papers_due__lte=F("on")), name="papers_come_first"
            ),
            models.CheckConstraint(condition=Q(on__isnull=False) | ~Q(when=""), name="a_decision_has_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.on or self.when}"
