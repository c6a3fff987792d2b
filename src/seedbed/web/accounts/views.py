"""Pages of our own about signing in; the others are allauth's, in our words."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.web.accounts import actions, queries
from seedbed.web.people.access import SignedInRequest, allowed, public, signed_in
from seedbed.web.people.models import Grant, Scope
from seedbed.web.people.roles import Permission


@public
@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """Say how people come by an account: nobody makes one for themself."""
    return render(request, "accounts/no_account.html")


@signed_in
@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    """Show where someone is signed in."""
    return render(request, "accounts/sessions.html", {"sessions": queries.sessions_of(request.user)})


@signed_in
@require_POST
def end_session(request: SignedInRequest, number: int) -> HttpResponse:
    """Sign out in one place."""
    session = get_object_or_404(UserSession, pk=number, user=request.user)
    here = session.is_current()
    actions.end_session(by=request.user, session=session)
    if here:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("You are signed out there."))
    return redirect("account_sessions")


@signed_in
@require_POST
def end_all_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    actions.end_all_sessions(by=request.user, user=request.user)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


def by_grant(grant: int) -> Scope:
    """Return the scope that a role was given on."""
    return get_object_or_404(Grant.objects.select_related("scope"), pk=grant).scope


@allowed(Permission.MANAGE_PEOPLE, by_grant)
@require_http_methods(["GET", "HEAD", "POST"])
def forget_second_factor(request: SignedInRequest, grant: int) -> HttpResponse:
    """Let someone who lost their second factor set up a new one, after asking."""
    held = get_object_or_404(Grant.objects.select_related("scope", "user"), pk=grant)
    if request.method != "POST":
        return render(request, "accounts/forget_second_factor.html", {"grant": held})
    actions.forget_second_factor(by=request.user, user=held.user)
    messages.success(request, _("{name} can sign in by code and set up a new one.").format(name=held.user.name))
    return redirect("people:roles", scope=held.scope_id)
