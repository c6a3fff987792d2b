"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs_of_site, name="all"),
    path("at/<int:scope>/", views.jobs_at, name="at"),
    path("<uuid:number>/", views.job, name="job"),
    path("<uuid:number>/progress", views.progress, name="progress"),
    path("<uuid:number>/stop", views.stop, name="stop"),
]
