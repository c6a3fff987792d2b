"""Which jobs someone may see."""

from __future__ import annotations

from uuid import UUID

from seedbed.web.jobs.models import Job, JobState
from seedbed.web.people.models import Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission


def job_seen_by(user: User, number: UUID) -> Job | None:
    """Return a job if someone may see the place it belongs to now, whoever started it."""
    job = Job.objects.select_related("scope", "started_by").filter(pk=number).first()
    return job if job is not None and can(user, Permission.SEE_PLACE, job.scope) else None


def under_way(scope: Scope) -> Job | None:
    """Return the newest job that waits or runs for a place or for the one it lies in, or None."""
    here = Job.objects.filter(scope__in=[scope.pk, scope.parent_id], state__in=[JobState.WAITING, JobState.RUNNING])
    return here.order_by("-asked_at").first()


def may_stop(user: User, job: Job) -> bool:
    """Say whether someone may stop a job: whoever started it, and whoever may change the place."""
    return job.started_by_id == user.pk or can(user, Permission.EDIT_PLACE, job.scope)
