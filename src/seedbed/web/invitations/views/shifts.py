"""Opening, showing, joining and closing shifts."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.web.invitations import queries
from seedbed.web.invitations import shifts as actions
from seedbed.web.invitations.codes import address_here, code_of, reaches_no_phone
from seedbed.web.invitations.forms import JoinForm, ShiftForm
from seedbed.web.invitations.models import Shift
from seedbed.web.invitations.views.common import by_shift, come_in, kept_by_nobody, sent_form
from seedbed.web.people.access import SignedInRequest, allowed, by_scope, public
from seedbed.web.people.permissions import may_give
from seedbed.web.people.roles import ROLE_NAMES, Permission, Role
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.INVITE_HELPERS, by_scope)
@require_http_methods(["GET", "HEAD", "POST"])
def shifts(request: SignedInRequest, scope: int) -> HttpResponse:
    """List the shifts of a place, and open one."""
    place, now = by_scope(scope), timezone.now()
    form = ShiftForm(sent_form(request), givable=may_give(request.user, place))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_on(form):
            made, _ = actions.open_shift(
                by=request.user,
                scope=place,
                role=Role(told["role"]),
                until=now + timedelta(hours=told["hours"]),
                most=told["most"],
                at=now,
            )
            return redirect("invitations:shift", shift=made.pk)
    rows = [(each, each.is_open(now)) for each in queries.shifts_on(place, now)]
    context = {"scope": place, "form": form, "rows": rows}
    return render(request, "invitations/shifts.html", context, status=status_of(form))


@allowed(Permission.INVITE_HELPERS, by_shift)
@require_http_methods(["GET", "HEAD"])
def shift(request: SignedInRequest, shift: int) -> HttpResponse:
    """Show a shift's code to open on phones, and who has joined."""
    found = _shift(shift)
    context: dict[str, object] = {"scope": found.scope, "shift": found, "helpers": queries.joined(found)}
    if found.is_open(timezone.now()):
        address = address_here(request, reverse("invitations:join", args=[queries.token_of(found)]))
        context |= {
            "address": address,
            "code": code_of(address, gettext("Code of this shift")),
            "here_only": reaches_no_phone(address),
        }
    return render(request, "invitations/shift.html", context)


@allowed(Permission.INVITE_HELPERS, by_shift)
@require_POST
def new_code(request: SignedInRequest, shift: int) -> HttpResponse:
    """Make a new code; the old one opens nothing."""
    actions.new_code(by=request.user, shift=_shift(shift))
    messages.success(request, gettext("The old code opens nothing any more. This is the new one."))
    return redirect("invitations:shift", shift=shift)


@allowed(Permission.INVITE_HELPERS, by_shift)
@require_POST
def close_shift(request: SignedInRequest, shift: int) -> HttpResponse:
    """Close a shift now."""
    actions.close_shift(by=request.user, shift=_shift(shift))
    messages.success(request, gettext("The shift is closed. Everyone who joined is signed out."))
    return redirect("invitations:shift", shift=shift)


def _shift(number: int) -> Shift:
    return get_object_or_404(Shift.objects.select_related("scope", "opened_by"), pk=number)


@public
@translated
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Join a shift with a first name; signed in on this phone until it ends."""
    found = queries.shift_with(token)
    own = queries.shift_of(request.user)
    if found is not None and own == found and found.is_open(timezone.now()):
        return redirect("places:at", scope=found.scope_id)
    actions.check_joins(found, timezone.now())
    form = JoinForm(sent_form(request))
    if request.method == "POST" and form.is_valid() and not _has_an_account(request):
        with refusals_on(form):
            user, joined = actions.join_shift(token=token, name=form.cleaned_data["name"])
            come_in(request, user, joined.ends_at)
            messages.success(request, gettext("You are in. You are signed out when the shift ends."))
            return redirect("places:at", scope=joined.scope_id)
    context = {
        "shift": found,
        "form": form,
        "role": ROLE_NAMES[Role(found.role)] if found else None,
        "has_an_account": _has_an_account(request),
    }
    return kept_by_nobody(render(request, "invitations/join.html", context, status=status_of(form)))


def _has_an_account(request: HttpRequest) -> bool:
    """Say whether someone is signed in: helpers need no account, and two people must not share one."""
    return bool(request.user.is_authenticated)
