"""The first five minutes: one voice beside its reply, who got lost, what was decided, taking words back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.thread.kinds import BeadKind, words
from seedbed.web.consent.numbers import grouped
from seedbed.web.demonstration import looking, queries
from seedbed.web.demonstration.counts import Counts, choices, counts_of, counts_table
from seedbed.web.demonstration.decisions import decisions_of
from seedbed.web.demonstration.losses import SOURCE, losses
from seedbed.web.demonstration.way import WAY, one_voice, title_for
from seedbed.web.listening.actions import withdraw_contribution
from seedbed.web.listening.queries import words_of
from seedbed.web.people.access import SignedInRequest, allowed, signed_in
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at

COUNTS_BEFORE = "demonstration.counts_before"
LOST = ("t082a", "tr-code-interpreter", "tr-theme-own-language")


@signed_in
@require_safe
def tour(request: SignedInRequest) -> HttpResponse:
    """Show the five steps, to those who may see the story; others learn only that they may not."""
    programme = queries.story_programme()
    sees = programme is not None and can(request.user, Permission.SEE_PLACE, programme.scope)
    context: dict[str, Any] = {"sees": sees, "told": programme is not None, **_looking(request)}
    if programme is not None and sees:
        scope = programme.scope
        context |= {
            "programme": programme,
            "one": one_voice(request.user) if can(request.user, Permission.SEE_THREAD, scope) else None,
            "may_measure": can(request.user, Permission.SEE_MEASURES, scope),
            **_receipt_for(request),
            "places": list(programme.neighbourhoods.order_by("-name")),
        }
    return render(request, "demonstration/tour.html", context)


def _receipt_for(request: SignedInRequest) -> dict[str, Any]:
    """Return a receipt to try, for those who could take words back anyway: its second half shows words."""
    programme = queries.story_programme()
    may_withdraw = programme is not None and can(request.user, Permission.WITHDRAW, programme.scope)
    kept = queries.receipt_to_try() if may_withdraw else None
    if kept is None:
        return {"may_withdraw": may_withdraw}
    return {"may_withdraw": True, "receipt": kept, "receipt_number": grouped(str(kept.receipt_id))}


def _looking(request: SignedInRequest) -> dict[str, Any]:
    if not looking.may_look():
        return {}
    return {"look_as": looking.choices(request, request.user)}


@allowed(Permission.SEE_THREAD, queries.of_story)
@require_safe
def voice(request: SignedInRequest) -> HttpResponse:
    """Show one voice beside the reply that went back, and the thread between them."""
    context = {"one": one_voice(request.user), **_story(), **_looking(request)}
    return render(request, "demonstration/voice.html", context)


@allowed(Permission.SEE_MEASURES, queries.of_story)
@require_safe
def lost(request: SignedInRequest) -> HttpResponse:
    """Show who was heard and got lost on the way."""
    place = queries.story_neighbourhood("tanners-row")
    found = losses(place)
    beads = queries.beads_of(LOST)
    there = [beads[id_] for id_ in LOST if id_ in beads]
    way = [(bead, words(BeadKind(bead.kind)), title_for(bead, request.user)) for bead in there]
    said = words_of(beads.values(), request.user)
    context = {
        "neighbourhood": place,
        "losses": found,
        "picture": found.picture,
        "source": SOURCE,
        "way": way,
        "voice": beads.get(LOST[0]),
        "said": next(iter(said.values()), None),
        **_story(),
        **_looking(request),
    }
    return render(request, "demonstration/lost.html", context)


@allowed(Permission.SEE_MEASURES, by_neighbourhood)
@require_safe
def decision_maker(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what is asked, its cost, who gains, what was decided and why, and what is still to be found."""
    place = neighbourhood_at(slug)
    found = decisions_of(place)
    context = {
        "neighbourhood": place,
        "decisions": found,
        "picture": found.picture,
        "others": place.programme.neighbourhoods.exclude(pk=place.pk).order_by("name"),
        **_looking(request),
    }
    return render(request, "demonstration/decision_maker.html", context)


@allowed(Permission.WITHDRAW, queries.of_story)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest) -> HttpResponse:
    """Take one of the story's contributions back, and show the counts before and after."""
    place = queries.story_neighbourhood("tanners-row")
    offered = choices()
    if request.method == "POST":
        chosen = next((each for each in offered if str(each.pk) == request.POST.get("contribution")), None)
        if chosen is None:
            messages.error(request, "That one was taken back already. Choose another, if there is one.")
            return redirect("demonstration:withdraw")
        request.session[COUNTS_BEFORE] = asdict(counts_of(place))
        withdraw_contribution(by=request.user, contribution=chosen, why="Taken back in the first five minutes.")
        messages.success(request, "It was taken back. At once it is in no trace, count, measure or export.")
        return redirect("demonstration:withdraw")
    before = request.session.get(COUNTS_BEFORE)
    words = words_of([each.bead for each in offered], request.user)
    context = {
        "neighbourhood": place,
        "offered": [(each.pk, words[each.pk]) for each in offered if each.pk in words],
        "counts": counts_table(counts_of(place), Counts(**before) if before else None),
        "after": before is not None,
        **_receipt_for(request),
        **_story(),
        **_looking(request),
    }
    return render(request, "demonstration/withdraw.html", context)


@signed_in
@require_POST
def look_as(request: SignedInRequest) -> HttpResponse:
    """Go on as someone of the cast, or as oneself again."""
    target = looking.look_as(request, request.user, request.POST.get("person", ""))
    again = request.POST.get("person") == looking.MYSELF
    messages.success(request, "You are yourself again." if again else f"You see what {target.name} sees.")
    return redirect("demonstration:tour")


def _story() -> dict[str, Any]:
    programme = queries.story_programme()
    if programme is None:
        raise Http404
    return {"programme": programme, "first": WAY[0]}
