"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.golden_thread import views

app_name = "golden_thread"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("in/<slug:slug>/", views.voices, name="voices"),
    path("in/<slug:slug>/measures/", views.measures, name="measures"),
    path("in/<slug:slug>/loose-ends/", views.loose_ends, name="loose_ends"),
    path("<str:printed>/", views.bead, name="bead"),
    path("<str:printed>/follow/", views.follow, name="follow"),
]
