"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.translations import views

app_name = "translations"
urlpatterns = [
    path("programmes/<slug:slug>/", views.overview, name="overview"),
    path("programmes/<slug:slug>/<str:language>/", views.language, name="language"),
]
