"""What is asked about devices, codes and the inbox."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from seedbed.web.capture.codes import digest_of, short_digest
from seedbed.web.capture.models import Device, JoinCode, Waiting, WaitingState, WantedMedia
from seedbed.web.people.models import User
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood

RECENT = timedelta(days=2)
"""How long codes that are over are still listed."""


def code_with(token: str) -> JoinCode | None:
    """Return the code of a token, or of what was typed by hand, over or not; None if it is none of ours."""
    typed = short_digest(token)
    which = Q(digest=digest_of(token[:200])) | (Q(short=typed) if typed else Q())
    return JoinCode.objects.filter(which).select_related("neighbourhood").first()


def codes_of(neighbourhood: Neighbourhood, now: datetime) -> QuerySet[JoinCode]:
    """Return the codes of a neighbourhood that are open or were lately, the newest first, with how many joined."""
    found = JoinCode.objects.filter(neighbourhood=neighbourhood, ends_at__gt=now - RECENT)
    return found.select_related("event", "made_by").annotate(joined=Count("devices")).order_by("-made_at", "-pk")


def devices_of(neighbourhood: Neighbourhood) -> QuerySet[Device]:
    """Return the devices of a neighbourhood, the newest first, with how much each sent and what was odd about it."""
    found = Device.objects.filter(neighbourhood=neighbourhood).select_related("event")
    return found.annotate(
        sent=Count("items"),
        changed=Count("items", filter=Q(items__receipt_changed=True)),
        clocks=Count("items", filter=Q(items__clock_off=True)),
    ).order_by("ended_at", "-joined_at", "number")


def files_not_here(neighbourhood: Neighbourhood) -> QuerySet[WantedMedia]:
    """Return files that were announced and did not come or were not taken, the oldest first."""
    found = WantedMedia.objects.filter(
        contribution__bead__neighbourhood=neighbourhood, contribution__bead__tombstone=None
    )
    return found.select_related("item__device", "contribution__bead").order_by("item__received_at", "number")


def inbox_of(neighbourhood: Neighbourhood, user: Visitor) -> QuerySet[Waiting]:
    """Return what waits in a neighbourhood, the oldest first: all of it to who reads words, to others their own."""
    found = Waiting.objects.filter(neighbourhood=neighbourhood, state=WaitingState.WAITING)
    if not can(user, Permission.SEE_WORDS, neighbourhood.scope):
        found = found.filter(by=user) if isinstance(user, User) else found.none()
    return found.select_related("event").prefetch_related("media", "evidence").order_by("received_at", "number")
