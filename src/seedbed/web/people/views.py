"""Signing in and out, one-time links, who has which role, and the audit trail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.web.people import actions, limits, queries
from seedbed.web.people.access import SignedInRequest, allowed, by_scope, public
from seedbed.web.people.forms import GiveRoleForm, NewPasswordForm, SignInForm
from seedbed.web.people.models import Grant, LinkPurpose, Scope, User
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, ROLES, Permission
from seedbed.web.ui.refusals import refusals_on

BACKEND = "seedbed.web.people.sign_in.EmailBackend"
EVENTS_A_PAGE = 50


def by_grant(grant: int) -> Scope:
    """Return the scope that a role was given on."""
    return get_object_or_404(Grant.objects.select_related("scope"), pk=grant).scope


def _next_page(request: HttpRequest) -> str:
    """Return where to go after signing in: an address of this site, or home."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by e-mail address and password."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(_next_page(request))
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        source, now = limits.source_of(request, email), timezone.now()
        until = limits.wait_until(source, now)
        if until is None:
            user = authenticate(request, username=email, password=password)
            if isinstance(user, User):
                return _signed_in(request, user)
            actions.note_failed_sign_in(source=source, at=now)
        form.add_error(None, _why_not(until, now))
        status = 429 if until else 200
    return render(request, "people/sign_in.html", {"form": form, "next": _next_page(request)}, status=status)


def _why_not(until: datetime | None, now: datetime) -> str:
    if until is None:
        return "The e-mail address or the password is wrong. Check both and try again."
    minutes = max(1, round((until - now).total_seconds() / 60))
    return f"Too many tries from here. Wait {minutes} minute{'s' * (minutes > 1)}, or ask for a one-time link."


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    target = _next_page(request)
    login(request, user, backend=BACKEND)
    actions.note_sign_in(user=user)
    response = HttpResponseRedirect(target)
    limits.remember_browser(response, user, secure=request.is_secure())
    return response


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; read, it asks first, so that no link elsewhere can do it."""
    if request.method != "POST":
        return render(request, "people/sign_out.html")
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("people:sign_in")


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a one-time link. Only the button uses it up: programs that look at links must not."""
    link = queries.good_link(token, timezone.now())
    if link is None:
        raise actions.dead_link()
    choosing = link.purpose == LinkPurpose.SET_PASSWORD
    form = NewPasswordForm(request.POST or None) if choosing else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is None:
            return _signed_in(request, actions.use_entry_link(token=token))
        with refusals_on(form, "password"):
            return _signed_in(request, actions.use_entry_link(token=token, password=form.cleaned_data["password"]))
    context = {"link": link, "form": form, "next": _next_page(request)}
    response = render(request, "people/enter.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@allowed(Permission.MANAGE_PEOPLE, by_scope)
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: SignedInRequest, scope: int) -> HttpResponse:
    """Show who has which role on a scope, and give one."""
    place = by_scope(scope)
    form = GiveRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            given, token = actions.give_role(
                by=request.user,
                scope=place,
                role=form.chosen_role(),
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
            )
            messages.success(request, f"{given.user} is now {ROLE_NAMES[form.chosen_role()].title.lower()} here.")
            return _show_link(request, place, given.user, token) if token else redirect("people:roles", scope=place.pk)
    context = {"scope": place, "form": form, "here": queries.grants_on(place), "ended": queries.ended_on(place)}
    return render(request, "people/roles.html", context)


def _show_link(request: HttpRequest, scope: Scope, user: User, token: str) -> HttpResponse:
    """Show a new link once. It is kept nowhere, so the page is not kept either."""
    address = request.build_absolute_uri(reverse("people:enter", args=[token]))
    context = {
        "scope": scope,
        "account": user,
        "address": address,
        "days": actions.LINK_LASTS[LinkPurpose.SET_PASSWORD].days,
    }
    response = render(request, "people/link.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@allowed(Permission.MANAGE_PEOPLE, by_grant)
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: SignedInRequest, grant: int) -> HttpResponse:
    """Take a role back, after asking."""
    held = get_object_or_404(Grant.objects.select_related("scope", "user", "ended_by"), pk=grant)
    if request.method != "POST":
        return render(request, "people/end_role.html", {"grant": held})
    actions.end_grant(by=request.user, grant=held)
    messages.success(request, f"{held.user}'s role has ended.")
    return redirect("people:roles", scope=held.scope_id)


@allowed(Permission.MANAGE_PEOPLE, by_grant)
@require_POST
def new_link(request: SignedInRequest, grant: int) -> HttpResponse:
    """Make a new link to choose a password, for someone who lost theirs."""
    held = get_object_or_404(Grant.objects.select_related("scope", "user"), pk=grant)
    token = actions.renew_password_link(by=request.user, user=held.user)
    return _show_link(request, held.scope, held.user, token)


@allowed(Permission.SEE_PLACE, by_scope)
@require_safe
def what_roles_may(request: SignedInRequest, scope: int) -> HttpResponse:
    """Show the table of roles and permissions."""
    rows = [(name, [permission in ROLES[role] for role in ROLE_NAMES]) for permission, name in PERMISSION_NAMES.items()]
    context = {"scope": by_scope(scope), "names": ROLE_NAMES.values(), "rows": rows}
    return render(request, "people/what_roles_may.html", context)


@allowed(Permission.READ_AUDIT, by_scope)
@require_safe
def audit(request: SignedInRequest, scope: int) -> HttpResponse:
    """Show who did what on a scope and below it, the newest first."""
    place = by_scope(scope)
    page = Paginator(queries.audit_of(place), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/audit.html", {"scope": place, "page": page})
