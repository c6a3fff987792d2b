"""Pages of our own about signing in; the others are allauth's, in our words."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.web.accounts import actions, addresses, queries
from seedbed.web.accounts.access import before_second_factor, note_shown_again, shown_again
from seedbed.web.accounts.forms import AddressCode, NewAddress, NewName, too_many_codes
from seedbed.web.people.access import SignedInRequest, allowed, by_grant, public, signed_in
from seedbed.web.people.models import Grant
from seedbed.web.people.roles import Permission
from seedbed.web.ui.refusals import refusals_on, status_of


@public
@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """Say how people come by an account: nobody makes one for themself."""
    return render(request, "accounts/no_account.html")


@before_second_factor
@signed_in
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Show how someone signs in, and say what is missing."""
    user = request.user
    factors = list(Authenticator.objects.filter(user=user, type__in=queries.FACTORS).order_by("pk"))
    codes = queries.recovery_codes_left(user)
    context = {
        "missing": not factors and queries.needs_second_factor(user) and not settings.ENVIRONMENT.demonstration,
        "passkeys": [each for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        "app": next((each for each in factors if each.type == Authenticator.Type.TOTP), None),
        "codes": codes is not None,
        "codes_left": codes,
        "unreachable": queries.is_unreachable(user),
        "session_count": len(queries.sessions_of(user)),
    }
    return render(request, "accounts/account.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_name(request: SignedInRequest) -> HttpResponse:
    """Change one's name. The first owner of a site begins as "Owner", and signs invitations so."""
    form = NewName(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "name"):
            actions.change_name(by=request.user, name=form.cleaned_data["name"])
            messages.success(request, _("Your name was changed."))
            return redirect("mfa_index")
    return render(request, "accounts/new_name.html", {"form": form}, status=status_of(form))


@signed_in
@shown_again
@require_http_methods(["GET", "HEAD", "POST"])
def new_address(request: SignedInRequest) -> HttpResponse:
    """Ask for a new e-mail address, and send a code there."""
    form = NewAddress(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            addresses.send_code(request, form.cleaned_data["email"])
            return redirect("account_confirm_address")
    return render(request, "accounts/new_address.html", {"form": form}, status=status_of(form))


@signed_in
@shown_again
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: SignedInRequest) -> HttpResponse:
    """Change the address once the code that went there is typed in."""
    asked = addresses.asked_for(request)
    if asked is None:
        return redirect("account_new_address")
    form = AddressCode(request.POST or None, asked=asked, user=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            addresses.forget(request)
            actions.change_address(user=request.user, email=asked.email)
            messages.success(request, _("Your e-mail address was changed."))
            return redirect("mfa_index")
    return render(
        request, "accounts/confirm_address.html", {"form": form, "email": asked.email}, status=status_of(form)
    )


@before_second_factor
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: SignedInRequest) -> HttpResponse:
    """Have somebody who has no second factor show by a code that it is them, then go on to where they were."""
    asked, refused = addresses.asked_for(request, addresses.AGAIN), ""
    form = (
        AddressCode(request.POST if "code" in request.POST else None, asked=asked, user=request.user) if asked else None
    )
    if request.POST.get("do") == "send":
        refused = too_many_codes(request.user)
        if not refused:
            addresses.send_code(request, request.user.email, addresses.AGAIN)
            return redirect(f"{request.path}?{urlencode({'next': _next(request)})}")
    elif form is not None and form.is_bound and form.is_valid():
        addresses.forget(request, addresses.AGAIN)
        note_shown_again(request)
        return redirect(_next(request))
    context = {"form": form, "email": request.user.email, "next": _next(request), "refused": refused}
    return render(request, "accounts/again.html", context, status=429 if refused else status_of(form))


def _next(request: HttpRequest) -> str:
    """Return where to go on to: an address of this site, or one's account."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if ours else reverse("mfa_index")


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
    messages.success(request, _("You are signed out everywhere, and your tokens of the API have ended."))
    return redirect("account_login")


@allowed(Permission.MANAGE_PEOPLE, by_grant)
@require_http_methods(["GET", "HEAD", "POST"])
def forget_second_factor(request: SignedInRequest, grant: int) -> HttpResponse:
    """Let someone who lost their second factor set up a new one, after asking."""
    held = get_object_or_404(Grant.objects.select_related("scope", "user"), pk=grant)
    if request.method != "POST":
        actions.check_may_forget(request.user, held.user)
        return render(request, "accounts/forget_second_factor.html", {"grant": held})
    actions.forget_second_factor(by=request.user, user=held.user)
    messages.success(request, _("{name} can sign in by code and set up a new one.").format(name=held.user.name))
    return redirect("people:roles", scope=held.scope_id)
