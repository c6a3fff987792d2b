"""The register of assets of the invented town: a directory taken in, named by residents, checked, with barriers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.listing import Listing, Listings, StepFree
from seedbed.demo.listings import town_listings
from seedbed.demo.story.shapes import Person
from seedbed.demo.truths import UNREACHABLE_HALL
from seedbed.thread.payloads.choices import BarrierKind, OrganisationForm
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.models import Asset, Finding, Severity
from seedbed.web.demonstration.setting import Setting, noon
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

TAKEN_IN, CHECKED, LAST_YEAR = date(2025, 3, 3), date(2026, 8, 24), date(2025, 9, 1)
NEAR = 2_000.0
"""Metres around a neighbourhood: what lies further off is another's."""
METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Named:
    """An asset that residents named: by which voices; told here if the directory does not have it."""

    name: str
    voices: tuple[str, ...]
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A barrier that people met: on which asset, or on which policy, and which voices say so."""

    on: str
    told: actions.ToldBarrier
    voices: tuple[str, ...]
    form: OrganisationForm | None = None


NAMED: Mapping[str, tuple[Named, ...]] = {
    "kestrel-rise": (
        Named(UNREACHABLE_HALL, ("k001a", "k020a")),
        Named("Kestrel Community Orchard", ("k016a", "k028a")),
        Named("Saltings Pantry", ("k023a",)),
        Named(
            "Four lunches a week on one landing",
            ("k013a",),
            Listing(
                identifier="",
                name="Four lunches a week on one landing",
                asset_type="skill",
                description="Somebody cooks for people who live on the same landing.",
            ),
        ),
    ),
    "tanners-row": (Named("Tanners' Hall", ("t002a", "t039a")),),
}
MET: Mapping[str, tuple[Met, ...]] = {
    "kestrel-rise": (
        Met(
            UNREACHABLE_HALL,
            actions.ToldBarrier(
                name="A mile and three quarters round by the level crossing",
                kind=BarrierKind.DISTANCE,
                for_whom="People without a car, people with small children",
                severity=Severity.SHUT,
                who_could_fix="Alderwick Council and the railway (invented)",
                what_it_takes="A way over the line; until then a room on this side.",
                opportunity="What the hall offers could be held on the Parade.",
            ),
            ("k001a", "k020a"),
        ),
        Met(
            UNREACHABLE_HALL,
            actions.ToldBarrier(
                name="The footbridge has steps",
                kind=BarrierKind.DISABILITY_ACCESS,
                for_whom="People who use a chair, a pram or a trolley",
                severity=Severity.SHUT,
                who_could_fix="Alderwick Council and the railway (invented)",
            ),
            ("k002a", "k011a"),
        ),
        Met(
            "Saltings Pantry",
            actions.ToldBarrier(
                name="Two buses each way",
                kind=BarrierKind.TRANSPORT,
                for_whom="People without a car",
                who_could_fix="The bus company (invented)",
            ),
            ("k023a",),
        ),
    ),
    "tanners-row": (
        Met(
            "Tanners' Hall",
            actions.ToldBarrier(
                name="Locked when people are free",
                kind=BarrierKind.OPENING_HOURS,
                for_whom="People who work in the day",
                severity=Severity.SHUT,
                who_could_fix="The hall's committee (invented)",
                what_it_takes="Somebody paid to hold the keys.",
            ),
            ("t002a", "t039a"),
        ),
        Met(
            "Letting policy of Tanners' Hall",
            actions.ToldBarrier(
                name="Forty-two pounds an hour and an insurance of one's own",
                kind=BarrierKind.BOOKING_RULES,
                for_whom="Families and new groups",
                who_could_fix="The hall's committee (invented)",
                what_it_takes="One insurance for everyone who books, and a price for residents.",
            ),
            ("t024a",),
            OrganisationForm.POLICY,
        ),
    ),
}
CHECKED_NAMES = ("Kestrel Community Orchard", UNREACHABLE_HALL, "Tanners' Hall", "Alderwick Library")
OVERDUE_NAMES = ("Saltings Pantry", "Kestrel Parade Post Office", "Market Place Pharmacy")
TWICE = Listing(
    identifier="",
    name="The Community Orchard, Kestrel",
    asset_type="garden",
    step_free=StepFree.PARTLY,
    description="Sixty trees. Come in September.",
)
"""Written down a second time by someone who did not look first: a pair for the page of duplicates."""


def fill_register(setting: Setting, beads: Mapping[str, Bead]) -> None:
    """Fill the register of each neighbourhood through the users' own actions."""
    sites = setting.town.scan("sites").collect().sort("id").to_dicts()
    directory = town_listings(sites)
    dev = setting.people[Person.DEV]
    for slug, place in setting.neighbourhoods.items():
        _take_in(dev, place, directory, {each.name for each in NAMED[slug]})
        for named in NAMED[slug]:
            _name(dev, place, named, [beads[id_] for id_ in named.voices])
        for met in MET[slug]:
            _put_barrier(dev, place, met, [beads[id_] for id_ in met.voices])
        _look(dev, place)
    _write_down_twice(dev, setting.neighbourhoods["kestrel-rise"])


def _take_in(dev: User, place: Neighbourhood, directory: Listings, named: set[str]) -> None:
    here = Listings(
        listings=tuple(each for each in directory.listings if each.name in named or _is_near(place, each)),
        source=directory.source,
    )
    actions.import_listings(by=dev, neighbourhood=place, listings=here, public=True, at=noon(TAKEN_IN))


def _is_near(place: Neighbourhood, listing: Listing) -> bool:
    line = boundary_of(place)
    if line is None or listing.longitude is None or listing.latitude is None:
        return False
    outline = _metres(shapely.geometry.shape(line.outline), listing.latitude)
    point = _metres(shapely.Point(listing.longitude, listing.latitude), listing.latitude)
    return bool(outline.distance(point) <= NEAR)


def _metres(shape: BaseGeometry, latitude: float) -> BaseGeometry:
    """Return a shape in metres, near enough for a town."""
    across = METRES_A_DEGREE * math.cos(math.radians(latitude))
    scaled: BaseGeometry = shapely.transform(shape, lambda points: points * (across, METRES_A_DEGREE))
    return scaled


def _name(dev: User, place: Neighbourhood, named: Named, voices: Sequence[Bead]) -> None:
    if named.listing is not None:
        actions.add_asset(by=dev, neighbourhood=place, listing=named.listing, at=noon(CHECKED))
    actions.name_asset(by=dev, asset=_asset(place, named.name), voices=voices, at=noon(TAKEN_IN))


def _put_barrier(dev: User, place: Neighbourhood, met: Met, voices: Sequence[Bead]) -> None:
    on: Asset | Bead = (
        actions.add_organisation(by=dev, neighbourhood=place, name=met.on, form=met.form, at=noon(TAKEN_IN))
        if met.form is not None
        else _asset(place, met.on)
    )
    actions.put_barrier(by=dev, on=on, told=met.told, voices=voices, at=noon(LAST_YEAR))


def _look(dev: User, place: Neighbourhood) -> None:
    """Check some listings lately and some long ago; the others nobody has looked at yet."""
    for names, day in ((CHECKED_NAMES, CHECKED), (OVERDUE_NAMES, LAST_YEAR)):
        for asset in Asset.objects.filter(neighbourhood=place, name__in=names).order_by("pk"):
            actions.verify(by=dev, asset=asset, found=Finding.RIGHT, at=noon(day))
    for asset in Asset.objects.filter(neighbourhood=place, name="Kestrel Parade Post Office"):
        actions.say_wrong(by=dev, asset=asset, note="It shuts at one on Wednesdays now.", at=noon(CHECKED))


def _write_down_twice(dev: User, place: Neighbourhood) -> None:
    first = _asset(place, "Kestrel Community Orchard").listing()
    told = Listing(
        **{
            **{name: getattr(TWICE, name) for name in TWICE.__dataclass_fields__},
            "longitude": first.longitude,
            "latitude": first.latitude,
            "postcode": first.postcode,
        }
    )
    actions.add_asset(by=dev, neighbourhood=place, listing=told, at=noon(CHECKED))


def _asset(place: Neighbourhood, name: str) -> Asset:
    return Asset.objects.get(neighbourhood=place, name=name)
