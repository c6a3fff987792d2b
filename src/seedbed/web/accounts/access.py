"""Whether somebody is signed in with all that their roles ask for."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any, TypeVar, cast

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest

from seedbed.errors import NotAllowedError

View = TypeVar("View", bound=Callable[..., Any])


def fully_signed_in(request: HttpRequest) -> bool:
    """Say whether a second factor or a passkey was given in this session, by the account that it is of."""
    records = get_authentication_records(request, cast("Any", request).user)
    return any(record.get("method") == "mfa" for record in records)


def shown_again(view: View) -> View:
    """Ask for the second factor once more, unless it was given in the last quarter of an hour."""
    return cast("View", reauthentication_required(app="allauth.mfa")(view))


def check_lately(request: HttpRequest) -> None:
    """Refuse a session that was left open, or stolen, where no second factor can be asked for.

    Raises
    ------
    NotAllowedError
        If its owner signed in more than a quarter of an hour ago.
    """
    records = get_authentication_records(request, cast("Any", request).user)
    if not any(time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for record in records):
        raise NotAllowedError(
            "You cannot change this now.",
            "You signed in a while ago, and somebody else may be at your screen.",
            "Sign out, sign in with a new code, and change it then.",
        )


def before_second_factor(view: View) -> View:
    """State that a page is needed to set up or give a second factor, so it opens without one."""
    cast("Any", view).before_second_factor = True
    return view


def opens_before_second_factor(view: object) -> bool:
    """Say whether a view has stated that."""
    return bool(getattr(view, "before_second_factor", False))
