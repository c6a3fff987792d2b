"""Being fully signed in: whoever opens concerns gives a second factor, whatever their role."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from seedbed.web.accounts.access import fully_signed_in
from seedbed.web.people.access import View


def with_second_factor(view: View) -> View:
    """Lead whoever has no second factor to where one is set up; in a demonstration nobody is asked."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        if not settings.ENVIRONMENT.demonstration and not fully_signed_in(request):
            return redirect("mfa_index")
        return view(request, *args, **address)

    return guarded
