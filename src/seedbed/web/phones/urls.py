"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.phones.views import openrosa, pages

app_name = "phones"
urlpatterns = [
    path("in/<slug:slug>/", pages.overview, name="overview"),
    path("in/<slug:slug>/end/<uuid:device>/", pages.end, name="end"),
    path("in/<slug:slug>/ours/", pages.offer_ours, name="offer_ours"),
    path("in/<slug:slug>/checks/", pages.offer_checks, name="offer_checks"),
    path("in/<slug:slug>/ours.xlsx", pages.ours_as_workbook, name="ours"),
    path("in/<slug:slug>/forms/add/", pages.add_form, name="add_form"),
    path("forms/<uuid:phone_form>/", pages.one_form, name="form"),
    # Collect is told the address up to here and adds the rest itself.
    path("<slug:slug>/formList", openrosa.forms, name="forms"),
    path("<slug:slug>/forms/<uuid:phone_form>.xml", openrosa.xform, name="xform"),
    path("<slug:slug>/forms/<uuid:phone_form>/manifest.xml", openrosa.manifest_of, name="manifest"),
    path("<slug:slug>/assets.csv", openrosa.assets, name="assets"),
    path("<slug:slug>/submission", openrosa.submission, name="submission"),
]
