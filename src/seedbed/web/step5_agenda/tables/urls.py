"""Addresses of a map as tables, below /step-5/maps/<map>/tables/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.tables import views

urlpatterns = [
    path("factors/", views.table, {"kind": "factors"}, name="factors_table"),
    path("links/", views.table, {"kind": "links"}, name="links_table"),
    path("factors/keep/", views.keep, {"kind": "factors"}, name="keep_factors"),
    path("links/keep/", views.keep, {"kind": "links"}, name="keep_links"),
]
