"""What a directory of the invented town says of its known places; nothing of it exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from seedbed.analysis.assets.listing import Listing, Listings, OpeningTimes, Price, StepFree

DIRECTORY = "Invented directory of places"
LICENCE = "Invented: use it as you like"

TYPES = {
    "gp": "general_practice",
    "pharmacy": "pharmacy",
    "dentist": "dentist",
    "library": "library",
    "community_hall": "community_centre",
    "children_centre": "childrens_centre",
    "school": "school",
    "park": "park",
    "place_of_worship": "place_of_worship",
    "food_bank": "food_bank",
    "leisure_centre": "sports_centre",
    "post_office": "post_office",
    "advice": "advice",
    "community_garden": "garden",
}
"""Kinds of assets by the kinds of the town's known places."""

WEEK = ("MO", "TU", "WE", "TH", "FR")


def _open(days: Iterable[str], opens: int, closes: int) -> OpeningTimes:
    return OpeningTimes(days=tuple(days), opens=time(opens), closes=time(closes))


FREE = (Price(amount=0),)
KNOWN: Mapping[str, Mapping[str, Any]] = {
    "Railway Institute Hall": {
        "opening": (_open((*WEEK, "SA"), 9, 22),),
        "step_free": StepFree.YES,
        "capacity": 180,
        "owner": "Saltmarch Railway Welfare Trust (invented)",
        "description": "A hall with a stage, a kitchen and a baby group on Tuesdays.",
    },
    "Tanners' Hall": {
        "opening": (_open(("TU", "WE", "TH", "FR"), 10, 16),),
        "prices": (Price(amount=42, words="an hour"),),
        "step_free": StepFree.PARTLY,
        "capacity": 90,
        "controller": "A committee of three residents (invented)",
        "potential_use": "Evenings and weekends, if somebody held the keys.",
    },
    "St Bride's Church Rooms": {
        "opening": (_open(("WE", "SA"), 10, 13),),
        "step_free": StepFree.NO,
        "capacity": 60,
    },
    "Saltings Social Club": {"prices": (Price(amount=2, words="a visit"),), "step_free": StepFree.YES, "capacity": 150},
    "Alderwick Library": {
        "opening": (_open(WEEK, 9, 18), _open(("SA",), 10, 16)),
        "prices": FREE,
        "step_free": StepFree.YES,
        "languages": ("English", "Bengali", "Polish"),
    },
    "Alderwick Food Bank": {"opening": (_open(("TU", "FR"), 10, 12),), "prices": FREE, "step_free": StepFree.YES},
    "Saltings Pantry": {"opening": (_open(("TH",), 10, 14),), "prices": (Price(amount=4, words="a basket"),)},
    "Alderwick Advice Centre": {
        "opening": (_open(WEEK, 10, 16),),
        "prices": FREE,
        "languages": ("English", "Tigrinya", "Arabic"),
        "eligibility": "Anyone who lives or works in the town.",
    },
    "Lantern Hill Children's Centre": {"prices": FREE, "maximum_age": 5, "step_free": StepFree.YES},
    "Saltings Children's Centre": {"prices": FREE, "maximum_age": 5, "step_free": StepFree.YES},
    "Kestrel Community Orchard": {
        "prices": FREE,
        "step_free": StepFree.PARTLY,
        "used_for": "Apples, company, and somewhere to be.",
    },
    "Alderwick Baths": {"prices": (Price(amount=5.5, words="a swim"),), "step_free": StepFree.YES},
}
"""What else is known of some places, by name."""


def town_listings(sites: Iterable[Mapping[str, Any]]) -> Listings:
    """Return the town's known places as a directory lists them.

    Parameters
    ----------
    sites
        Rows of the pack's table of sites: ``id``, ``kind``, ``name``, ``postcode``, ``longitude``, ``latitude``.
    """
    return Listings(listings=tuple(_listing(site) for site in sites), source=DIRECTORY)


def _listing(site: Mapping[str, Any]) -> Listing:
    return Listing(
        identifier=str(site["id"]),
        name=str(site["name"]),
        asset_type=TYPES[str(site["kind"])],
        longitude=float(site["longitude"]),
        latitude=float(site["latitude"]),
        postcode=str(site["postcode"]),
        source=DIRECTORY,
        licence=LICENCE,
        **KNOWN.get(str(site["name"]), {}),
    )
