"""The address of two maps side by side, below /step-5/maps/<map>/."""

from __future__ import annotations

from django.urls import path

from seedbed.web.step5_agenda.comparing import views

urlpatterns = [path("compare/", views.compare, name="compare")]
