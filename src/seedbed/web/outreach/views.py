"""Pages of outreach for the team, and the page that an invitation's code opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import OrganisationForm
from seedbed.web.asset_register.actions import add_organisation
from seedbed.web.asset_register.queries.barriers import organisations_of
from seedbed.web.consent.limits import TooManyTriesError, trying
from seedbed.web.consent.tokens import read_token
from seedbed.web.golden_thread.models import Bead
from seedbed.web.invitations.codes import reaches_no_phone
from seedbed.web.listening.models import Event
from seedbed.web.listening.paper import code_of
from seedbed.web.listening.promise_words import when_in_words
from seedbed.web.outreach import actions
from seedbed.web.outreach.answer_forms import AnswerForm
from seedbed.web.outreach.answer_words import Answer, Needs
from seedbed.web.outreach.forms import ApproachForm, BadgesForm, InviteForm, PaperForm
from seedbed.web.outreach.models import How, Invitation, Outcome
from seedbed.web.outreach.printing import badges_of, flyer_of
from seedbed.web.outreach.queries import counted, events_of, invitation_behind, invitations_of, reached
from seedbed.web.people.access import SignedInRequest, allowed, public
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import refusals_on, status_of


def event_at(event: int) -> Bead:
    """Return the bead of an event of a place, or raise Http404."""
    if event >= 2**63:
        raise Http404
    found = Bead.objects.select_related("neighbourhood__scope", "neighbourhood__programme")
    return get_object_or_404(found, pk=event, kind=BeadKind.EVENT.value, neighbourhood__isnull=False, tombstone=None)


def by_event(event: int, **_address: Any) -> Scope:
    """Return the scope that an event belongs to."""
    return event_at(event).scope


def invitation_at(invitation: int) -> Invitation:
    """Return an invitation, or raise Http404."""
    if invitation >= 2**63:
        raise Http404
    return get_object_or_404(Invitation.objects.select_related("event__neighbourhood__scope"), pk=invitation)


def by_invitation(event_invitation: int, **_address: Any) -> Scope:
    """Return the scope that an invitation belongs to."""
    return invitation_at(event_invitation).event.scope


@allowed(Permission.ADD_WORDS, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show which organisations were approached, and note an approach."""
    neighbourhood, today = neighbourhood_at(slug), timezone.localdate()
    form = ApproachForm(request.POST if request.method == "POST" else None, organisations_of(neighbourhood))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            _note(request, neighbourhood, form.cleaned_data)
            return redirect("outreach:organisations", slug)
    context = {
        "neighbourhood": neighbourhood,
        "scope": neighbourhood.scope,
        "rows": reached(neighbourhood, today),
        "events": [
            (bead, when_in_words(bead, Event.objects.filter(pk=bead.pk).first())) for bead in events_of(neighbourhood)
        ],
        "form": form,
    }
    return render(request, "outreach/organisations.html", context, status=status_of(form))


def _note(request: SignedInRequest, neighbourhood: Neighbourhood, told: dict[str, Any]) -> None:
    if told["organisation"]:
        organisation = Bead.objects.get(pk=told["organisation"])
    else:
        organisation = add_organisation(
            by=request.user, neighbourhood=neighbourhood, name=told["new_name"], form=OrganisationForm.ORGANISATION
        )
    approached = actions.Approached(How(told["how"]), Outcome(told["outcome"]), told["on"], told["ask_again_on"])
    actions.note_approach(by=request.user, neighbourhood=neighbourhood, organisation=organisation, told=approached)
    messages.success(request, _("Noted."))


@allowed(Permission.ADD_WORDS, by_event)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: SignedInRequest, event: int) -> HttpResponse:
    """Invite organisations to an event and see how they answer; make a flyer for everybody."""
    bead = event_at(event)
    here = organisations_of(bead.neighbourhood) if bead.neighbourhood else []
    form = InviteForm(request.POST if request.method == "POST" else None, here)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            for each in here:
                if str(each.pk) in form.cleaned_data["organisations"]:
                    actions.invite_to(by=request.user, event=bead, organisation=each)
            if form.cleaned_data["flyer"]:
                actions.invite_to(by=request.user, event=bead)
            return redirect("outreach:invitations", bead.pk)
    standing = invitations_of(bead)
    context = {
        "neighbourhood": bead.neighbourhood,
        "scope": bead.scope,
        "event": bead,
        "form": form,
        "invitations": [(each, [Needs(need).label for need in each.needs]) for each in standing],
        "counted": counted(standing),
    }
    return render(request, "outreach/invitations.html", context, status=status_of(form))


@allowed(Permission.ADD_WORDS, by_invitation)
@require_http_methods(["POST"])
def end(request: SignedInRequest, event_invitation: int) -> HttpResponse:
    """End an invitation: its code opens nothing any more."""
    found = invitation_at(event_invitation)
    actions.end_invitation(by=request.user, invitation=found)
    messages.success(request, _("The invitation has ended."))
    return redirect("outreach:invitations", found.event_id)


@allowed(Permission.ADD_WORDS, by_invitation)
@require_safe
def paper(request: SignedInRequest, event_invitation: int) -> HttpResponse:
    """Show an invitation or a flyer with its code of squares; once paper and language are chosen, give it as PDF."""
    found = invitation_at(event_invitation)
    address = request.build_absolute_uri(reverse("outreach:invited", args=[found.code]))
    form = PaperForm(request.GET or None)
    if form.is_valid() and found.ended_at is None:
        told = form.cleaned_data
        return _pdf("invitation", flyer_of(found, address, size=told["size"], language=told["language"]))
    context = {
        "form": form,
        **_told(found),
        "scope": found.event.scope,
        "invitation": found,
        "address": address,
        "code": code_of(address),
        "here_only": reaches_no_phone(address),
        "ended": found.ended_at is not None,
    }
    return render(request, "outreach/paper.html", context, status=status_of(form))


def _pdf(name: str, content: bytes) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=named)


@allowed(Permission.ADD_WORDS, by_event)
@require_safe
def badges(request: SignedInRequest, event: int) -> HttpResponse:
    """Ask how many badges are wanted for which roles; once that is said, give them as PDF."""
    bead = event_at(event)
    form = BadgesForm(request.GET or None)
    if form.is_valid():
        return _pdf("badges", badges_of(bead, form.wanted(), language=form.cleaned_data["language"]))
    context = {"neighbourhood": bead.neighbourhood, "scope": bead.scope, "event": bead, "form": form}
    return render(request, "outreach/badges.html", context, status=status_of(form))


@public
@translated
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, code: str) -> HttpResponse:
    """Show whoever holds an invitation what it invites to, and take an organisation's answer."""
    try:
        with trying(request) as this:
            found = invitation_behind(read_token(code))
            this.found = found is not None
    except TooManyTriesError:
        return render(request, "listening/too_many_tries.html", status=429)
    if found is None:
        return render(request, "outreach/no_invitation.html", status=404)
    form = _answer_form(request, found)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            told = form.cleaned_data
            actions.answer_invitation(
                by=None,
                invitation=found,
                answer=Answer(told["answer"]),
                people=told["people"],
                needs=told["needs"],
            )
            return redirect("outreach:invited", code)
    context = {**_told(found), "invitation": found, "form": form}
    answer = render(request, "outreach/invited.html", context, status=status_of(form))
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _answer_form(request: HttpRequest, found: Invitation) -> AnswerForm:
    if request.method == "POST" and found.organisation_id is not None:
        return AnswerForm(request.POST)
    return AnswerForm(initial={"answer": found.answer, "people": found.people, "needs": found.needs})


def _told(invitation: Invitation) -> dict[str, Any]:
    """Return what an invitation tells of its event: what is planned and promised."""
    details = Event.objects.filter(pk=invitation.event_id).first()
    return {
        "bead": invitation.event,
        "when": when_in_words(invitation.event, details),
        "neighbourhood_name": invitation.event.neighbourhood,
        "details": details,
    }
