"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.asset_register.views import (
    assets,
    barriers,
    columns,
    duplicates,
    gaps,
    imports,
    lists,
    opportunities,
    photos,
    rounds,
)

app_name = "asset_register"
urlpatterns = [
    path("in/<slug:slug>/", lists.assets, name="assets"),
    path("in/<slug:slug>/public/", lists.publish, name="publish"),
    path("in/<slug:slug>/add/", assets.add, name="add"),
    path("in/<slug:slug>/kinds/", assets.kinds, name="kinds"),
    path("in/<slug:slug>/take-in/<str:printed>/", assets.take_in, name="take_in"),
    path("in/<slug:slug>/round/", rounds.verification, name="round"),
    path("in/<slug:slug>/said/", rounds.said, name="said"),
    path("in/<slug:slug>/barriers/", barriers.listed, name="barriers"),
    path("in/<slug:slug>/barriers/add/", barriers.add_elsewhere, name="add_elsewhere"),
    path("in/<slug:slug>/opportunities/", opportunities.listed, name="opportunities"),
    path("in/<slug:slug>/opportunities/add/", opportunities.add_elsewhere, name="add_opportunity_elsewhere"),
    path("in/<slug:slug>/gaps/", gaps.gaps, name="gaps"),
    path("in/<slug:slug>/coverage/", gaps.coverage, name="coverage"),
    path("in/<slug:slug>/duplicates/", duplicates.duplicates, name="duplicates"),
    path("in/<slug:slug>/duplicates/all/", duplicates.all_certain, name="all_certain"),
    path("in/<slug:slug>/import/", imports.start, name="import"),
    path("import/<uuid:imported>/", imports.result, name="imported"),
    path("import/<uuid:imported>/columns/", columns.columns, name="columns"),
    path("mapping/<int:mapping>.toml", columns.mapping, name="mapping"),
    path("mapping/<int:mapping>/forget/", columns.forget, name="forget_mapping"),
    path("import/<uuid:imported>/take-back/", imports.take_back, name="take_back"),
    path("import/<uuid:imported>/refused.csv", imports.refused, name="refused"),
    path("barrier/<int:barrier>/", barriers.change, name="barrier"),
    path("opportunity/<int:opportunity>/", opportunities.change, name="opportunity"),
    path("merges/<uuid:merges>/", duplicates.many, name="many_merges"),
    path("merges/<uuid:merges>/undo/", duplicates.undo_all, name="undo_many"),
    path("merge/<int:merge>/undo/", duplicates.undo, name="undo_merge"),
    path("check/<int:check>/settle/", rounds.settle, name="settle"),
    path("<uuid:asset>/", assets.asset, name="asset"),
    path("<uuid:asset>/change/", assets.change, name="change"),
    path("<uuid:asset>/check/", rounds.check, name="check"),
    path("<uuid:asset>/back/", rounds.back, name="back"),
    path("<uuid:asset>/voices/", assets.voices, name="voices"),
    path("<uuid:asset>/barrier/", barriers.add, name="add_barrier"),
    path("<uuid:asset>/opportunity/", opportunities.add, name="add_opportunity"),
    path("<uuid:asset>/photo/", photos.add, name="add_photo"),
]
