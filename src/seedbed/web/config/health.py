"""``/health``: whether this site can do its work. It holds nothing of anybody and names no insides."""

from __future__ import annotations

import os
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seedbed.web.jobs.beating import a_worker_lives
from seedbed.web.people.access import public

LEAST_FREE = 50_000_000
"""Bytes that must be free in the data folder."""


@public
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Say what works: 200 if everything does, else 503."""
    parts = {"database": _database_answers(), "worker": _worker_lives(), "disk": _disk_is_writable()}
    well = all(parts.values())
    answer = {"status": "ok" if well else "failing"} | {name: "ok" if it else "failing" for name, it in parts.items()}
    response = JsonResponse(answer, status=200 if well else 503)
    # Whoever asks is told; the log would be told at every question, and at each start before the first worker is up.
    vars(response)["_has_been_logged"] = True
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _worker_lives() -> bool:
    try:
        return a_worker_lives()
    except DatabaseError:
        return False


def _disk_is_writable() -> bool:
    folder = settings.ENVIRONMENT.data_folder
    try:
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= LEAST_FREE
    except OSError:
        return False
