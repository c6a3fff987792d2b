"""The platform's addresses, and one that starts long work."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from seedbed.web.config import urls
from seedbed.web.jobs.actions import start
from seedbed.web.people.access import signed_in
from seedbed.web.people.queries import site
from tests.killed.apps import TASK


@signed_in
def start_counting(request: HttpRequest) -> HttpResponse:
    """Start it and say its number."""
    job = start(by=request.user, scope=site(), task=TASK, title="Counting")  # type: ignore[arg-type]
    return HttpResponse(str(job.pk), status=201)


urlpatterns = [*urls.urlpatterns, path("count/", start_counting)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
