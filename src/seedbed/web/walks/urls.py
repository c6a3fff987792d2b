"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.walks import film_views, show_views, views

app_name = "walks"
urlpatterns = [
    path("in/<slug:slug>/", views.walks, name="walks"),
    path("<int:walk>/", views.walk, name="walk"),
    path("<int:walk>/route/", views.route, name="route"),
    path("<int:walk>/exhibition/", views.exhibition, name="exhibition"),
    path("<int:walk>/film/", film_views.film, name="team_film"),
    path("<int:walk>/booklet.pdf", views.booklet, name="booklet"),
    path("<int:walk>/postcards.pdf", views.postcards, name="postcards"),
    path("<int:walk>/captions.vtt", views.captions, name="captions"),
    path("stops/<int:stop>/", views.stop, name="stop"),
    path("show/<uuid:show>/", show_views.show, name="show"),
    path("show/<uuid:show>/hang/", show_views.hang, name="hang"),
    path("show/<uuid:show>/sounds/", show_views.sounds, name="sounds"),
    path("show/<uuid:show>/film/", show_views.film, name="film"),
]
