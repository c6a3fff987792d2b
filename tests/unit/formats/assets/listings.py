"""Listings as they may be, for laws: every field that text, numbers, days and times allow."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, Price, StepFree
from seedbed.analysis.assets.types import ASSET_TYPES

LETTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\x00\ufeff")
WORDS = st.text(LETTERS, max_size=24).map(lambda text: " ".join(text.split()))
NAMES = WORDS.filter(lambda text: len(text) > 1 and text.casefold() not in {"na", "n/a", "nan", "null", "none", "--"})
TIMES = st.times().map(lambda found: found.replace(second=0, microsecond=0))
OPENING = st.builds(
    OpeningTimes,
    days=st.lists(st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU")), unique=True, max_size=7).map(tuple),
    opens=st.none() | TIMES,
    closes=st.none() | TIMES,
    repeats=st.sampled_from(("WEEKLY", "MONTHLY")),
    every=st.integers(1, 6),
    valid_from=st.none() | st.dates(),
    valid_to=st.none() | st.dates(),
    notes=WORDS,
)
PRICES = st.builds(Price, amount=st.none() | st.floats(0, 500), currency=st.sampled_from(("GBP", "EUR")), words=WORDS)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers(-99, 99) | WORDS, lambda inner: st.lists(inner, max_size=2), max_leaves=3
)
LISTINGS = st.builds(
    Listing,
    identifier=NAMES,
    name=NAMES,
    asset_type=st.sampled_from(sorted(ASSET_TYPES)),
    description=WORDS,
    organisation=WORDS,
    status=st.sampled_from(ListingStatus),
    longitude=st.none() | st.floats(-8, 2).map(lambda found: round(found, 7)),
    latitude=st.none() | st.floats(49.5, 61).map(lambda found: round(found, 7)),
    outline=st.none()
    | st.just({"type": "Polygon", "coordinates": [[[0.0, 51.0], [0.1, 51.0], [0.1, 51.1], [0.0, 51.0]]]}),
    entrances=st.lists(st.tuples(st.floats(-8, 2), st.floats(49.5, 61)), max_size=2).map(tuple),
    address=WORDS,
    postcode=st.sampled_from(("", "E3 2AA", "M33 1AB", "somewhere")),
    email=st.sampled_from(("", "a@b.org", "ask at the desk")),
    telephone=st.sampled_from(("", "020 7946 0000", "+44 20 7946 0000")),
    website=st.sampled_from(("", "https://a.org/b", "www.a.org", "none yet")),
    opening=st.lists(OPENING, max_size=2).map(tuple),
    prices=st.lists(PRICES, max_size=2).map(tuple),
    languages=st.lists(NAMES, max_size=2).map(tuple),
    step_free=st.sampled_from(StepFree),
    accessibility=WORDS,
    minimum_age=st.none() | st.integers(0, 99).map(float),
    maximum_age=st.none() | st.integers(0, 99).map(float),
    eligibility=WORDS,
    owner=WORDS,
    controller=WORDS,
    condition=WORDS,
    capacity=st.none() | st.integers(0, 999).map(float),
    used_for=WORDS,
    potential_use=WORDS,
    last_verified=st.none() | st.dates(date(2000, 1, 1)),
    source=WORDS,
    licence=WORDS,
    extra=st.dictionaries(NAMES, JSON, max_size=2),
)
"""Any listing."""
HALL = Listing(
    identifier="hall-1",
    name="Tanners' Row Hall",
    asset_type="community_centre",
    organisation="Tanners' Row Trust",
    address="1 Ropewalk, Alderwick",
    postcode="E3 2AA",
    longitude=-0.02,
    latitude=51.53,
    telephone="020 7946 0000",
    website="www.example.org",
    opening=(OpeningTimes(days=("MO", "TU"), opens=time(9), closes=time(17, 30), notes="not in August"),),
    prices=(Price(amount=0.0, words="under 18"), Price(words="others give what they can")),
    languages=("Bengali",),
    step_free=StepFree.PARTLY,
    capacity=80.0,
    last_verified=date(2026, 5, 1),
)
"""One place with most fields."""
