"""What the pages share."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from seedbed.errors import UsageError
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, words
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.shelf import Shelf
from seedbed.web.people.access import SignedInRequest
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import status_of

FINDING = "find_now"
"""Name of the button that looks for more to join to, without sending the form off."""

AnyForm = TypeVar("AnyForm", bound=BaseForm)
Trail = list[tuple[str, str]]


def person(request: HttpRequest) -> User:
    """Return who is signed in."""
    return cast("SignedInRequest", request).user


def place_of(bead: Bead) -> Neighbourhood:
    """Return the neighbourhood that a bead is worked on in.

    Raises
    ------
    UsageError
        If it belongs to the programme as a whole.
    """
    if bead.neighbourhood is None:
        raise UsageError(
            f"This {words(BeadKind(bead.kind))} cannot be worked on here.",
            "It belongs to the programme as a whole, not to one neighbourhood.",
            "Go to what it should be joined to, and join that to it.",
        )
    return bead.neighbourhood


def shelf_of(request: HttpRequest, neighbourhood: Neighbourhood) -> Shelf:
    """Return what the visitor may join to."""
    return Shelf(neighbourhood, request.user)


def form_of(request: HttpRequest, form: type[AnyForm], /, **told: Any) -> AnyForm:
    """Return a form as it was sent, or fresh; a visitor who only looks for more to join to is not judged yet."""
    if request.method == "POST" and FINDING in request.POST:
        return form(initial=_typed(request, form(**told)), **told)
    return form(data=request.POST if request.method == "POST" else None, **told)


def _typed(request: HttpRequest, blank: BaseForm) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(request.POST, request.FILES, blank.add_prefix(name))
        for name, field in blank.fields.items()
    }


def shown(request: HttpRequest, template: str, context: dict[str, Any], status: int | None = None) -> HttpResponse:
    """Answer with one of this room's pages; the status is that of its form, unless another is said."""
    status = status_of(context.get("form")) if status is None else status
    return render(request, f"walking_skeleton/{template}.html", context, status=status)


def to_bead(bead: Bead) -> HttpResponse:
    """Go to a bead's page."""
    return redirect(address_of(bead))


def address_of(bead: Bead) -> str:
    """Return the address of a bead's page."""
    return reverse("walking_skeleton:bead", args=[printed(bead.pk)])


def trail_of(neighbourhood: Neighbourhood | None, bead: Bead | None = None, user: User | None = None) -> Trail:
    """Return the way from the top down to a page of a neighbourhood or of a bead."""
    trail: Trail = []
    if neighbourhood is not None:
        trail.append((neighbourhood.name, reverse("places:neighbourhood", args=[neighbourhood.slug])))
        trail.append(("The thread by hand", reverse("walking_skeleton:index", args=[neighbourhood.slug])))
    if bead is not None and user is not None:
        trail.append((name_of(bead, user), address_of(bead)))
    return trail


def name_of(bead: Bead, user: User) -> str:
    """Return a bead's title, or its kind and number for those who may not read it."""
    room = room_of(BeadKind(bead.kind))
    if room.visible_to(user, bead):
        return room.title(bead)
    return f"{words(BeadKind(bead.kind)).capitalize()} {printed(bead.pk)}"


def about(request: HttpRequest, found: Bead, form: object) -> dict[str, Any]:
    """Return what every page about one bead with a form needs."""
    return {
        "form": form,
        "bead": found,
        "kind_words": words(BeadKind(found.kind)),
        "title": name_of(found, person(request)),
        "neighbourhood": found.neighbourhood,
        "programme": found.programme,
        "trail": trail_of(found.neighbourhood, found, person(request)),
    }
