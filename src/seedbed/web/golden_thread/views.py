"""Pages of the thread: choose a voice, follow it, one bead."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from seedbed.thread.identifiers import number_of
from seedbed.thread.identifiers import printed as printed_number
from seedbed.thread.tracing import Way
from seedbed.web.golden_thread.access import by_bead
from seedbed.web.golden_thread.following import follow as followed
from seedbed.web.golden_thread.following import voices_to_follow
from seedbed.web.golden_thread.measuring import VIEWS
from seedbed.web.golden_thread.measuring import loose as loose_ends_of
from seedbed.web.golden_thread.measuring import measures as measures_of
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.presenting import in_order, shown
from seedbed.web.golden_thread.queries import bead_to_follow
from seedbed.web.golden_thread.speakers import count_speakers
from seedbed.web.golden_thread.telling import tell
from seedbed.web.people.access import SignedInRequest, allowed, check_page, signed_in
from seedbed.web.people.looking import note_words_read
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at

VOICES_A_PAGE = 20


@require_safe
@allowed(Permission.SEE_THREAD, by_neighbourhood)
def voices(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose a voice to follow, or look up a printed number."""
    neighbourhood = neighbourhood_at(slug)
    page = Paginator(voices_to_follow(neighbourhood.pk), VOICES_A_PAGE).get_page(request.GET.get("page"))
    numbers = list(page.object_list)
    beads = shown(numbers, request.user)
    if can(request.user, Permission.SEE_WORDS, neighbourhood.scope):
        note_words_read(by=request.user, scope=neighbourhood.scope, page="voices")
    return render(
        request,
        "golden_thread/voices.html",
        {"neighbourhood": neighbourhood, "page": page, "voices": in_order(numbers, beads)},
    )


@require_safe
@signed_in
def find(request: SignedInRequest) -> HttpResponse:
    """Go to the bead whose printed number was typed in; the same answer for none and for one not to be seen."""
    number = printed_number(number_of(request.GET.get("number", "")))
    check_page(request, Permission.SEE_THREAD, by_bead(number))
    return redirect("golden_thread:bead", number)


@require_safe
@allowed(Permission.SEE_THREAD, by_bead)
def follow(request: SignedInRequest, printed: str) -> HttpResponse:
    """Follow the thread from a bead, forward or back."""
    bead = bead_to_follow(number_of(printed))
    way = Way.BACK if request.GET.get("way") == Way.BACK else Way.FORWARD
    page = followed(bead, way, request.user)
    return render(request, "golden_thread/follow.html", {**_about(bead), "page": page, "printed": printed})


@require_safe
@allowed(Permission.SEE_THREAD, by_bead)
def bead(request: SignedInRequest, printed: str) -> HttpResponse:
    """Show one bead: its evidence, its links with who, when and why, and its history."""
    found = bead_to_follow(number_of(printed))
    pages = request.GET.get("before", "1"), request.GET.get("after", "1")
    told = tell(found, request.user, pages)
    return render(request, "golden_thread/bead.html", {**_about(found), "told": told, "printed": printed})


@require_safe
@allowed(Permission.SEE_MEASURES, by_neighbourhood)
def measures(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show completeness, survival of voices, time to feedback and origin mix."""
    neighbourhood = neighbourhood_at(slug)
    counted = count_speakers(neighbourhood=neighbourhood)
    page = measures_of(neighbourhood, request.GET.get("characteristic", ""), request.GET.get("view", ""), counted)
    shown_here = {"neighbourhood": neighbourhood, "page": page, "views": VIEWS}
    return render(request, "golden_thread/measures.html", shown_here)


@require_safe
@allowed(Permission.SEE_THREAD, by_neighbourhood)
def loose_ends(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show where the thread stops though it should go on."""
    neighbourhood = neighbourhood_at(slug)
    page = loose_ends_of(neighbourhood, request.GET.get("kind", ""), request.GET.get("page", "1"), request.user)
    return render(request, "golden_thread/loose_ends.html", {"neighbourhood": neighbourhood, "page": page})


def _about(bead: Bead) -> dict[str, object]:
    """Return where a bead belongs, for the page's head."""
    return {"neighbourhood": bead.neighbourhood, "programme": bead.programme}
