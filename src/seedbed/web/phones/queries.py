"""What is asked about forms and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from seedbed.web.capture.models import Device, DeviceKind, Waiting, WaitingState
from seedbed.web.phones.models import EarlierWords, Filled, Form
from seedbed.web.places.models import Neighbourhood

LATEST = 30


def offered_forms(neighbourhood: Neighbourhood) -> QuerySet[Form]:
    """Return the forms that phones get."""
    return Form.objects.filter(neighbourhood=neighbourhood, offered=True).order_by("title", "number")


def forms_of(neighbourhood: Neighbourhood) -> QuerySet[Form]:
    """Return all forms, those that are offered first, with how many filled ones came."""
    found = Form.objects.filter(neighbourhood=neighbourhood).defer("xml")
    return found.annotate(came=Count("filled")).order_by("-offered", "title", "-made_at")


def phones_of(neighbourhood: Neighbourhood) -> QuerySet[Device]:
    """Return the phones that may send forms."""
    found = Device.objects.filter(neighbourhood=neighbourhood, kind=DeviceKind.FORM, ended_at=None)
    return found.order_by("name", "number")


def filled_lately(neighbourhood: Neighbourhood) -> Sequence[Filled]:
    """Return the newest filled forms, with what became of each."""
    found = Filled.objects.filter(neighbourhood=neighbourhood).select_related("form", "device", "item", "waiting")
    return list(found.defer("form__xml").order_by("-received_at", "-pk")[:LATEST])


def bytes_waiting(device: Device, since: datetime) -> int:
    """Return the bytes of the files that came with forms of a phone after a moment and were put in the inbox."""
    forms = Filled.objects.filter(device=device, waiting__isnull=False)
    files = Waiting.media.through.objects.filter(waiting__in=forms.values("waiting"), mediafile__received_at__gt=since)
    return files.aggregate(size=Sum("mediafile__size"))["size"] or 0


def waiting_forms(neighbourhood: Neighbourhood) -> int:
    """Count the filled forms that wait in the inbox."""
    found = Waiting.objects.filter(neighbourhood=neighbourhood, source="form", state=WaitingState.WAITING)
    return found.count()


def earlier_words(neighbourhood: Neighbourhood) -> Sequence[EarlierWords]:
    """Return what filled forms said before somebody changed them, as long as they wait, the newest first."""
    found = EarlierWords.objects.filter(waiting__neighbourhood=neighbourhood, waiting__state=WaitingState.WAITING)
    return list(found.select_related("waiting").order_by("-until", "-pk")[:LATEST])
