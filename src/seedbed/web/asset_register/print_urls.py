"""Addresses of what is printed, and of the tiles of the register's own map."""

from __future__ import annotations

from django.urls import path

from seedbed.web.asset_register import print_views as views
from seedbed.web.asset_register import tiles_views as tiles

app_name = "asset_print"
urlpatterns = [
    path("<slug:slug>/print/", views.choose, name="choose"),
    path("<slug:slug>/print/<str:document>", views.document, name="document"),
    path("<slug:slug>/print/<str:document>/make/", views.make, name="make"),
    path("printed/<uuid:asset_print>/", views.printed, name="printed"),
    path("printed/<uuid:asset_print>/assets.pdf", views.printed_pdf, name="printed_pdf"),
    path("<slug:slug>/tiles/<int:zoom>/<int:x>/<int:y>.mvt", tiles.tile, name="tile"),
]
