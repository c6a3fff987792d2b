"""Addresses of phones in a workshop, below /w/: short, since people type them from a screen."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.workshop import phone_views

app_name = "workshop"
urlpatterns = [
    path("", phone_views.find, name="find"),
    path("<str:workshop_code>/", phone_views.room, name="room"),
]
