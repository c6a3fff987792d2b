"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.people import audit_views, views

app_name = "people"
urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
    path("people/<int:scope>/", views.roles, name="roles"),
    path("people/<int:scope>/what-roles-may/", views.what_roles_may, name="what_roles_may"),
    path("people/<int:scope>/audit/", audit_views.audit, name="audit"),
    path("people/<int:scope>/audit/download/", audit_views.download, name="download_audit"),
    path("people/<int:scope>/history/<path:subject>/", audit_views.history, name="history"),
    path("people/roles/<int:grant>/end/", views.end_role, name="end_role"),
    path("people/roles/<int:grant>/new-link/", views.new_link, name="new_link"),
]
