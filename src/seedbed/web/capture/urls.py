"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from seedbed.web.capture.views import devices, inbox, joining, sending

app_name = "capture"
urlpatterns = [
    path("join/<str:code>/", joining.join, name="join"),
    path("items/<uuid:number>/", sending.put_item, name="item"),
    path("media/<uuid:number>/", sending.put_media, name="media"),
    path("files/<uuid:awaited_file>/set-aside/", devices.set_aside_file, name="set_aside_file"),
    path("outbox/", sending.outbox, name="outbox"),
    path("about/", sending.about, name="about"),
    path("in/<slug:slug>/devices/", devices.devices, name="devices"),
    path("codes/<int:join_code>/", devices.code, name="code"),
    path("codes/<int:join_code>/end/", devices.end_code, name="end_code"),
    path("devices/<uuid:device>/end/", devices.end_device, name="end_device"),
    path("in/<slug:slug>/inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:waiting>/", inbox.one, name="waiting"),
]
