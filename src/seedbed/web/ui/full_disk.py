"""A full disk: told from other faults, and shown as what it is.

What was being written is rolled back by the database or never put in its place, so nothing is lost or half there.
"""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Iterator
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override

from seedbed.errors import SeedbedError, UserError
from seedbed.web.ui import errors
from seedbed.web.ui.languages import interface_language

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
POSTGRES_DISK_FULL = "53100"
SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""The second: the file that readers share could not grow."""


class DiskFullError(UserError):
    """There is no room to write."""

    exit_code = SeedbedError.exit_code

    def __init__(self) -> None:
        super().__init__(
            "The disk of this site is full.",
            "What you sent was not kept. Nothing that was there before is lost.",
            "Tell whoever runs the site, and send it again once they have made room.",
        )


def is_disk_full(error: BaseException | None) -> bool:
    """Say whether an error, or what caused it, is that the disk is full."""
    return any(_says_so(each) for each in _chain(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_SPACE
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in SQLITE_FULL
    return getattr(error, "sqlstate", None) == POSTGRES_DISK_FULL


def fault_or_full(request: HttpRequest) -> HttpResponse:
    """Answer a fault: with the page of a full disk where that is what it was, else with the usual one."""
    if not is_disk_full(sys.exc_info()[1]):
        return errors.fault(request)
    about = {"error": DiskFullError(), "status": 507, "interface_language": interface_language(request)}
    with override(settings.LANGUAGE_CODE):
        page = render_to_string("ui/error.html", about)
    return HttpResponse(page, status=HTTPStatus.INSUFFICIENT_STORAGE)
