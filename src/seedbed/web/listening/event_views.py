"""Pages of events for the team, and the public page of what was promised."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening import actions
from seedbed.web.listening.event_forms import AttendForm, CloseForm, CostFormSet, EventForm, initial_of
from seedbed.web.listening.event_models import Event
from seedbed.web.listening.promise_words import benefits_warning, payments_in_words, state_in_words, when_in_words
from seedbed.web.listening.promises import came_to, events_of, pounds, promised_at, promises_of
from seedbed.web.people.access import SignedInRequest, allowed, public
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import refusals_on, status_of

MOST_LISTED = 200


def by_occasion(occasion: int, **_address: Any) -> Scope:
    """Return the scope of an event."""
    return _place(_bead(occasion)).scope


def _bead(number: int) -> Bead:
    living = Bead.objects.filter(kind=BeadKind.EVENT.value, tombstone=None, neighbourhood__isnull=False)
    return get_object_or_404(
        living.select_related("neighbourhood__scope", "neighbourhood__programme__scope"), pk=number
    )


def _place(bead: Bead) -> Neighbourhood:
    if bead.neighbourhood is None:
        raise Http404
    return bead.neighbourhood


def _event(bead: Bead) -> Event | None:
    return Event.objects.select_related("bead__neighbourhood__scope").filter(pk=bead.pk).first()


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def events(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the events of a neighbourhood with what was promised, and who came to all of them together."""
    place, today = neighbourhood_at(slug), timezone.localdate()
    beads = list(events_of(place)[:MOST_LISTED])
    rows = [(bead, promised_at(bead.event, today) if hasattr(bead, "event") else None) for bead in beads]
    context = {
        "neighbourhood": place,
        "programme": place.programme,
        "rows": [
            (bead, when_in_words(bead, getattr(bead, "event", None)), state_in_words(promised) if promised else "")
            for bead, promised in rows
        ],
        "came": came_to(Event.objects.filter(bead__neighbourhood=place, bead__tombstone=None)),
        "plans": can(request.user, Permission.WORK_ON_THREAD, place.scope),
        "promises": bool(promises_of(place, today)),
    }
    return render(request, "listening/events.html", context)


@allowed(Permission.WORK_ON_THREAD, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest, slug: str) -> HttpResponse:
    """Plan an event."""
    place = neighbourhood_at(slug)
    form = EventForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.plan_event(by=request.user, neighbourhood=place, told=form.told())
            return redirect("listening:event", made.pk)
    context = {"neighbourhood": place, "programme": place.programme, "form": form}
    return render(request, "listening/plan_event.html", context, status=status_of(form))


@allowed(Permission.SEE_PLACE, by_occasion)
@require_safe
def event(request: SignedInRequest, occasion: int) -> HttpResponse:
    """Show one event: what was promised, who came, what it cost."""
    bead = _bead(occasion)
    place, found = _place(bead), _event(bead)
    promised = promised_at(found, timezone.localdate()) if found else None
    costs = [
        (line.get_kind_display(), line.what, pounds(line.planned_pence), pounds(line.actual_pence))
        for line in (found.costs.order_by("pk") if found else [])
    ]
    context = {
        "neighbourhood": place,
        "programme": place.programme,
        "bead": bead,
        "event": found,
        "when": when_in_words(bead, found),
        "state": state_in_words(promised) if promised else "",
        "payments": payments_in_words(promised) if promised else [],
        "warning": benefits_warning(promised) if promised else "",
        "came": came_to([found]) if found else None,
        "costs": costs,
        "plans": can(request.user, Permission.WORK_ON_THREAD, place.scope),
        "adds": can(request.user, Permission.ADD_WORDS, place.scope),
    }
    return render(request, "listening/event.html", context)


@allowed(Permission.WORK_ON_THREAD, by_occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, occasion: int) -> HttpResponse:
    """Change what is planned and promised; name and day stay as the thread has them."""
    bead = _bead(occasion)
    found = _event(bead)
    start = initial_of(found) if found else {"name": bead.payload["name"], "held_on": bead.payload["held_on"]}
    form = EventForm(request.POST or None, initial=start)
    for name in ("name", "held_on"):
        form.fields[name].disabled = True
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.plan_event(
                by=request.user, neighbourhood=_place(bead), told=form.told(found.languages if found else ()), bead=bead
            )
            return redirect("listening:event", occasion)
    context = {"neighbourhood": _place(bead), "form": form, "bead": bead}
    return render(request, "listening/plan_event.html", context, status=status_of(form))


@allowed(Permission.WORK_ON_THREAD, by_occasion)
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: SignedInRequest, occasion: int) -> HttpResponse:
    """Note who came and what it cost, and close the event."""
    bead = _bead(occasion)
    found = _event(bead)
    if found is None:
        return redirect("listening:change_event", occasion)
    asked = request.POST.get("do", "")
    came = AttendForm(request.POST if asked == "came" else None)
    costs = CostFormSet(request.POST if asked == "costs" else None, initial=_costs(found))
    close = CloseForm(request.POST if asked == "close" else None, initial=_closing(found))
    if _done(request, found, asked, (came, costs, close)):
        messages.success(request, _("It is noted."))
        return redirect("listening:event", occasion)
    context = {
        "neighbourhood": _place(bead),
        "bead": bead,
        "came": came,
        "costs": costs,
        "close": close,
        "forms": [came, close, *costs],
    }
    wrong = any(form.is_bound and not form.is_valid() for form in (came, costs, close))
    return render(request, "listening/after_event.html", context, status=422 if wrong else 200)


def _costs(found: Event) -> list[dict[str, Any]]:
    def in_pounds(pence: int | None) -> str | None:
        return None if pence is None else f"{pence / 100:.2f}"

    lines = found.costs.order_by("pk")
    return [
        {
            "kind": line.kind,
            "what": line.what,
            "planned": in_pounds(line.planned_pence),
            "actual": in_pounds(line.actual_pence),
        }
        for line in lines
    ]


def _closing(found: Event) -> dict[str, Any]:
    return {"deviations": found.deviations, "heard_back_on": found.heard_back_on}


def _done(request: SignedInRequest, found: Event, asked: str, forms: tuple[AttendForm, Any, CloseForm]) -> bool:
    """Do what a button asks for; say whether it was done."""
    came, costs, close = forms
    by = request.user
    if asked == "came" and came.is_valid():
        with refusals_on(came):
            actions.attend(by=by, event=found, **came.cleaned_data)
            return True
    if asked == "costs" and costs.is_valid():
        lines = [line for line in (form.cost() for form in costs) if line is not None]
        with refusals_on(costs[0]):
            actions.set_costs(by=by, event=found, costs=lines)
            return True
    if asked == "close" and close.is_valid():
        with refusals_on(close):
            actions.close_event(by=by, event=found, **close.cleaned_data)
            return True
    return False


@public
@translated
@require_safe
def promises(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everyone what was promised in a neighbourhood; where nothing was, the page is as if there was no place."""
    place = neighbourhood_at(slug)
    found = promises_of(place, timezone.localdate())
    if not found:
        raise Http404
    told = [(each, state_in_words(each), payments_in_words(each), benefits_warning(each)) for each in found]
    return render(
        request, "listening/promises.html", {"place_name": place.name, "programme": place.programme, "told": told}
    )
