"""Addresses of how a map is divided and laid out, below /step-5/maps/<map>/arrangement/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.arranging import views

ENTRY = "<slug:map_part>/<uuid:map_entry>/"
urlpatterns = [
    path("", views.arrangement, name="arrangement"),
    path("tidy/", views.tidy, name="tidy"),
    path("tidied.json", views.tidied, name="tidied"),
    path("layouts/<uuid:map_entry>/use/", views.lay_out, name="lay_out"),
    path("<slug:map_part>/add/", views.add_entry, name="add_entry"),
    path(ENTRY, views.edit_entry, name="edit_entry"),
    path(f"{ENTRY}remove/", views.remove_entry, name="remove_entry"),
]
