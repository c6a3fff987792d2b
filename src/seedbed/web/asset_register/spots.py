"""Where an asset may be put without a map: its postcode, or a landmark or street by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from seedbed.web.places.ground import NamedPlace, ground_of, named_places
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.packs import pack_named, place_of_postcode
from seedbed.web.places.queries import boundary_of

POSTCODE, NOWHERE = "postcode", "nowhere"
MOST = 2000
"""Places in the list: enough for a neighbourhood."""
Spot = tuple[float | None, float | None]
"""Longitude and latitude; neither for what has no place."""


@dataclass(frozen=True, slots=True)
class Spots:
    """What the form of an asset offers beside the map: see `spots_of`."""

    neighbourhood: Neighbourhood
    places: Sequence[NamedPlace] = ()

    def choices(self) -> list[tuple[str, Any]]:
        """Return what the list offers."""
        offered: list[tuple[str, Any]] = [
            ("", _("At the pin, or the numbers below")),
            (POSTCODE, _("In the middle of its postcode")),
            (NOWHERE, _("Nowhere: it has no place of its own")),
        ]
        for kind, title in (("landmark", _("At a landmark")), ("street", _("In a street"))):
            some = [(_code(each), each.name) for each in self.places if each.kind == kind]
            offered += [(title, some)] if some else []
        return offered

    def chosen(self, code: str, postcode: str) -> Spot | None:
        """Return where something is that was chosen in the list; None where the pin says it.

        Raises
        ------
        LookupError
            If it is in the middle of a postcode and nobody knows where that is.
        """
        if code == NOWHERE:
            return None, None
        if code == POSTCODE:
            pack = pack_named(self.neighbourhood.programme.pack)
            found = place_of_postcode(pack, postcode) if pack is not None and postcode else None
            if found is None:
                raise LookupError(postcode)
            return round(found[0], 6), round(found[1], 6)
        return next((each.at for each in self.places if _code(each) == code), None)

    def for_map(self) -> dict[str, Any]:
        """Return what the map in the browser needs."""
        line = boundary_of(self.neighbourhood)
        return {
            "ground": reverse("places:ground", args=[self.neighbourhood.slug]),
            "outline": line.outline if line else None,
            "label": _(
                "Map to put a pin on. Arrow keys move it, Enter puts the pin in its middle. The list does the same."
            ),
            "places": {_code(each): each.at for each in self.places},
            "told": {
                "pin": _("The pin is at %(at)s."),
                "near": _("The pin is near %(name)s."),
                "none": _("There is no pin."),
            },
        }


def spots_of(neighbourhood: Neighbourhood) -> Spots:
    """Return where assets of a neighbourhood may be put by name."""
    found = ground_of(neighbourhood)
    return Spots(neighbourhood, named_places(found.shown())[:MOST] if found is not None else ())


def _code(place: NamedPlace) -> str:
    return f"{place.kind}:{place.name}"
