"""Addresses of the public directory."""

from __future__ import annotations

from django.urls import path

from seedbed.web.asset_register import public_views as views
from seedbed.web.asset_register import tiles_views as tiles

app_name = "directory"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.directory, name="directory"),
    path("<slug:slug>/embed/", views.embed, name="embed"),
    path("<slug:slug>/large-print/", views.large_print, name="large_print"),
    path("<slug:slug>/map.json", tiles.public_ground, name="ground"),
    path("<slug:slug>/tiles/<int:zoom>/<int:x>/<int:y>.mvt", tiles.public_tile, name="tile"),
    path("<slug:slug>/<uuid:asset>/", views.asset, name="asset"),
    path("<slug:slug>/<uuid:asset>/wrong/", views.wrong, name="wrong"),
]
