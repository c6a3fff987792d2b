"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.consent import views

app_name = "consent"
urlpatterns = [
    path("programmes/<slug:slug>/lawful-basis/", views.lawful_basis, name="lawful_basis"),
    path("programmes/<slug:slug>/wordings/", views.wordings, name="wordings"),
    path("programmes/<slug:slug>/wordings/<str:language>/new/", views.new_wording, name="new_wording"),
    path("programmes/<slug:slug>/wordings/<str:language>/<str:version>/", views.wording, name="wording"),
    path("in/<slug:slug>/read-out/<str:language>/", views.read_out, name="read_out"),
]
