"""Pages that change one bead: edit, join, retract a link, take words back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from seedbed.errors import NotAllowedError
from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Relation
from seedbed.thread.kinds import words as kind_words
from seedbed.web.asset_register.showing import in_register
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import withdraw_contribution
from seedbed.web.listening.queries import contribution_of, voices_of
from seedbed.web.people.access import allowed
from seedbed.web.people.roles import Permission
from seedbed.web.ui.refusals import refusals_on
from seedbed.web.walking_skeleton import actions
from seedbed.web.walking_skeleton.access import (
    bead_at,
    by_bead,
    by_link,
    check_ends_stand,
    check_not_withdrawn,
    link_at,
)
from seedbed.web.walking_skeleton.fields import initial_of
from seedbed.web.walking_skeleton.forms import EditForm, LinkForm, ReasonForm
from seedbed.web.walking_skeleton.permissions import check_may, may
from seedbed.web.walking_skeleton.queries import joined_to
from seedbed.web.walking_skeleton.showing import payload_of
from seedbed.web.walking_skeleton.views.common import (
    about,
    form_of,
    name_of,
    person,
    place_of,
    shelf_of,
    shown,
    to_bead,
)


@allowed(Permission.SEE_THREAD, by_bead)
def edit(request: HttpRequest, printed: str) -> HttpResponse:
    """Change what a bead carries, for a reason."""
    found = bead_at(printed)
    check_not_withdrawn(found)
    kind = BeadKind(found.kind)
    check_may(request.user, kind, found.scope)
    if kind is BeadKind.VOICE:
        # What was marked stays; marking other words makes another voice.
        raise Http404
    kept = in_register(found)
    if kept:
        # The register knows more of it than its bead, and changes both.
        return redirect(kept)
    form = EditForm(request.POST or None, kind=kind, initial=initial_of(payload_of(found)))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            thread.revise(by=person(request), bead=found, payload=form.payload, why=form.cleaned_data["why"])
            messages.success(request, f"The {kind_words(kind)} is changed. What it said before is kept.")
            return to_bead(found)
    return shown(request, "edit", about(request, found, form))


@allowed(Permission.SEE_THREAD, by_bead)
def join(request: HttpRequest, printed: str) -> HttpResponse:
    """Join a bead that is there to others that are there."""
    found = bead_at(printed)
    check_not_withdrawn(found)
    kind = BeadKind(found.kind)
    told: dict[str, Any] = {
        "bead": found,
        "shelf": shelf_of(request, place_of(found)),
        "user_may": _user_may(request, found),
    }
    form = form_of(request, LinkForm, **told)
    if not form.sides:
        check_may(request.user, kind, found.scope)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made = actions.join(by=person(request), bead=found, joins=form.joins, why=form.cleaned_data["why"])
            messages.success(request, f"Joined: {len(made)} links." if len(made) > 1 else "Joined.")
            return to_bead(found)
    return shown(request, "join", about(request, found, form))


def _user_may(request: HttpRequest, found: Bead) -> frozenset[BeadKind]:
    """Return the kinds the visitor may work on: a link needs the permission for one of its ends."""
    scope = found.scope
    if may(request.user, BeadKind(found.kind), scope):
        return frozenset(BeadKind)
    return frozenset(kind for kind in BeadKind if may(request.user, kind, scope))


@allowed(Permission.SEE_THREAD, by_link)
def retract(request: HttpRequest, number: int) -> HttpResponse:
    """Take a link back, for a reason."""
    link = link_at(number)
    ends = [link.source, link.target]
    if not any(may(request.user, BeadKind(end.kind), end.scope) for end in ends):
        raise NotAllowedError(
            "Your role here does not let you take this link back.",
            "It needs the permission to work on one of its two ends.",
            "Ask someone who manages people here.",
        )
    check_ends_stand(link)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            thread.retract(by=person(request), link=link, why=form.cleaned_data["why"])
            messages.success(request, "The link is taken back. It stays in the records with your reason.")
            return to_bead(link.target)
    context = {
        **about(request, link.target, form),
        "link": link,
        "source": name_of(link.source, person(request)),
        "reads": LEGAL_LINKS[Relation(link.relation)].reads,
    }
    return shown(request, "retract", context)


@allowed(Permission.WITHDRAW, by_bead)
def withdraw(request: HttpRequest, printed: str) -> HttpResponse:
    """Take back what someone said, after saying what will happen."""
    found = bead_at(printed)
    contribution = contribution_of(found)
    if contribution is None or found.neighbourhood is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            gone = withdraw_contribution(by=person(request), contribution=contribution, why=form.cleaned_data["why"])
            voices = len(gone) - 1
            told = "1 voice" if voices == 1 else f"{voices} voices"
            messages.success(
                request, f"Withdrawn: the contribution and {told}. They are shown and counted nowhere now."
            )
            return redirect("walking_skeleton:words", found.neighbourhood.slug)
    voices_there = voices_of(contribution)
    reached = {joined.other.pk for voice in voices_there for joined in joined_to(voice.bead)[1].shown}
    context = {
        **about(request, contribution.bead, form),
        "contribution": contribution,
        "voices": len(voices_there),
        "reached": len(reached),
        "undo_days": settings.ENVIRONMENT.undo_days,
    }
    return shown(request, "withdraw", context)
