"""Pages that make beads: a form for every kind, and marking voices."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.thread.identifiers import printed as print_number
from seedbed.thread.kinds import BeadKind
from seedbed.thread.kinds import words as kind_words
from seedbed.web.consent.actions import welcome
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import excerpt, record_contribution, show_receipt_again
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.paper import paper_of
from seedbed.web.listening.queries import agreed_to, voices_of
from seedbed.web.people.access import allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on
from seedbed.web.walking_skeleton import actions
from seedbed.web.walking_skeleton.access import bead_at, by_bead, check_not_withdrawn, kind_at
from seedbed.web.walking_skeleton.forms import AddForm, JoinForm
from seedbed.web.walking_skeleton.permissions import check_may
from seedbed.web.walking_skeleton.sides import sides_of
from seedbed.web.walking_skeleton.views.common import (
    Trail,
    address_of,
    form_of,
    person,
    place_of,
    shelf_of,
    shown,
    to_bead,
    trail_of,
)
from seedbed.web.walking_skeleton.word_forms import NEW, ContributionForm, MarkForm
from seedbed.web.walking_skeleton.wording import WALK


@allowed(Permission.SEE_THREAD, by_neighbourhood)
def add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Make a bead of one kind and join it to what is there."""
    neighbourhood, chosen = neighbourhood_at(slug), kind_at(kind)
    check_may(request.user, chosen, neighbourhood.scope)
    if chosen is BeadKind.VOICE:
        # A voice is a piece of what someone said, so it begins at the words.
        return redirect("walking_skeleton:words", slug)
    form = _form(request, neighbourhood, chosen)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made, new = actions.once(_digest(request, form), lambda: _make(request, neighbourhood, form))
            return _made(request, form, made, new)
    context = {
        "form": form,
        "neighbourhood": neighbourhood,
        "kind": chosen,
        "kind_words": kind_words(chosen),
        "sentence": WALK[chosen],
        "trail": trail_of(neighbourhood),
    }
    return shown(request, "add", context)


def _form(request: HttpRequest, neighbourhood: Neighbourhood, kind: BeadKind) -> AddForm:
    """Return the kind's form: filled in, looked through for more to join to, or fresh."""
    told: dict[str, Any] = {"shelf": shelf_of(request, neighbourhood)}
    form_of_kind = ContributionForm if kind is BeadKind.CONTRIBUTION else AddForm
    if form_of_kind is AddForm:
        told["kind"] = kind
    if request.method == "POST":
        return form_of(request, form_of_kind, **told)
    return form_of_kind(initial=_joined_already(request, neighbourhood, kind), **told)


def _joined_already(request: HttpRequest, neighbourhood: Neighbourhood, kind: BeadKind) -> dict[str, list[str]]:
    """Tick the bead that the visitor comes from, at the first question it fits."""
    if not request.GET.get("from"):
        return {}
    came_from = bead_at(request.GET["from"])
    elsewhere = came_from.neighbourhood_id not in {None, neighbourhood.pk}
    if elsewhere or came_from.programme_id != neighbourhood.programme_id:
        raise Http404
    fitting = [side for side in sides_of(kind) if BeadKind(came_from.kind) in side.kinds]
    if not fitting:
        raise UsageError(
            f"A {kind_words(kind)} cannot follow a {kind_words(BeadKind(came_from.kind))}.",
            "The table of legal links does not join them.",
            "Go back and choose what may come next.",
        )
    return {fitting[0].name: [print_number(came_from.pk)]}


def _digest(request: HttpRequest, form: JoinForm) -> str:
    sent = [(name, values) for name, values in request.POST.lists() if name not in {"csrfmiddlewaretoken", "once"}]
    token = form.cleaned_data["once"] or uuid4().hex
    return actions.digest_of(person(request), request.path, token, sent)


def _make(request: HttpRequest, neighbourhood: Neighbourhood, form: AddForm) -> Bead:
    if isinstance(form, ContributionForm):
        return _write_down(request, neighbourhood, form)
    return actions.add(by=person(request), neighbourhood=neighbourhood, payload=form.payload, joins=form.joins)


def _write_down(request: HttpRequest, neighbourhood: Neighbourhood, form: ContributionForm) -> Bead:
    """Keep words; welcome who is new."""
    user, told = person(request), form.cleaned_data
    participant = form.participant
    if told["who"] == NEW:
        participant = welcome(by=user, neighbourhood=neighbourhood, scopes=form.scopes, asked=form.asked)
    kept = record_contribution(
        by=user,
        neighbourhood=neighbourhood,
        words=told["words"],
        translation=told["translation"],
        participant=participant,
        said_on=told["said_on"],
        language=told["language"],
        origin=told["origin"],
        mode=told["mode"],
    )
    actions.join(by=user, bead=kept.bead, joins=form.joins)
    form.kept = kept
    if told["who"] == NEW and participant is not None:
        # Only now: of words that are refused nobody may write a number on a card.
        messages.info(request, f"Their number is {participant.token}. Write it on their card.")
    return kept.bead


def _made(
    request: HttpRequest, form: AddForm, made: Bead, new: bool, next_page: str = "", trail: Trail | None = None
) -> HttpResponse:
    """Say what came of it and go on to what comes next: the bead's own page, unless another is said."""
    name = kind_words(BeadKind(made.kind))
    if new:
        messages.success(request, f"The {name} is kept.")
    else:
        messages.info(request, f"This form was sent before: the {name} is kept once.")
    left_out = getattr(form, "left_out", 0)
    if left_out:
        messages.warning(request, f"{left_out} control characters were left out of the words: nobody can read them.")
    kept = getattr(form, "kept", None) if new else _shown_again(request, form, made)
    if kept:
        return _receipt(request, kept, next_page or address_of(made), trail)
    return redirect(next_page) if next_page else to_bead(made)


def _shown_again(request: HttpRequest, form: AddForm, made: Bead) -> Contribution | None:
    """Return what was kept by this form before, if its receipt may still be shown: the first answer may be lost."""
    kept = Contribution.objects.filter(pk=made.pk).select_related("participant").first()
    again = show_receipt_again(by=person(request), contribution=kept) if kept else None
    if again is not None and form.cleaned_data["who"] == NEW and again.participant is not None:
        messages.info(request, f"Their number is {again.participant.token}. Write it on their card.")
    return again


def _receipt(request: HttpRequest, kept: Contribution, next_page: str, trail: Trail | None) -> HttpResponse:
    """Show the receipt with its second half, this once: it is kept nowhere, not even for the next page."""
    context = {
        "neighbourhood": kept.bead.neighbourhood,
        "programme": kept.bead.programme,
        "next_page": next_page,
        "trail": trail_of(kept.bead.neighbourhood) if trail is None else trail,
        "second_half": kept.second_half,
        **paper_of(request, str(kept.receipt_id)),
    }
    return shown(request, "receipt", context)


@allowed(Permission.ADD_WORDS, by_neighbourhood)
def write_down(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down what someone said, for those who see no more of the thread than what they wrote down themselves."""
    neighbourhood = neighbourhood_at(slug)
    form = form_of(request, ContributionForm, shelf=shelf_of(request, neighbourhood))
    trail, own = trail_of(neighbourhood)[:1], reverse("walking_skeleton:own", args=[slug])
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made, new = actions.once(_digest(request, form), lambda: _make(request, neighbourhood, form))
            return _made(request, form, made, new, own, trail)
    context = {
        "form": form,
        "neighbourhood": neighbourhood,
        "kind_words": kind_words(BeadKind.CONTRIBUTION),
        "sentence": WALK[BeadKind.CONTRIBUTION],
        "trail": trail,
    }
    return shown(request, "add", context)


@allowed(Permission.SEE_WORDS, by_bead)
def mark(request: HttpRequest, printed: str) -> HttpResponse:
    """Mark one voice in what someone said."""
    found = bead_at(printed)
    check_may(request.user, BeadKind.VOICE, found.scope)
    contribution = _markable(found)
    page = request.GET.get("page", "1")
    told: dict[str, Any] = {
        "contribution": contribution,
        "shelf": shelf_of(request, place_of(found)),
        "page": int(page) if page.isdecimal() and len(page) < 7 else 1,
    }
    form = form_of(request, MarkForm, **told)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made, new = actions.once(_digest(request, form), lambda: _mark(request, contribution, form))
            messages.success(request, "The voice is marked." if new else "This voice was marked before.")
            return to_bead(made)
    context = {
        "form": form,
        "contribution": contribution,
        "said_in": found.payload["language"],
        "voices": voices_of(contribution),
        "neighbourhood": found.neighbourhood,
        "pages": range(1, form.pages + 1),
        "trail": trail_of(found.neighbourhood, found, person(request)),
    }
    return shown(request, "mark", context)


def _markable(found: Bead) -> Contribution:
    """Return the contribution, or say why nothing can be marked in it."""
    if found.kind != BeadKind.CONTRIBUTION:
        raise Http404
    check_not_withdrawn(found)
    if not agreed_to(found):
        raise UsageError(
            "Nothing can be marked here.",
            "Whoever said it does not, or no longer, agree that their words are used.",
            "Choose another one.",
        )
    return found.contribution


def _mark(request: HttpRequest, contribution: Contribution, form: MarkForm) -> Bead:
    start, end = form.span
    voice = excerpt(
        by=person(request),
        contribution=contribution,
        start=start,
        end=end,
        translation=form.cleaned_data["translation"],
    )
    actions.join(by=person(request), bead=voice.bead, joins=form.joins)
    return voice.bead
