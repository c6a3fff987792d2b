"""Coming into a demonstration: nothing there is anybody's, so nobody needs a link or a password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from seedbed.web.people.access import public
from seedbed.web.people.actions import first_owner
from seedbed.web.places.queries import holds_real_programmes


@public
@never_cache
@require_safe
def enter_demonstration(request: HttpRequest) -> HttpResponse:
    """Let anyone in as the owner of a demonstration, and lead to the page they wanted, or to the tour.

    On any other site there is no such page, nor where somebody's real programme has come in.
    """
    if not settings.ENVIRONMENT.demonstration or holds_real_programmes():
        raise Http404
    if not request.user.is_authenticated:
        login(request, first_owner())
    wanted = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if inside else "demonstration:tour")
