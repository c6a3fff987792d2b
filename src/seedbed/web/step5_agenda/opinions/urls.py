"""Addresses of what people say of a map, below /step-5/maps/<map>/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.opinions import origin_views, views

PART = "on/<uuid:part>/"
"""A factor or a link, by its key."""
urlpatterns = [
    path("origins.json", origin_views.origins_json, name="origins_json"),
    path("comments/", views.comments, name="comments"),
    path("comments/add/", views.comment, name="add_comment"),
    path("comments/<int:comment>/settle/", views.settle, name="settle_comment"),
    path("comments/<int:comment>/take-back/", views.take_back, name="take_back_comment"),
    path(f"{PART}comment/", views.comment, name="comment_on"),
    path(f"{PART}agree/", views.agree, name="agree"),
    path(f"{PART}see-otherwise/", views.see_otherwise, name="see_otherwise"),
    path(f"{PART}take-vote-back/", views.take_vote_back, name="take_vote_back"),
    path(f"{PART}experts-only/", origin_views.experts_only, name="experts_only"),
    path(f"{PART}origins/", origin_views.add, name="add_origins"),
    path(f"{PART}origins/remove/", origin_views.remove, name="remove_origin"),
]
