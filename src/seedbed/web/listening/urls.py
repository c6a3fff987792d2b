"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.listening import check_views, event_views, map_views, views

app_name = "listening"
urlpatterns = [
    path("receipt/", views.find_receipt, name="find_receipt"),
    path("receipt/<str:receipt>/", views.receipt, name="receipt"),
    path("receipt/<str:receipt>/words/", views.my_words, name="my_words"),
    path("listening/in/<slug:slug>/withdrawals/", views.withdrawals, name="withdrawals"),
    path("listening/in/<slug:slug>/checks/", check_views.checks, name="checks"),
    path("listening/in/<slug:slug>/map/", map_views.marks, name="marks"),
    path("listening/in/<slug:slug>/events/", event_views.events, name="events"),
    path("listening/in/<slug:slug>/events/plan/", event_views.plan, name="plan_event"),
    path("listening/events/<int:occasion>/", event_views.event, name="event"),
    path("listening/events/<int:occasion>/change/", event_views.change, name="change_event"),
    path("listening/events/<int:occasion>/after/", event_views.after, name="after_event"),
    path("listening/promises/<slug:slug>/", event_views.promises, name="promises"),
]
