"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.assurance import views

app_name = "assurance"
urlpatterns = [
    path("", views.index, name="index"),
    path("pack.zip", views.take_all, name="take_all"),
    path("<slug:document>/", views.show, name="document"),
    path("<slug:document>/word/", views.take, name="take"),
]
