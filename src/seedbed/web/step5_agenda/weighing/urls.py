"""Addresses of weights that several people give, below /step-5/maps/<map>/weights/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.weighing import views

urlpatterns = [
    path("", views.weights, name="weights"),
    path("give/", views.give, name="give_weights"),
    path("take-back/", views.take_back, name="take_weights_back"),
]
