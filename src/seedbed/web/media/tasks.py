"""Long and recurring work of this room."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.db.models.fields.reverse_related import ForeignObjectRel

from seedbed.web.jobs.tasks import Report
from seedbed.web.media.actions import erase, start_checking
from seedbed.web.media.checking import check
from seedbed.web.media.limits import DAYS_UNUSED
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.queries import WITH
from seedbed.web.media.storing import remove_unknown
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.full_disk import DiskFullError

LOG = logging.getLogger(__name__)
STUCK = timedelta(minutes=30)
"""A file that waits longer has lost its job."""
WRITTEN_BEFORE = timedelta(days=1)
"""A file without a row that is younger may still get one."""


def check_waiting(report: Report, *, neighbourhood: int) -> str:
    """Check all files that wait in a neighbourhood, the oldest first."""
    done = 0
    waiting = MediaFile.objects.filter(neighbourhood=neighbourhood, state=MediaState.CHECKING)
    in_order = waiting.select_related(*WITH).order_by("received_at", "pk")
    tried: list[UUID] = []
    while (file := in_order.exclude(pk__in=tried).first()) is not None:
        report(done, done + waiting.count(), "Checking what was sent")
        try:
            check(file)
        except DiskFullError:
            raise
        except Exception:
            # It waits as it was, and others do not wait for it: see `tidy`.
            LOG.exception("The file %s could not be checked.", file.pk)
        tried.append(file.pk)
        done += 1
    return ""


def tidy(now: datetime) -> None:
    """Check again what lost its job; erase what was never used, was refused, or has no row, some time after it came."""
    for place in Neighbourhood.objects.filter(
        pk__in=MediaFile.objects.filter(state=MediaState.CHECKING, received_at__lt=now - STUCK).values("neighbourhood")
    ):
        start_checking(place)
    old = MediaFile.objects.filter(received_at__lt=now - timedelta(days=DAYS_UNUSED)).exclude(state=MediaState.ERASED)
    for file in old.filter(~_used() | Q(state=MediaState.REFUSED)).select_related(*WITH):
        erase(by=None, file=file, at=now)
    remove_unknown(_named, now - WRITTEN_BEFORE)


def _named(first: UUID, last: UUID) -> set[str]:
    found = MediaFile.objects.filter(pk__gte=first, pk__lte=last).values_list("name", "small_name")
    return {name for names in found for name in names}


def _used() -> Q:
    """Return what is true of files that a row of any room names: rooms link to files, and files know of no room."""
    found = Q(pk__in=[])
    for each in MediaFile._meta.get_fields(include_hidden=True):  # noqa: SLF001 - documented by Django in spite of it
        if isinstance(each, ForeignObjectRel):
            rows = each.related_model._base_manager.filter(**{f"{each.field.name}__isnull": False})  # noqa: SLF001
            found |= Q(pk__in=rows.values(each.field.name))
    return found
