"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.api import views
from seedbed.web.api.described import api

app_name = "api_pages"
urlpatterns = [
    path("", views.reference, name="reference"),
    path("openapi.json", views.openapi, name="openapi"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:token>/end/", views.end_token, name="end_token"),
    path("v1/", api.urls),
]
