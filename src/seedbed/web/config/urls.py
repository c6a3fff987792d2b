"""Addresses, one include a room."""

from __future__ import annotations

from django.urls import include, path

from seedbed.web.config.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("", include("seedbed.web.ui.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("seedbed.web.places.urls")),
    path("", include("seedbed.web.people.urls")),
    path("jobs/", include("seedbed.web.jobs.urls")),
    path("thread/", include("seedbed.web.golden_thread.urls")),
    path("step-1/", include("seedbed.web.step1_profile.urls")),
    path("by-hand/", include("seedbed.web.walking_skeleton.urls")),
    path("demo/", include("seedbed.web.demonstration.urls")),
]
handler400 = "seedbed.web.ui.errors.bad_request"
handler403 = "seedbed.web.ui.errors.not_allowed"
handler404 = "seedbed.web.ui.errors.not_found"
handler500 = "seedbed.web.ui.errors.fault"
