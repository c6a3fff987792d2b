"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "walking_skeleton"
urlpatterns: list[URLPattern] = []
