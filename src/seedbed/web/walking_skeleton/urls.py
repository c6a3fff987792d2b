"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.walking_skeleton import views

app_name = "walking_skeleton"
urlpatterns = [
    path("bead/<str:printed>/", views.bead, name="bead"),
    path("bead/<str:printed>/edit/", views.edit, name="edit"),
    path("bead/<str:printed>/join/", views.join, name="join"),
    path("bead/<str:printed>/mark/", views.mark, name="mark"),
    path("bead/<str:printed>/translate/", views.translate, name="translate"),
    path("bead/<str:printed>/withdraw/", views.withdraw, name="withdraw"),
    path("bead/<str:printed>/merge/", views.merge, name="merge"),
    path("bead/<str:printed>/split/", views.split, name="split"),
    path("link/<int:number>/retract/", views.retract, name="retract"),
    path("change/<int:number>/undo/", views.undo, name="undo"),
    path("in/<slug:slug>/", views.index, name="index"),
    path("in/<slug:slug>/words/", views.words, name="words"),
    path("in/<slug:slug>/mine/", views.own, name="own"),
    path("in/<slug:slug>/write-down/", views.write_down, name="write_down"),
    path("in/<slug:slug>/add/<slug:kind>/", views.add, name="add"),
    path("in/<slug:slug>/all/<slug:kind>/", views.all_of, name="all"),
]
