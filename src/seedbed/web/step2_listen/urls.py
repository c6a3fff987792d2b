"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step2_listen import phone_views, views

app_name = "step2_listen"
urlpatterns = [
    path("in/<slug:slug>/shifts/", views.shifts, name="shifts"),
    path("in/<slug:slug>/evening/", views.evening, name="evening"),
    path("rescue/in/<slug:slug>/", views.rescue, name="rescue"),
    path("shifts/<int:street_shift>/", views.shift, name="shift"),
    path("shifts/<int:street_shift>/counts/", views.counts, name="counts"),
    path("shift/", phone_views.phone, name="phone"),
    path("shift/worker.js", phone_views.worker, name="phone_worker"),
    path("shift/card.webmanifest", phone_views.card, name="phone_card"),
]
