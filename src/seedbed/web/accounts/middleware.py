"""What is asked of each request of someone who is signed in: their second factor, and when they were last here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.web.accounts.access import CAME_IN, fully_signed_in, opens_before_second_factor
from seedbed.web.accounts.queries import has_second_factor, needs_second_factor
from seedbed.web.people.access import declared
from seedbed.web.people.models import User
from seedbed.web.ui.full_disk import is_disk_full

Respond = Callable[[HttpRequest], HttpResponse]


class SecondFactor:
    """Asks for the second factor before any page that needs an account.

    Who has one but did not give it in this session, as after a one-time link, gives it first. Who has none, and a role
    that needs one, sets one up first. In a demonstration nobody is asked: nothing there is anybody's.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever."""
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, address: Any) -> HttpResponse | None:  # noqa: ARG002
        """Lead away from the page where a second factor is missing."""
        access = declared(view)
        if access is None or not access.needs_account or opens_before_second_factor(view):
            return None
        user = request.user
        if not isinstance(user, User) or settings.ENVIRONMENT.demonstration or fully_signed_in(request):
            return None
        if has_second_factor(user):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': _come_back(request)})}")
        return redirect("mfa_index") if needs_second_factor(user) else None


def _come_back(request: HttpRequest) -> str:
    # What was sent with a form is not sent again, so only pages that are read are come back to.
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/"


class SessionsSeen:
    """Notes now and then that a session is in use, so that its owner knows it; signs out who does nothing for long.

    A session ends two weeks after signing in as well, however much is done in it. That of a helper ends with the shift.
    """

    EVERY = timedelta(minutes=10)
    KEY = "accounts_seen"
    OF_A_SHIFT = "_session_expiry"
    """Under which Django keeps that a session ends at a time of its own."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note it, unless that was done a moment ago; then answer."""
        if isinstance(request.user, User):
            now = timezone.now().timestamp()
            if self._is_over(request, now):
                logout(request)
                messages.info(request, gettext("You were signed out, since nothing was done here for a while."))
            elif now - request.session.get(self.KEY, 0.0) >= self._every():
                self._note(request, now)
        return self.respond(request)

    def _every(self) -> float:
        """Return after how many seconds it is noted again: often enough to tell when nothing is done."""
        return min(self.EVERY.total_seconds(), settings.ENVIRONMENT.idle_minutes * 60 / 5)

    def _is_over(self, request: HttpRequest, now: float) -> bool:
        if self.OF_A_SHIFT in request.session:
            return False
        began = request.session.setdefault(CAME_IN, now)
        seen = request.session.get(self.KEY, now)
        return bool(now - began >= settings.SESSION_COOKIE_AGE or now - seen >= settings.ENVIRONMENT.idle_minutes * 60)

    def _note(self, request: HttpRequest, now: float) -> None:
        try:
            UserSession.objects.create_from_request(request)
        except OperationalError as error:
            if not is_disk_full(error):
                raise
            return  # Pages can be read on a full disk; it is noted once there is room.
        request.session[self.KEY] = now
