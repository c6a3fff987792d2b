"""Addresses of the public directory for programs, as Open Referral UK names them: without a stroke at the end."""

from __future__ import annotations

from django.urls import path

from seedbed.web.asset_register import open_referral_views as views

app_name = "open_referral"
urlpatterns = [
    path("<slug:slug>/", views.api, name="api"),
    path("<slug:slug>/services", views.all_services, name="services"),
    path("<slug:slug>/services/<uuid:service>", views.one_service, name="service"),
    path("<slug:slug>/service_at_locations", views.services_at_locations, name="services_at_locations"),
    path("<slug:slug>/service_at_locations/<uuid:place>", views.service_at_location, name="service_at_location"),
    path("<slug:slug>/taxonomies", views.taxonomies, name="taxonomies"),
    path("<slug:slug>/taxonomies/<uuid:taxonomy>", views.one_taxonomy, name="taxonomy"),
    path("<slug:slug>/taxonomy_terms", views.taxonomy_terms, name="taxonomy_terms"),
    path("<slug:slug>/taxonomy_terms/<uuid:term>", views.taxonomy_term, name="taxonomy_term"),
    path("<slug:slug>/<path:rest>", views.nothing, name="nothing"),
]
