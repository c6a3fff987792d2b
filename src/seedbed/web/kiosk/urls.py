"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.kiosk import device_views, views

app_name = "kiosk"
urlpatterns = [
    path("", device_views.kiosk, name="kiosk"),
    path("worker.js", device_views.worker, name="worker"),
    path("card.webmanifest", device_views.card, name="card"),
    path("map/", device_views.ground, name="map"),
    path("in/<slug:slug>/", views.kiosks, name="kiosks"),
    path("in/<slug:slug>/volunteers/", views.volunteers, name="volunteers"),
]
