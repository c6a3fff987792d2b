"""Listings that have a postcode and no other place, put where the programme's data pack says that it lies."""

from __future__ import annotations

from dataclasses import replace

from seedbed.analysis.assets.listing import Listings
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.packs import pack_named
from seedbed.workflows.assets.postcodes import placed_by_postcode


def placed(listings: Listings, neighbourhood: Neighbourhood) -> Listings:
    """Place what has only a postcode, and note how many were placed so and how many have no place."""
    lacking = sum(each.longitude is None for each in listings.listings)
    if not lacking:
        return listings
    pack, by_postcode, found = pack_named(neighbourhood.programme.pack), 0, listings.listings
    if pack is not None:
        found, by_postcode = placed_by_postcode(found, pack)
    notes = list(listings.notes)
    if by_postcode:
        notes.append(f"{by_postcode:,} were put in the middle of their postcode, as the programme's data pack has it.")
    if without := sum(each.longitude is None and bool(each.postcode) for each in found):
        notes.append(f"{without:,} have a postcode that {_why(pack)}, so they have no place on the map.")
    return replace(listings, listings=found, notes=tuple(notes))


def _why(pack: object | None) -> str:
    return "the programme's data pack does not hold" if pack is not None else "no data pack of the programme can place"
