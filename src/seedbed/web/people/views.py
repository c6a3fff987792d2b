"""One-time links, and who has which role."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.web.people import actions, queries
from seedbed.web.people.access import SignedInRequest, allowed, by_grant, by_scope, public
from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.permissions import can, may_give
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, ROLES, Permission, Role

MOST_ENDED = 50
"""Roles that have ended which a page lists, the newest first."""


def _next_page(request: HttpRequest) -> str:
    """Return where to go after signing in: an address of this site, or home."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a one-time link. Only the button uses it up: programs that look at links must not."""
    link = queries.good_link(token, timezone.now())
    if link is None:
        raise actions.dead_link()
    if request.method == "POST":
        target = _next_page(request)
        login(request, actions.use_entry_link(token=token))
        return HttpResponseRedirect(target)
    response = render(request, "people/enter.html", {"link": link, "next": _next_page(request)})
    response["Cache-Control"] = "private, no-store"
    return response


@allowed(Permission.MANAGE_PEOPLE, by_scope)
@require_safe
def roles(request: SignedInRequest, scope: int) -> HttpResponse:
    """Show who has which role on a scope, until when, and what of it the reader may end."""
    place = by_scope(scope)
    held, givable = list(queries.grants_on(place)), may_give(request.user, place)
    rows = [(each, each.scope_id == place.pk and Role(each.role) in givable) for each in held]
    context = {"scope": place, "rows": rows, "ended": queries.ended_on(place)[:MOST_ENDED]}
    return render(request, "people/roles.html", context)


def _show_link(request: HttpRequest, scope: Scope, user: User, token: str) -> HttpResponse:
    """Show a new link once. It is kept nowhere, so the page is not kept either."""
    address = request.build_absolute_uri(reverse("people:enter", args=[token]))
    context = {
        "scope": scope,
        "account": user,
        "address": address,
        "days": actions.HANDED_OVER.days,
    }
    response = render(request, "people/link.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@allowed(Permission.INVITE_HELPERS, by_grant)
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: SignedInRequest, grant: int) -> HttpResponse:
    """Take a role back, after asking."""
    held = get_object_or_404(Grant.objects.select_related("scope", "user", "ended_by"), pk=grant)
    if request.method != "POST":
        return render(request, "people/end_role.html", {"grant": held})
    actions.end_grant(by=request.user, grant=held)
    messages.success(request, f"{held.user}'s role has ended.")
    manages = can(request.user, Permission.MANAGE_PEOPLE, held.scope)
    return redirect("people:roles" if manages else "places:at", scope=held.scope_id)


@allowed(Permission.MANAGE_PEOPLE, by_grant)
@require_POST
def new_link(request: SignedInRequest, grant: int) -> HttpResponse:
    """Make a new link for someone who gets no e-mail."""
    held = get_object_or_404(Grant.objects.select_related("scope", "user"), pk=grant)
    token = actions.renew_link(by=request.user, user=held.user)
    return _show_link(request, held.scope, held.user, token)


@allowed(Permission.SEE_PLACE, by_scope)
@require_safe
def what_roles_may(request: SignedInRequest, scope: int) -> HttpResponse:
    """Show what each role may do: a list for each, and all beside each other in a table."""
    lists = [
        (name, [words for permission, words in PERMISSION_NAMES.items() if permission in ROLES[role]])
        for role, name in ROLE_NAMES.items()
    ]
    rows = [
        (words, [permission in ROLES[role] for role in ROLE_NAMES]) for permission, words in PERMISSION_NAMES.items()
    ]
    context = {"scope": by_scope(scope), "lists": lists, "rows": rows}
    return render(request, "people/what_roles_may.html", context)
