"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.paper_maps import views

app_name = "paper_maps"
urlpatterns = [
    path("in/<slug:slug>/", views.packs, name="packs"),
    path("packs/<uuid:paper_pack>/", views.pack, name="pack"),
    path("packs/<uuid:paper_pack>/pack.pdf", views.pack_pdf, name="pack_pdf"),
    path("packs/<uuid:paper_pack>/pack.json", views.pack_json, name="pack_json"),
    path("photos/<uuid:sheet_photo>/", views.photo, name="photo"),
]
