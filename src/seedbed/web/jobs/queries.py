"""Which jobs someone may see."""

from __future__ import annotations

from uuid import UUID

from seedbed.web.jobs.models import Job
from seedbed.web.people.models import User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission


def job_seen_by(user: User, number: UUID) -> Job | None:
    """Return a job if someone may see the place it belongs to now, whoever started it."""
    job = Job.objects.select_related("scope", "started_by").filter(pk=number).first()
    return job if job is not None and can(user, Permission.SEE_PLACE, job.scope) else None


def may_stop(user: User, job: Job) -> bool:
    """Say whether someone may stop a job: whoever started it, and whoever may change the place."""
    return job.started_by_id == user.pk or can(user, Permission.EDIT_PLACE, job.scope)
