"""Long work: what it is, how far it is, and what came of it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from seedbed.web.jobs.titles import title_of
from seedbed.web.people.models import Scope


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    STOPPED = "stopped", "stopped"
    FAILED = "failed", "failed"


class Job(models.Model):
    """One piece of long work that someone asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    task = models.CharField(max_length=100, help_text="Which registered task runs it.")
    arguments = models.JSONField(default=dict)
    title = models.CharField(max_length=200)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.FloatField(default=0)
    total = models.FloatField(default=0)
    message = models.CharField(max_length=300, blank=True)
    stop_asked = models.BooleanField(default=False)
    next_page = models.CharField(max_length=300, blank=True, help_text="Where its result is shown.")
    error = models.JSONField(null=True, help_text="what, why, next_step of what went wrong.")
    asked_at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_is_known")
        ]

    def __str__(self) -> str:
        return self.title


class Heartbeat(models.Model):
    """When a worker was last seen alive."""

    worker = models.CharField(primary_key=True, max_length=64)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker


class Recurring(models.Model):
    """When a piece of recurring work is due next, and how it went last."""

    name = models.CharField(primary_key=True, max_length=100)
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """Its name as people read it."""
        return title_of(self.name)
