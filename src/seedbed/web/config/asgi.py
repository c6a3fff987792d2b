"""The application for ASGI servers."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

from seedbed.web.config.request_size import NotTooLarge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.web.config.settings")

application = NotTooLarge(get_asgi_application())
