"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.safeguarding import views

app_name = "safeguarding"
urlpatterns = [
    path("", views.concerns, name="concerns"),
    path("<uuid:number>/", views.concern, name="concern"),
    path("in/<slug:slug>/", views.worried, name="worried"),
    path("in/<slug:slug>/plan/", views.plan, name="plan"),
]
