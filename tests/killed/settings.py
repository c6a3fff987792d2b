"""The platform's own settings, with one kind of long work more, that is short enough to wait for."""

from __future__ import annotations

from seedbed.web.config.settings import *  # noqa: F403 - the same but for what follows

INSTALLED_APPS += ["tests.killed"]  # noqa: F405
ROOT_URLCONF = "tests.killed.urls"
