"""Addresses that ask a map, below /step-5/maps/<map>/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda import ask_views, loop_views, what_if_views

urlpatterns = [
    path("questions/", ask_views.questions, name="questions"),
    path("picture.svg", ask_views.whole, name="picture"),
    path("picture.pdf", ask_views.printed, name="picture_pdf"),
    path("loops/", loop_views.loops, name="loops"),
    path("what-if/", what_if_views.what_if, name="what_if"),
]
