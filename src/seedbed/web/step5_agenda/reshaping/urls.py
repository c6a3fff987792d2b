"""Addresses of merges, splits and versions of a map, below /step-5/maps/<map>/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.reshaping import version_views, views

EARLIER = "as-it-was/<int:map_update>/"
urlpatterns = [
    path("merges/", views.merges, name="merges"),
    path("merges/<int:map_lineage>/undo/", views.undo, name="undo_merge"),
    path("merges/mend/", views.mend, name="mend"),
    path("merge/", views.merge, name="merge"),
    path("factors/<uuid:factor>/split/", views.split, name="split"),
    path("versions/", version_views.versions, name="versions"),
    path("versions/name/", version_views.name, name="name_version"),
    path(EARLIER, version_views.earlier, name="earlier"),
    path(f"{EARLIER}go-back/", version_views.back, name="go_back"),
]
