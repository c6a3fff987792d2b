"""The page of what was put on the map: marks over the streets, and a list that holds the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from seedbed.errors import UserError
from seedbed.thread.identifiers import number_of, printed
from seedbed.web.listening.mapped import (
    KINDS,
    MOST,
    ShownMark,
    Wanted,
    categories_of,
    events_with_marks,
    marks_of,
    readable,
)
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.looking import note_words_read
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of


class WantedForm(forms.Form):
    """Which marks are shown."""

    event = forms.ChoiceField(label=gettext_lazy("Event"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **more: Any) -> None:
        super().__init__(*args, **more)
        every = ("", _("All"))
        events = [(str(each.pk), each.payload["name"]) for each in events_with_marks(neighbourhood)]
        chosen: dict[str, list[tuple[str, str]]] = {
            "event": events,
            "category": [(each, each) for each in categories_of(neighbourhood)],
            "kind": [(name, _(words)) for name, (words, _shapes) in KINDS.items()],
        }
        for name, choices in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [every, *choices]

    def wanted(self) -> Wanted:
        """Return what was chosen; what is not offered counts as not chosen."""
        told = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        event = told.get("event") or ""
        return Wanted(
            contribution=self._one(),
            event=int(event) if event else None,
            category=told.get("category") or "",
            kind=told.get("kind") or "",
        )

    def _one(self) -> int | None:
        """Return the contribution whose printed number stands in the address."""
        try:
            return number_of(self.data["of"])
        except (KeyError, UserError):
            return None


@allowed(Permission.SEE_WORDS, by_neighbourhood)
@require_safe
def marks(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what people put on the map, over its streets and as a list, each with the way to what was said."""
    place = neighbourhood_at(slug)
    form = WantedForm(request.GET, neighbourhood=place)
    found = marks_of(place, form.wanted())
    shown = readable(found[:MOST])
    note_words_read(by=request.user, scope=place.scope, page="map")
    line = boundary_of(place)
    context = {
        "neighbourhood": place,
        "programme": place.programme,
        "form": form,
        "marks": [(each, printed(each.contribution.pk), _(KINDS[each.kind][0])) for each in shown],
        "more": max(0, found.count() - MOST),
        "for_script": {
            "ground": reverse("places:ground", args=[slug]),
            "outline": line.outline if line is not None else None,
            "label": _("What was put on the map. The list below holds the same."),
            "marks": {"type": "FeatureCollection", "features": [_feature(each) for each in shown]},
        },
    }
    return render(request, "listening/marks.html", context)


def _feature(mark: ShownMark) -> dict[str, Any]:
    address = reverse("walking_skeleton:bead", args=[printed(mark.contribution.pk)])
    return {
        "type": "Feature",
        "geometry": mark.geometry,
        "properties": {"name": mark.name, "address": address},
    }
