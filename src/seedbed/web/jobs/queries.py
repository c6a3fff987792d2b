"""Which jobs someone may see."""

from __future__ import annotations

from uuid import UUID

from seedbed.web.jobs.models import Job
from seedbed.web.people.models import User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission


def job_seen_by(user: User, number: UUID) -> Job | None:
    """Return a job if someone may see it: whoever started it, and whoever may see the place it belongs to."""
    job = Job.objects.select_related("scope", "started_by").filter(pk=number).first()
    if job is None:
        return None
    own = job.started_by_id == user.pk and user.is_active
    return job if own or can(user, Permission.SEE_PLACE, job.scope) else None
