"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.operations import views

app_name = "operations"
urlpatterns = [path("", views.status, name="status")]
