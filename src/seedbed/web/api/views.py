"""Pages about the API: what it can do, and one's own tokens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.web.api import actions, queries
from seedbed.web.api.described import api, described
from seedbed.web.api.forms import NewTokenForm
from seedbed.web.people.access import SignedInRequest, public, signed_in
from seedbed.web.people.roles import PERMISSION_NAMES, Permission
from seedbed.web.ui.refusals import refusals_on


@public
@never_cache
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show what the API can do; it holds nothing of anybody."""
    return render(request, "api/reference.html", {"operations": described()})


@public
@never_cache
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view gets it
    """Give the description for programs."""
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1/"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """Show one's own tokens, and make one."""
    form = NewTokenForm(
        queries.places_for_tokens(request.user), queries.offered_anywhere(request.user), request.POST or None
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            token, secret = actions.make_token(
                by=request.user,
                name=form.cleaned_data["name"],
                scope=form.cleaned_data["scope"],
                permissions=form.chosen(),
                days=form.cleaned_data["days"],
            )
            return render(request, "api/token.html", {"token": token, "secret": secret})
    now = timezone.now()
    rows = [
        (each, [PERMISSION_NAMES[Permission(value)] for value in each.permissions], each.is_living(now))
        for each in queries.tokens_of(request.user)
    ]
    return render(request, "api/tokens.html", {"form": form, "rows": rows})


@signed_in
@require_POST
def end_token(request: SignedInRequest, token: int) -> HttpResponse:
    """End one of one's own tokens; somebody else's is not there."""
    held = get_object_or_404(queries.tokens_of(request.user), pk=token)
    actions.end_token(by=request.user, token=held)
    messages.success(request, _("The token %(name)s has ended.") % {"name": held.name})
    return redirect("api_pages:tokens")
