"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.outreach import views

app_name = "outreach"
urlpatterns = [
    path("outreach/in/<slug:slug>/", views.organisations, name="organisations"),
    path("outreach/events/<int:event>/", views.invitations, name="invitations"),
    path("outreach/events/<int:event>/badges/", views.badges, name="badges"),
    path("outreach/invitations/<int:event_invitation>/end/", views.end, name="end"),
    path("outreach/invitations/<int:event_invitation>/paper/", views.paper, name="paper"),
    path("invited/<str:code>/", views.invited, name="invited"),
]
