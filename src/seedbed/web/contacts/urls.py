"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.contacts import views

app_name = "contacts"
urlpatterns = [
    path("in/<slug:slug>/", views.contacts, name="contacts"),
    path("in/<slug:slug>/new/", views.new_contact, name="new_contact"),
    path("in/<slug:slug>/everything/", views.everything, name="everything"),
    path("in/<slug:slug>/<uuid:number>/", views.contact, name="contact"),
    path("programmes/<slug:slug>/kept/", views.kept, name="kept"),
]
