"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.media import views

app_name = "media"
urlpatterns = [
    path("<uuid:file>/", views.file, name="file"),
    path("<uuid:file>/small/", views.small, name="small"),
    path("<uuid:file>/look/", views.look, name="look"),
    path("in/<slug:slug>/", views.files, name="files"),
]
