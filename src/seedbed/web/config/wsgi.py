"""The application for WSGI servers."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.web.config.settings")

from seedbed.web.config.settings import ENVIRONMENT
from seedbed.web.config.wsgi_limits import BehindProxies, SizeLimited

application = SizeLimited(BehindProxies(get_wsgi_application(), ENVIRONMENT.proxies if ENVIRONMENT.https else ()))
