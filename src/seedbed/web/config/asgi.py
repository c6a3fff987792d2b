"""The application for ASGI servers."""

from __future__ import annotations

import os

import django

from seedbed.web.config.one_thread import InOneThread
from seedbed.web.config.request_size import NotTooLarge, Receive, Scope, Send

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.web.config.settings")

django.setup(set_prefix=False)

from seedbed.web.step5_agenda.live.application import LiveMaps  # noqa: E402 - it reads tables, once Django is set up

pages, maps = NotTooLarge(InOneThread()), LiveMaps()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request, or serve the connection of somebody who draws a map."""
    if scope["type"] == "websocket":
        await maps(scope, receive, send)
    else:
        await pages(scope, receive, send)
