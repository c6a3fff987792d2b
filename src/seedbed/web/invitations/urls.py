"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.invitations import views

app_name = "invitations"
urlpatterns = [
    path("invitations/<int:scope>/", views.people, name="people"),
    path("invitations/<int:scope>/team/", views.team, name="team"),
    path("invitations/one/<int:invitation>/again/", views.invite_again, name="invite_again"),
    path("invitations/one/<int:invitation>/take-back/", views.take_back, name="take_back"),
    path("invitations/accept/<str:token>/", views.accept, name="accept"),
    path("invitations/accepted/", views.accepted, name="accepted"),
    path("shifts/<int:scope>/", views.shifts, name="shifts"),
    path("shifts/one/<int:shift>/", views.shift, name="shift"),
    path("shifts/one/<int:shift>/new-code/", views.new_code, name="new_code"),
    path("shifts/one/<int:shift>/close/", views.close_shift, name="close_shift"),
    path("shifts/join/<str:token>/", views.join, name="join"),
]
