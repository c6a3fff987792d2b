"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.messages_in import views

app_name = "messages_in"
urlpatterns = [
    path("in/<slug:slug>/", views.send, name="send"),
    path("files/<uuid:message_file>/", views.one_file, name="file"),
    path("files/<uuid:message_file>/columns/", views.columns, name="columns"),
    path("files/<uuid:message_file>/refused.csv", views.refused, name="refused"),
]
