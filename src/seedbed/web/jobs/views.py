"""Pages of jobs: how far each is, how to stop it, what came of it; and lists of them."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seedbed.errors import NotAllowedError
from seedbed.web.jobs import actions
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.jobs.policies import has_ended
from seedbed.web.jobs.queries import job_seen_by, jobs_on, may_stop, recurring_work, stopped_by
from seedbed.web.jobs.tasks import asked_from
from seedbed.web.people.access import SignedInRequest, allowed, by_scope, of_site, signed_in
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission

JOBS_A_PAGE = 50


@allowed(Permission.RUN_SITE, of_site)
@never_cache
@require_safe
def jobs_of_site(request: SignedInRequest) -> HttpResponse:
    """List every job, and what is done again and again."""
    context = {**_list(request, of_site()), "recurring": recurring_work(), "whole_site": True}
    return render(request, "jobs/list.html", context)


@allowed(Permission.SEE_PLACE, by_scope)
@never_cache
@require_safe
def jobs_at(request: SignedInRequest, scope: int) -> HttpResponse:
    """List the jobs of a place and of all below it."""
    return render(request, "jobs/list.html", _list(request, by_scope(scope)))


def _list(request: SignedInRequest, scope: Scope) -> dict[str, object]:
    page = Paginator(jobs_on(scope), JOBS_A_PAGE).get_page(request.GET.get("page"))
    return {"scope": scope, "page": page, "may_stop": stopped_by(request.user, list(page)), "states": JobState}


@signed_in
@never_cache
@require_safe
def job(request: SignedInRequest, number: UUID) -> HttpResponse:
    """Show how far a job is, or what came of it."""
    found = _seen(request, number)
    state = JobState(found.state)
    context = {
        "job": found,
        "ended": has_ended(state),
        "state": state,
        "states": JobState,
        "message": _message(found),
        "may_stop": may_stop(request.user, found),
        "asked_from": asked_from(found.task, found.arguments) if state in {JobState.FAILED, JobState.STOPPED} else "",
    }
    return render(request, "jobs/job.html", context)


@signed_in
@never_cache
@require_safe
def progress(request: SignedInRequest, number: UUID) -> JsonResponse:
    """Say how far a job is, for the page that is open on it."""
    found = _seen(request, number)
    return JsonResponse(
        {
            "state": found.state,
            "ended": has_ended(JobState(found.state)),
            "done": found.done,
            "total": found.total,
            "message": _message(found),
        }
    )


@signed_in
@require_POST
def stop(request: SignedInRequest, number: UUID) -> HttpResponse:
    """Ask a job to stop. One that ended meanwhile shows how."""
    found = _seen(request, number)
    if not may_stop(request.user, found):
        raise NotAllowedError(
            "Your role here does not let you stop this.",
            "Someone else started it, and your role does not change this place.",
            "Ask whoever started it.",
        )
    if not has_ended(JobState(found.state)) and not found.stop_asked:
        actions.ask_to_stop(by=request.user, job=found)
    return redirect("jobs:job", number=number)


def _message(found: Job) -> str:
    """Return what a job that has not ended is at."""
    if found.stop_asked:
        return gettext("Stopping.")
    if found.state == JobState.WAITING:
        return gettext("Waiting for its turn.")
    return found.message or gettext("Working.")


def _seen(request: SignedInRequest, number: UUID) -> Job:
    found = job_seen_by(request.user, number)
    if found is None:
        raise Http404
    return found
