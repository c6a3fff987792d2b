"""Pages that ask a map: the fourteen questions and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.analysis.systems.answers import Answer, Sentence
from seedbed.analysis.systems.questions import QUESTIONS, ask
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.reports.asset_map.papers import PAPERS
from seedbed.reports.systems.drawing import Forward, draw_map
from seedbed.reports.systems.keys import Key
from seedbed.reports.systems.origins import key_of_origins
from seedbed.reports.systems.parts import key_of_parts
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.arranging.queries import members_of, parts_on_drawings
from seedbed.web.step5_agenda.asking.forms import OF_THE_MAP, AskForm
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.opinions.origin_words import words_on_drawings
from seedbed.web.step5_agenda.pages import pages_of, where
from seedbed.web.step5_agenda.standing import as_it_stands, seen_otherwise
from seedbed.web.ui.refusals import refusals_on, status_of

SEE = Permission.SEE_THREAD


def about(found: SystemMap, system: MapOfFactors, **more: Any) -> dict[str, Any]:
    """Return what every page that asks a map shows of it; ``system`` is the map as it stands."""
    return {**where(found), "seen_otherwise": seen_otherwise(system), **more}


@allowed(SEE, by_map)
@require_safe
def questions(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Offer the fourteen questions; answer the one that is asked, with a picture."""
    found = map_at(system_map)
    system = as_it_stands(found)
    context = about(found, system, of_people=_offered("abcdefghi"), of_the_map=_offered(OF_THE_MAP))
    if "ask" not in request.GET:
        return render(request, "step5_agenda/questions.html", context)
    form = AskForm(request.GET, system=system)
    context |= {"form": form, "asked": QUESTIONS.get(request.GET["ask"])}
    if form.is_valid():
        with refusals_on(form):
            sent = form.cleaned_data
            answer = ask(system, sent["ask"], chosen=sent.get("factor", ()), other=sent.get("towards", ()))
            context |= _told(found, system, answer)
    return render(request, "step5_agenda/questions.html", context, status=status_of(form))


@allowed(SEE, by_map)
@require_safe
def whole(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Return the whole map as SVG, to print at any size; with a key of origins or parts if that is asked for."""
    found = map_at(system_map)
    system = _shown(request, found)
    drawn = draw_map(system, told=(found.name, _counted(system)), key=_key(request, found, system))
    return _file(drawn, found, "svg", "image/svg+xml")


@allowed(SEE, by_map)
@require_safe
def printed(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Return the whole map on one sheet of paper as PDF."""
    from seedbed.reports.systems.printing import map_pdf

    found = map_at(system_map)
    paper = PAPERS.get(request.GET.get("paper", "A4"))
    if paper is None:
        raise Http404
    system = _shown(request, found)
    made = map_pdf(system, paper, title=found.name, description=_counted(system), key=_key(request, found, system))
    return _file(made, found, "pdf", "application/pdf")


def _shown(request: SignedInRequest, found: SystemMap) -> MapOfFactors:
    """Return the map, or the smaller one of it that the address asks for."""
    system = as_it_stands(found)
    members = members_of(found, request.GET.get("submap", ""))
    if not members:
        return system
    links = tuple(each for each in system.links if {each.cause, each.effect} <= members)
    return replace(system, factors=tuple(each for each in system.factors if each.identifier in members), links=links)


def _key(request: SignedInRequest, found: SystemMap, system: MapOfFactors) -> Key | None:
    """Return what the drawing says by colour, if the address asks for it: who says so, or the parts of the map."""
    asked = request.GET.get("show")
    if asked == "origins":
        return key_of_origins(words_on_drawings())
    return key_of_parts(system, parts_on_drawings(found)) if asked == "parts" else None


def _counted(system: MapOfFactors) -> str:
    words = _("%(factors)s factors and %(links)s links. The lists on the map's page say the same.")
    return words % {"factors": len(system.factors), "links": len(system.links)}


def _file(made: str | bytes, found: SystemMap, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="map-{found.pk}.{ending}"'
    return answer


def _offered(letters: str) -> list[tuple[str, str]]:
    return [(f"?ask={letter}", QUESTIONS[letter].words) for letter in letters]


def _told(found: SystemMap, system: MapOfFactors, answer: Answer) -> dict[str, Any]:
    listed = {each.factor: each.value for each in answer.ranked}
    order = [*listed, *(each for each in answer.factors if each not in listed)]
    undefined = _("not defined")
    values = {key: undefined if value is None else _told_short(value) for key, value in listed.items()}
    return {
        "answer": answer,
        "sentences": [_sentence(each) for each in answer.sentences],
        "factors": factor_lines(found, system, order, values),
        "links": link_lines(found, system, answer.links),
        "picture": picture(system, answer),
    }


def _told_short(value: float) -> str:
    """Return a number with three digits that tell something, whole ones whole."""
    return f"{value:,.0f}" if value == round(value) else f"{value:.3g}"


def _sentence(told: Sentence) -> SafeString:
    """Return a sentence in which names that run the other way do not turn the words around them."""
    values = {name: format_html("<bdi>{}</bdi>", value) for name, value in told.values.items()}
    return format_html(told.words, **values) if values else conditional_escape(told.words)


def picture(system: MapOfFactors, answer: Answer) -> str:
    """Return the map with an answer brought forward."""
    description = _("%(factors)s factors and %(links)s links are brought forward. The lists beside it say the same.")
    said = description % {"factors": len(answer.factors), "links": len(answer.links)}
    forward = Forward(frozenset(answer.factors), frozenset(answer.links), frozenset(answer.chosen))
    return draw_map(system, told=(answer.question, said), forward=forward)


def factor_lines(
    found: SystemMap, system: MapOfFactors, keys: Iterable[str], values: Mapping[str, str]
) -> list[dict[str, str]]:
    """Return factors as a list shows them: name, address, and the number that goes with each."""
    page, called = pages_of(found, "factor"), system.called
    return [{"name": called[key], "address": page(key), "value": values.get(key, "")} for key in keys]


def link_lines(found: SystemMap, system: MapOfFactors, keys: Iterable[str]) -> list[dict[str, str]]:
    """Return links as a list shows them: both ends, the direction and the address."""
    page, called = pages_of(found, "link"), system.called
    links = {link.identifier: link for link in system.links}
    return [
        {
            "cause": called[links[key].cause],
            "effect": called[links[key].effect],
            "polarity": links[key].polarity.value,
            "address": page(key),
        }
        for key in keys
    ]
