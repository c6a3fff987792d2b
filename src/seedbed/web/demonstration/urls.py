"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("", views.tour, name="tour"),
    path("one-voice/", views.voice, name="voice"),
    path("lost/", views.lost, name="lost"),
    path("decisions/<slug:slug>/", views.decision_maker, name="decision_maker"),
    path("withdraw/", views.withdraw, name="withdraw"),
    path("look-as/", views.look_as, name="look_as"),
]
