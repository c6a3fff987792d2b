"""The exhibition of a walk: for anyone who has its address, without an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.consent.limits import source_of
from seedbed.web.consent.queries import sentences_for
from seedbed.web.listening.paper import paper_of
from seedbed.web.people.access import public
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import refusals_on, status_of
from seedbed.web.walks import actions
from seedbed.web.walks.answer_forms import AnswerForm
from seedbed.web.walks.film import film_of
from seedbed.web.walks.models import Walk
from seedbed.web.walks.queries import SeenStop, as_everybody_sees, day_of, map_of, open_walk


def _found(show: UUID) -> Walk:
    found = open_walk(show)
    if found is None:
        raise Http404
    return found


def _about(walk: Walk, stops: list[SeenStop]) -> dict[str, Any]:
    return {
        "walk": walk,
        "day": day_of(walk),
        "event": walk.event,
        "neighbourhood_name": walk.neighbourhood.name,
        "programme": walk.neighbourhood.programme,
        "stops": stops,
        "sounds": [(each, file) for each in stops for file in each.files if file.kind in {"audio", "video"}],
    }


@public
@translated
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, show: UUID) -> HttpResponse:
    """Show a walk: its stops in order with what was said and pictured, and a form to answer."""
    walk = _found(show)
    asked_in, sentences = sentences_for(walk.neighbourhood.programme, _language())
    form = AnswerForm(request.POST or None, sentences=sentences, language=_language())
    context = {"asked_in": asked_in, "form": form if walk.takes_answers else None}
    if walk.takes_answers and form.is_bound and form.is_valid():
        with refusals_on(form):
            told = form.cleaned_data
            said = actions.answer(
                walk=walk,
                words=told["words"],
                scopes=form.scopes,
                asked_in=asked_in,
                language=told["language"],
                source=source_of(request),
            )
            receipt = paper_of(request, str(said.receipt_id))
            context |= {**receipt, "second_half": said.second_half, "form": None}
    stops = as_everybody_sees(walk)
    context |= {**_about(walk, stops), "drawn": map_of(walk, [each.stop for each in stops])}
    return _kept_by_nobody(render(request, "walks/show.html", context, status=status_of(form)))


def _language() -> str:
    """Return the language of this page, without its region."""
    return (get_language() or "en").split("-", maxsplit=1)[0]


@public
@translated
@require_safe
def hang(request: HttpRequest, show: UUID) -> HttpResponse:
    """Show a walk as slides for a screen on a wall; they turn slowly, and can be paused and turned by hand."""
    walk = _found(show)
    return _kept_by_nobody(render(request, "walks/hang.html", _about(walk, as_everybody_sees(walk))))


@public
@translated
@require_safe
def sounds(request: HttpRequest, show: UUID) -> HttpResponse:
    """List the sounds and films of a walk, each with a player and in words."""
    walk = _found(show)
    return _kept_by_nobody(render(request, "walks/sounds.html", _about(walk, as_everybody_sees(walk))))


@public
@translated
@require_safe
def film(request: HttpRequest, show: UUID) -> HttpResponse:
    """Show a walk as a film with captions."""
    walk = _found(show)
    stops = as_everybody_sees(walk)
    film = {"film": film_of(walk, stops), "back": reverse("walks:show", args=[show])}
    return _kept_by_nobody(render(request, "walks/film.html", _about(walk, stops) | film))


def _kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    # Whoever takes their words out must not meet them again in a browser's memory.
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
