"""The page on how the site is kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seedbed import __version__
from seedbed.web.operations.doctor import examine
from seedbed.web.operations.queries import last_backup
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.models import Scope
from seedbed.web.people.queries import site
from seedbed.web.people.roles import Permission


def _site() -> Scope:
    return site()


@allowed(Permission.RUN_SITE, _site)
@require_safe
def status(request: SignedInRequest) -> HttpResponse:
    """Show the version, the last backup, and whether all that can be looked at quickly is well."""
    lines = examine(slow=False)
    context = {"version": __version__, "backup": last_backup(), "lines": lines}
    return render(request, "operations/status.html", context)
