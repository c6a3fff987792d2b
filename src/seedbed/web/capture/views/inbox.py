"""The inbox: what people sent in other ways, until it is taken in with consent or set aside."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.capture import actions, queries
from seedbed.web.capture.changes import DROPPED, changed_by, take_in_change
from seedbed.web.capture.forms import ChangeForm, SetAsideForm, TakeInForm
from seedbed.web.capture.models import Waiting
from seedbed.web.capture.receipts import receipt_page
from seedbed.web.listening.queries import words_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.ui.refusals import refusals_on, status_of

OF_A_PAGE = 25


def by_waiting(waiting: object, **_address: object) -> Scope:
    """Return the scope of something in the inbox."""
    return _found(waiting).neighbourhood.scope


def _found(number: object) -> Waiting:
    return get_object_or_404(
        Waiting.objects.select_related("neighbourhood__scope", "neighbourhood__programme"), pk=number
    )


@allowed(Permission.ADD_WORDS, by_neighbourhood)
@require_safe
def inbox(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what waits: all of it to those who read words, to others what they put there themselves."""
    place = neighbourhood_at(slug)
    page = Paginator(queries.inbox_of(place, request.user), OF_A_PAGE).get_page(request.GET.get("page"))
    context = {"neighbourhood": place, "programme": place.programme, "page": page}
    return render(request, "capture/inbox.html", context)


@allowed(Permission.ADD_WORDS, by_waiting)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: SignedInRequest, waiting: UUID) -> HttpResponse:
    """Show one thing that waits; take it in with consent, or set it aside."""
    place = _found(waiting).neighbourhood
    found = queries.inbox_of(place, request.user).filter(pk=waiting).first()
    if found is None:
        raise Http404
    if changed_by(found) is not None:
        return _change(request, found)
    asked = request.POST.get("do", "")
    take = TakeInForm(request.POST if asked == "take_in" else None, waiting=found)
    aside = SetAsideForm(request.POST if asked == "set_aside" else None)
    if asked == "take_in" and take.is_valid():
        with refusals_on(take):
            told = take.cleaned_data
            kept = actions.take_in_waiting(
                by=request.user,
                waiting=found,
                words=told["words"],
                scopes=told["scopes"],
                asked=take.asked(),
                participant=take.participant,
                said_on=told["said_on"],
            )
            return receipt_page(request, kept, reverse("capture:inbox", args=[place.slug]))
    if asked == "set_aside" and aside.is_valid():
        with refusals_on(aside):
            actions.set_aside(by=request.user, waiting=found, because=aside.cleaned_data["because"])
            messages.success(request, _("It is set aside. Its words and files are gone."))
            return redirect("capture:inbox", place.slug)
    context = {"neighbourhood": place, "waiting": found, "take": take, "aside": aside, "forms": [take, aside]}
    return render(request, "capture/waiting.html", context, status=status_of(take if asked == "take_in" else aside))


def _change(request: SignedInRequest, found: Waiting) -> HttpResponse:
    """Show a change of something that was taken in; let it change the words there, or drop it."""
    place, said, asked = found.neighbourhood, changed_by(found), request.POST.get("do", "")
    form = ChangeForm(request.POST if asked == "change" else None, initial={"words": found.words})
    if asked == "drop":
        actions.set_aside(by=request.user, waiting=found, because=DROPPED)
        messages.success(request, _("The change is dropped. What was taken in stays as it was."))
        return redirect("capture:inbox", place.slug)
    if asked == "change" and form.is_valid():
        with refusals_on(form):
            take_in_change(by=request.user, waiting=found, words=form.cleaned_data["words"])
            messages.success(request, _("The words are changed. The receipt is the same; check them again."))
            return redirect("capture:inbox", place.slug)
    context = {
        "neighbourhood": place,
        "waiting": found,
        "form": form,
        "said": said,
        "before": words_of([said.bead], request.user).get(said.pk) if said is not None else None,
    }
    return render(request, "capture/change.html", context, status=status_of(form))
