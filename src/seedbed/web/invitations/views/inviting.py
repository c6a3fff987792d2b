"""Inviting one person or a small team, and what became of the invitations."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.errors import MissingDataError
from seedbed.web.invitations import actions, queries
from seedbed.web.invitations.codes import address_here, code_of, reaches_no_phone
from seedbed.web.invitations.forms import TEAM, InviteForm, TeamForm
from seedbed.web.invitations.mailing import send_invitation
from seedbed.web.invitations.models import Invitation
from seedbed.web.invitations.views.common import by_invitation, kept_by_nobody, sent_form
from seedbed.web.people.access import SignedInRequest, allowed, by_scope
from seedbed.web.people.mail import gets_mail
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import may_give
from seedbed.web.people.roles import Permission
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

Sent = Sequence[tuple[Invitation, str]]
"""Invitations with the tokens of their links."""


@allowed(Permission.INVITE_HELPERS, by_scope)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest, scope: int) -> HttpResponse:
    """Invite one person; show who has not answered yet."""
    place = by_scope(scope)
    givable = may_give(request.user, place)
    form = InviteForm(sent_form(request), givable=givable)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            told = form.cleaned_data
            sent = actions.invite(
                by=request.user,
                scope=place,
                role=form.chosen(),
                name=told["name"],
                email=told["email"],
                until=form.end(),
            )
            return _sent(request, place, [sent])
    now = timezone.now()
    context = {
        "scope": place,
        "form": form,
        "waiting": queries.waiting_on(place, request.user, now),
        "expired": queries.expired_on(place, request.user, now),
        "helpers": queries.helpers_on(place),
    }
    return render(request, "invitations/people.html", context, status=status_of(form))


@allowed(Permission.MANAGE_PEOPLE, by_scope)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SignedInRequest, scope: int) -> HttpResponse:
    """Invite a small team in one go: some people, each with several roles."""
    place = by_scope(scope)
    givable = may_give(request.user, place)
    rows = [{"roles": [role.value for role in roles if role in givable]} for roles in TEAM]
    form = TeamForm(sent_form(request), initial=rows, form_kwargs={"givable": givable})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form.forms[0]), transaction.atomic():
            sent = [
                actions.invite(
                    by=request.user,
                    scope=place,
                    role=each.chosen(),
                    name=each.cleaned_data["name"],
                    email=each.cleaned_data["email"],
                )
                for each in form.people()
            ]
            return _sent(request, place, sent)
    wrong = request.method == "POST"
    context = {"scope": place, "formset": form, "forms": form.forms}
    return render(request, "invitations/team.html", context, status=422 if wrong else 200)


@allowed(Permission.INVITE_HELPERS, by_invitation)
@require_POST
def invite_again(request: SignedInRequest, invitation: int) -> HttpResponse:
    """Send a new link; the old one ends."""
    found = _invitation(invitation)
    token = actions.renew(by=request.user, invitation=found)
    return _sent(request, found.scope, [(_invitation(invitation), token)])


@allowed(Permission.INVITE_HELPERS, by_invitation)
@require_POST
def take_back(request: SignedInRequest, invitation: int) -> HttpResponse:
    """Take an invitation back."""
    found = _invitation(invitation)
    actions.take_back(by=request.user, invitation=found)
    messages.success(request, gettext("%(name)s's invitation was taken back.") % {"name": found.name})
    return redirect("invitations:people", scope=found.scope_id)


def _invitation(number: int) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("scope", "made_by"), pk=number)


def _sent(request: HttpRequest, scope: Scope, sent: Sent) -> HttpResponse:
    """Send what has an e-mail address; show the links of the others, once."""
    for invitation, token in sent:
        if invitation.email:
            _send(request, invitation, token)
    by_hand = [_by_hand(request, invitation, token) for invitation, token in sent if not invitation.email]
    if not by_hand:
        return redirect("invitations:people", scope=scope.pk)
    context = {"scope": scope, "links": by_hand, "days": actions.LASTS.days}
    return kept_by_nobody(render(request, "invitations/links.html", context))


def _send(request: HttpRequest, invitation: Invitation, token: str) -> None:
    try:
        send_invitation(invitation, token)
    except MissingDataError as error:
        messages.warning(request, f"{invitation.name}: {in_one_line(error)}")
        return
    if gets_mail(invitation.email):
        messages.success(request, gettext("%(name)s was sent an invitation.") % {"name": invitation.name})
        return
    told = gettext(
        "No mail server is set up, so %(name)s was sent nothing: the e-mail was written on the site's computer. Have "
        "whoever runs the site hand it over, or invite them without an address and hand the link over yourself."
    )
    messages.warning(request, told % {"name": invitation.name})


def _by_hand(request: HttpRequest, invitation: Invitation, token: str) -> dict[str, object]:
    address = address_here(request, reverse("invitations:accept", args=[token]))
    label = gettext("Code of the link for %(name)s") % {"name": invitation.name}
    return {
        "invitation": invitation,
        "address": address,
        "code": code_of(address, label),
        "here_only": reaches_no_phone(address),
    }
