"""What the pages share."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from seedbed.web.invitations.models import Invitation, Shift
from seedbed.web.people.models import Scope, User


def by_invitation(invitation: int) -> Scope:
    """Return the scope that an invitation is to."""
    return get_object_or_404(Invitation.objects.select_related("scope"), pk=invitation).scope


def by_shift(shift: int) -> Scope:
    """Return the scope of a shift."""
    return get_object_or_404(Shift.objects.select_related("scope"), pk=shift).scope


def come_in(request: HttpRequest, user: User, until: datetime | None = None) -> None:
    """Sign someone in at this browser, for as long as sessions last or until a time."""
    login(request, user)
    if until is not None:
        request.session.set_expiry(until)


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Tell browsers not to keep a page that holds a link or a name."""
    response["Cache-Control"] = "private, no-store"
    return response


def sent_form(request: HttpRequest) -> QueryDict | None:
    """Return what was sent with a form, an empty one too; None if nothing was sent."""
    return request.POST if request.method == "POST" else None
