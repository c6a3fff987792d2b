"""What someone wrote down themselves, and putting words into English."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import translate as put_into_english
from seedbed.web.listening.queries import own_words, words_of
from seedbed.web.people.access import allowed
from seedbed.web.people.looking import note_words_read
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on
from seedbed.web.walking_skeleton.access import bead_at, by_bead, check_not_withdrawn
from seedbed.web.walking_skeleton.views.common import form_of, person, place_of, shown, trail_of
from seedbed.web.walking_skeleton.word_forms import TranslationForm

A_PAGE = 25


@allowed(Permission.SEE_OWN_WORDS, by_neighbourhood)
def own(request: HttpRequest, slug: str) -> HttpResponse:
    """List what the reader wrote down here, and nothing of anybody else's."""
    neighbourhood = neighbourhood_at(slug)
    page = Paginator(own_words(neighbourhood, person(request)), A_PAGE).get_page(request.GET.get("page"))
    note_words_read(by=person(request), scope=neighbourhood.scope, page="own")
    context = {
        "neighbourhood": neighbourhood,
        "page": page,
        "may_add": can(person(request), Permission.ADD_WORDS, neighbourhood.scope),
        "trail": trail_of(neighbourhood)[:1],
    }
    return shown(request, "own", context)


@allowed(Permission.TRANSLATE, by_bead)
def translate(request: HttpRequest, printed: str) -> HttpResponse:
    """Put what someone said into English, beside what they said."""
    found = bead_at(printed)
    if found.kind != BeadKind.CONTRIBUTION:
        raise Http404
    check_not_withdrawn(found)
    readable = words_of([found], person(request)).get(found.pk)
    if readable is None:
        raise Http404
    form = form_of(request, TranslationForm, initial={"translation": readable.translation})
    if form.is_bound and form.is_valid():
        with refusals_on(form, "translation"):
            put_into_english(
                by=person(request), contribution=found.contribution, translation=form.cleaned_data["translation"]
            )
            messages.success(request, "The translation is kept, with your name.")
            return redirect(_words_page(found))
    neighbourhood = place_of(found)
    context = {
        "form": form,
        "neighbourhood": neighbourhood,
        "contribution": found.contribution,
        "readable": readable,
        "trail": [*_trail(neighbourhood), ("What people said", _words_page(found))],
    }
    return shown(request, "translate", context)


def _trail(neighbourhood: Neighbourhood) -> list[tuple[str, str]]:
    return trail_of(neighbourhood)[:1]


def _words_page(found: Bead) -> str:
    return reverse("walking_skeleton:words", args=[place_of(found).slug])
