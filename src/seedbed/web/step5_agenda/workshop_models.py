"""Workshops on a map: which script is followed, what notes came, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seedbed.web.people.models import Scope

PERSON = settings.AUTH_USER_MODEL
LONGEST_NOTE = 200
"""Characters: what fits on a paper note that can be read from two metres away."""


class Workshop(models.Model):
    """One script that a room follows for one map. Its code lets phones in until it ends."""

    map = models.ForeignKey("step5_agenda.SystemMap", on_delete=models.CASCADE, related_name="workshops")
    script = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField(default=0)
    step_began_at = models.DateTimeField()
    code = models.CharField(max_length=8, blank=True, help_text="Empty once it has ended.")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_open_workshop_of_a_code")
        ]

    def __str__(self) -> str:
        return f"workshop {self.pk}"

    @property
    def scope(self) -> Scope:
        """The scope it is held in."""
        found: Scope = self.map.scope
        return found

    def is_open(self, now: datetime) -> bool:
        """Say whether phones may send notes."""
        return self.ended_at is None and now < self.ends_at


class Came(models.TextChoices):
    """How a note came."""

    PHONE = "phone", _("from a phone")
    TYPED = "typed", _("typed from paper")
    FILE = "file", _("from a file")


class NoteState(models.TextChoices):
    """What became of a note."""

    WAITING = "waiting", _("not sorted yet")
    FACTOR = "factor", _("stands behind a factor")
    IDEA = "idea", _("stands behind an action idea")
    ASIDE = "aside", _("set aside")
    TAKEN_BACK = "taken_back", _("taken back by whoever sent it")


class Reason(models.TextChoices):
    """Why a note was set aside."""

    NAMES = "names", _("It names or points at somebody")
    OTHER_STEP = "other_step", _("It belongs to another part of the day")
    NOT_CLEAR = "not_clear", _("Nobody in the room could say what it means")
    NOT_FOR_HERE = "not_for_here", _("It is about something that this map is not about")
    HURTS = "hurts", _("It insults somebody")


class Direction(models.TextChoices):
    """Which way it goes, or how somebody feels about it."""

    UP = "up", _("It goes up")
    DOWN = "down", _("It goes down")
    STEADY = "steady", _("It stays as it is")
    HOPE = "hope", _("I hope for it")
    FEAR = "fear", _("I fear it")


class MapIdea(models.Model):
    """Something that could be done, as a room put it: a candidate for the agenda for change, no promise."""

    map = models.ForeignKey("step5_agenda.SystemMap", on_delete=models.CASCADE, related_name="ideas")
    workshop = models.ForeignKey(Workshop, null=True, on_delete=models.SET_NULL, related_name="ideas")
    name = models.CharField(max_length=LONGEST_NOTE)
    factor = models.ForeignKey("step5_agenda.MapFactor", null=True, on_delete=models.SET_NULL, related_name="ideas")
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"idea {self.pk}"


class WorkshopNote(models.Model):
    """One short note. Nobody's name is kept; ``device`` is a digest that is forgotten when the workshop ends."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="notes")
    step = models.CharField(max_length=40)
    token = models.UUIDField(help_text="Made with the form: the same note sent twice is one.")
    device = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=LONGEST_NOTE, blank=True)
    direction = models.CharField(max_length=10, choices=Direction.choices, blank=True)
    came = models.CharField(max_length=10, choices=Came.choices)
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, help_text="Since when it may be on the big screen.")
    state = models.CharField(max_length=10, choices=NoteState.choices, default=NoteState.WAITING)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    factor = models.ForeignKey("step5_agenda.MapFactor", null=True, on_delete=models.SET_NULL, related_name="notes")
    idea = models.ForeignKey(MapIdea, null=True, on_delete=models.SET_NULL, related_name="notes")
    sorted_at = models.DateTimeField(null=True)
    sorted_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["workshop", "token"], name="one_note_of_a_token")
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["workshop", "state"], name="notes_of_a_workshop")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class MapTrend(models.Model):
    """How a room drew a factor over the years: ``points`` are years and levels from 1 (very low) to 5 (very high)."""

    map = models.ForeignKey("step5_agenda.SystemMap", on_delete=models.CASCADE, related_name="trends")
    factor = models.ForeignKey("step5_agenda.MapFactor", on_delete=models.CASCADE, related_name="trends")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="trends")
    points = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["workshop", "factor"], name="one_trend_of_a_factor_in_a_workshop")
        ]

    def __str__(self) -> str:
        return f"trend {self.pk}"


def way_of(points: Sequence[Sequence[int]]) -> str:
    """Return which way a sketch goes from its first year to its last: ``up``, ``down`` or ``steady``."""
    change = points[-1][1] - points[0][1]
    return "up" if change > 0 else "down" if change < 0 else "steady"
