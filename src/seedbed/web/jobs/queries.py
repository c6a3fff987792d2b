"""Which jobs someone may see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When

from seedbed.web.jobs.models import Job, JobState, Recurring
from seedbed.web.jobs.policies import has_ended
from seedbed.web.people.models import Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.queries import permissions_on_each
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


def jobs_on(scope: Scope) -> QuerySet[Job]:
    """Return the jobs of a scope and of all below it: those that wait or run first, then the newest."""
    not_ended = Case(When(state__in=[JobState.WAITING, JobState.RUNNING], then=0), default=1)
    found = Job.objects.filter(scope__path__startswith=scope.path).select_related("scope", "started_by")
    return found.order_by(not_ended, "-asked_at")


def recurring_work() -> QuerySet[Recurring]:
    """Return what is done again and again, what failed last time first, each with ``failing``."""
    failing = Q(failed_at__isnull=False) & (Q(done_at=None) | Q(failed_at__gt=F("done_at")))
    marked = Recurring.objects.annotate(failing=Case(When(failing, then=True), default=False))
    return marked.order_by("-failing", "name")


def stopped_by(user: User, jobs: Sequence[Job]) -> set[UUID]:
    """Return which of some jobs someone may ask to stop now."""
    going_on = [job for job in jobs if not job.stop_asked and not has_ended(JobState(job.state))]
    scopes = {job.scope_id: job.scope for job in going_on}
    held = permissions_on_each(user, list(scopes.values()))
    return {job.pk for job in going_on if job.started_by_id == user.pk or Permission.EDIT_PLACE in held[job.scope_id]}
