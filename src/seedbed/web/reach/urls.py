"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.reach import views

app_name = "reach"
urlpatterns = [
    path("in/<slug:slug>/", views.questions, name="questions"),
    path("<uuid:question>/", views.answer, name="answer"),
]
