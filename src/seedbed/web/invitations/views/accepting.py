"""What whoever was invited sees."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.invitations import actions, queries
from seedbed.web.invitations.actions import WITHOUT_EMAIL
from seedbed.web.invitations.forms import NewcomerForm
from seedbed.web.invitations.models import Invitation
from seedbed.web.invitations.views.common import come_in, kept_by_nobody, sent_form
from seedbed.web.people.access import SignedInRequest, public, signed_in
from seedbed.web.people.models import Grant, User
from seedbed.web.people.roles import ROLE_NAMES
from seedbed.web.ui.refusals import refusals_on, status_of


@public
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show what an invitation is; the button accepts it. Programs that look at links in mails press no buttons."""
    by = request.user if isinstance(request.user, User) else None
    found = queries.invitation_with(token)
    account = actions.account_of(found, by) if found else None
    first_signs_in = by is None and account is not None and account.is_active
    refused = actions.refusal(found, account if first_signs_in else by, timezone.now())
    if found is None or refused is not None:
        raise refused or actions.unknown_link()
    if first_signs_in:
        return _asked(request, found, {"sign_in": redirect_to_login(request.path)["Location"]})
    form = NewcomerForm(sent_form(request), initial={"name": found.name}) if account is None else None
    if request.method == "POST" and form is None:
        return _accepted(request, actions.accept(token=token, by=by), by)
    if request.method == "POST" and form is not None and form.is_valid():
        with refusals_on(form, "name"):
            return _accepted(request, actions.accept(token=token, by=by, name=form.cleaned_data["name"]), by)
    return _asked(request, found, {"form": form, "account": account})


def _asked(request: HttpRequest, found: Invitation, context: dict[str, object]) -> HttpResponse:
    context |= {"invitation": found, "roles": [ROLE_NAMES[role] for role in found.role_list()]}
    form = context.get("form")
    status = status_of(form if isinstance(form, NewcomerForm) else None)
    return kept_by_nobody(render(request, "invitations/accept.html", context, status=status))


def _accepted(request: HttpRequest, user: User, by: User | None) -> HttpResponse:
    if by is None:
        come_in(request, user)
    return redirect("invitations:accepted")


@signed_in
@require_safe
def accepted(request: SignedInRequest) -> HttpResponse:
    """Say what someone may do now, and how they sign in next time."""
    held = Grant.objects.living().filter(user=request.user).select_related("scope").order_by("scope__path", "role")
    context = {"grants": held, "without_email": request.user.email.endswith(f"@{WITHOUT_EMAIL}")}
    return render(request, "invitations/accepted.html", context)
