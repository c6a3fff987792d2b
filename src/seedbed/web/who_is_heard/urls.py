"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.who_is_heard import views

app_name = "who_is_heard"
urlpatterns = [path("in/<slug:slug>/", views.heard, name="heard")]
