"""Addresses that ask a map, below /step-5/maps/<map>/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.asking import loop_views, measure_views, views, what_if_views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("picture.svg", views.whole, name="picture"),
    path("picture.pdf", views.printed, name="picture_pdf"),
    path("measures/", measure_views.measured, name="measures"),
    path("loops/", loop_views.loops, name="loops"),
    path("what-if/", what_if_views.what_if, name="what_if"),
]
