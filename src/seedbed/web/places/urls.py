"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.places import map_views, views

app_name = "places"
urlpatterns = [
    path("", views.home, name="home"),
    path("at/<int:scope>/", views.at, name="at"),
    path("start/", views.start_partnership, name="start_partnership"),
    path("partnerships/<slug:slug>/", views.partnership, name="partnership"),
    path("partnerships/<slug:slug>/start/", views.start_programme, name="start_programme"),
    path("programmes/<slug:slug>/", views.programme, name="programme"),
    path("programmes/<slug:slug>/start/", views.start_neighbourhood, name="start_neighbourhood"),
    path("neighbourhoods/<slug:slug>/", views.neighbourhood, name="neighbourhood"),
    path("neighbourhoods/<slug:slug>/lines/", views.boundaries, name="boundaries"),
    path("neighbourhoods/<slug:slug>/map/", map_views.bring, name="map"),
    path("neighbourhoods/<slug:slug>/map.json", map_views.ground, name="ground"),
]
