"""Whether somebody is signed in with all that their roles ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest

View = TypeVar("View", bound=Callable[..., Any])


def fully_signed_in(request: HttpRequest) -> bool:
    """Say whether a second factor or a passkey was given in this session, by the account that it is of."""
    records = get_authentication_records(request, cast("Any", request).user)
    return any(record.get("method") == "mfa" for record in records)


def shown_again(view: View) -> View:
    """Ask for the second factor once more, unless it was given in the last quarter of an hour."""
    return cast("View", reauthentication_required(app="allauth.mfa")(view))


def before_second_factor(view: View) -> View:
    """State that a page is needed to set up or give a second factor, so it opens without one."""
    cast("Any", view).before_second_factor = True
    return view


def opens_before_second_factor(view: object) -> bool:
    """Say whether a view has stated that."""
    return bool(getattr(view, "before_second_factor", False))
