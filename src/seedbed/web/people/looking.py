"""Recording that somebody read a list of what people said: once in a while, not once a page that is loaded again."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import OperationalError
from django.utils import timezone

from seedbed.web.people.audit import record
from seedbed.web.people.models import AuditEvent, Scope, User
from seedbed.web.ui.full_disk import is_disk_full

LOG = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(hours=1)


def note_words_read(*, by: User, scope: Scope, page: str) -> bool:
    """Record that somebody read a list of words, unless the same is recorded within the hour; say whether it was new.

    On a full disk pages can still be read, and nothing can be written: then the log alone says so.

    Parameters
    ----------
    page
        Which list, in one word.
    """
    subject = f"words:{page}"
    since = timezone.now() - AGAIN_AFTER
    if AuditEvent.objects.filter(
        subject=subject, by=by, scope=scope, action="listening.read_words", at__gt=since
    ).exists():
        return False
    try:
        record(by=by, action="listening.read_words", scope=scope, subject=subject)
    except OperationalError as error:
        if not is_disk_full(error):
            raise
        LOG.warning("That words were read could not be recorded: the disk is full.")
        return False
    return True
