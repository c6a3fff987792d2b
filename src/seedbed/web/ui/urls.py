"""Addresses that every page needs."""

from __future__ import annotations

from django.urls import path

from seedbed.web.ui import views

app_name = "ui"
urlpatterns = [
    path("brand.css", views.brand_stylesheet, name="brand"),
]
