"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.listening import views

app_name = "listening"
urlpatterns = [
    path("receipt/", views.find_receipt, name="find_receipt"),
    path("receipt/<str:receipt>/", views.receipt, name="receipt"),
    path("receipt/<str:receipt>/words/", views.my_words, name="my_words"),
    path("listening/in/<slug:slug>/withdrawals/", views.withdrawals, name="withdrawals"),
]
