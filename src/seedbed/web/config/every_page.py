"""Addresses that every page needs, whatever its room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.people.access import public, signed_in
from seedbed.web.ui import views

app_name = "ui"
urlpatterns = [
    path("brand.css", public(views.brand_stylesheet), name="brand"),
    path("style/", signed_in(views.style_guide), name="style_guide"),
]
