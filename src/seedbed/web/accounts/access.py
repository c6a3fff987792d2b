"""Whether somebody is signed in with all that their roles ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from seedbed.web.accounts.queries import has_second_factor, is_unreachable
from seedbed.web.people.models import User

CAME_IN = "accounts_came_in"
View = TypeVar("View", bound=Callable[..., Any])


def fully_signed_in(request: HttpRequest) -> bool:
    """Say whether a second factor or a passkey was given in this session, by the account that it is of."""
    records = get_authentication_records(request, cast("Any", request).user)
    return any(record.get("method") == "mfa" for record in records)


def shown_again(view: View) -> View:
    """Ask once more who it is, unless that was shown in the last quarter of an hour.

    The second factor is asked for; of who has none, a code by e-mail. Who has neither shows nothing: they came by a
    link, and there is no mailbox that could show who they are.
    """
    by_factor = reauthentication_required(app="allauth.mfa")(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        user = cast("User", request.user)
        if has_second_factor(user):
            return cast("HttpResponseBase", by_factor(request, *args, **address))
        if came_lately(request) or is_unreachable(user):
            return cast("HttpResponseBase", view(request, *args, **address))
        return redirect(f"{reverse('account_again')}?{urlencode({'next': request.path})}")

    return cast("View", guarded)


def came_lately(request: HttpRequest) -> bool:
    """Say whether somebody signed in, or showed again that it is them, in the last quarter of an hour."""
    records = get_authentication_records(request, cast("User", request.user))
    moments = [request.session.get(CAME_IN, 0.0), *(record["at"] for record in records)]
    return bool(time() - max(moments) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def note_came_in(request: HttpRequest) -> None:
    """Keep when this session began, by whatever way."""
    request.session[CAME_IN] = time()


def note_shown_again(request: HttpRequest) -> None:
    """Keep that somebody showed again that it is them."""
    record_authentication(request, cast("User", request.user), "code", reauthenticated=True)


def before_second_factor(view: View) -> View:
    """State that a page is needed to set up or give a second factor, so it opens without one."""
    cast("Any", view).before_second_factor = True
    return view


def opens_before_second_factor(view: object) -> bool:
    """Say whether a view has stated that."""
    return bool(getattr(view, "before_second_factor", False))
