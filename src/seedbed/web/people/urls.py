"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.people import views

app_name = "people"
urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
    path("people/<int:scope>/", views.roles, name="roles"),
    path("people/<int:scope>/what-roles-may/", views.what_roles_may, name="what_roles_may"),
    path("people/<int:scope>/audit/", views.audit, name="audit"),
    path("people/roles/<int:grant>/end/", views.end_role, name="end_role"),
    path("people/roles/<int:grant>/new-link/", views.new_link, name="new_link"),
]
