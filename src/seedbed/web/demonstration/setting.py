"""The partnership, its programme, both neighbourhoods and the cast of the invented town."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from django.conf import settings

from seedbed.demo.names import NEIGHBOURHOODS, PACK_NAME, neighbourhood_codes
from seedbed.demo.story.shapes import Person
from seedbed.web.consent.models import Basis, SpecialCondition
from seedbed.web.consent.signing import Decided, record_lawful_basis
from seedbed.web.people.actions import create_account, first_owner, grant
from seedbed.web.people.models import User
from seedbed.web.people.roles import Role
from seedbed.web.places.actions import set_boundary, start_neighbourhood, start_partnership, start_programme
from seedbed.web.places.models import BoundaryOrigin, Neighbourhood, Programme
from seedbed.web.safeguarding.actions import Planned, set_plan
from seedbed.web.step1_profile.actions.care import fill_care_system_from_pack
from seedbed.web.step1_profile.queries.packs import pack_of

if TYPE_CHECKING:
    from seedbed.sources.packs import Pack

CAST: dict[Person, tuple[str, Role | None]] = {
    Person.DEV: ("Dev, facilitator (invented)", Role.FACILITATOR),
    Person.NGOZI: ("Ngozi, decision maker (invented)", Role.DECISION_MAKER),
    Person.SAM: ("Sam, analyst (invented)", Role.ANALYST),
    Person.LEE: ("Lee, outsider (invented)", None),
}
"""What people see of each, and the role they have in the programme."""

LEAD = "Bea, lead for safety (invented)"
STARTED = date(2025, 2, 17)
WHY_HERE = {
    "tanners-row": "Chosen by partners: an ordinary mean hides two of the most deprived small areas of the nation.",
    "kestrel-rise": "Chosen by partners: deprived, cut off by the railway, and full of people who join in.",
}


def noon(day: date) -> datetime:
    """Return the middle of a day of the story."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def address(person: Person) -> str:
    """Return the e-mail address of someone of the cast; nobody can write to it."""
    return f"{person.value}@alderwick.invalid"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the story is told and by whom."""

    programme: Programme
    neighbourhoods: Mapping[str, Neighbourhood]
    people: Mapping[Person, User]
    town: Pack


LAWFUL_BASIS = Decided(
    Basis.PUBLIC_TASK,
    SpecialCondition.CARE,
    "The care board and the council plan care and places together; hearing residents is part of that task. What people "
    "agree to is asked apart, and holds whatever the basis is.",
    "Data protection officer of the care board (invented)",
    STARTED,
)
"""On what ground the invented programme uses what people say."""


def make_setting() -> Setting:
    """Make the places and the cast."""
    owner = first_owner()
    partnership = start_partnership(by=owner, name="Alderwick Well Neighbourhoods (invented)")
    programme = start_programme(
        by=owner, partnership=partnership, name="Alderwick 2025 to 2026 (invented)", invented=True, pack=PACK_NAME
    )
    record_lawful_basis(by=owner, programme=programme, decided=LAWFUL_BASIS)
    people = {person: _account(owner, programme, person) for person in Person}
    town = _town(programme)
    fill_care_system_from_pack(by=people[Person.SAM], programme=programme)
    places = {slug: _neighbourhood(people[Person.SAM], programme, slug, town) for slug in NEIGHBOURHOODS}
    _name_lead(owner, programme, places.values())
    return Setting(programme, places, people, town)


def _name_lead(owner: User, programme: Programme, places: Iterable[Neighbourhood]) -> None:
    """Name who hears of concerns about someone; their numbers are kept free for stories (Ofcom)."""
    lead = create_account(by=owner, name=LEAD, email="bea@alderwick.invalid", at=noon(STARTED))
    grant(by=owner, user=lead, scope=programme.scope, role=Role.ORGANISATION_CONTACT, at=noon(STARTED))
    numbers = "Alderwick council, day and night (invented): 01632 960901"
    for place in places:
        planned = Planned(lead=lead, phone="01632 960900", local_numbers=numbers)
        set_plan(by=owner, neighbourhood=place, planned=planned, at=noon(STARTED))


def _account(owner: User, programme: Programme, person: Person) -> User:
    name, role = CAST[person]
    account = create_account(by=owner, name=name, email=address(person), at=noon(STARTED))
    if role is not None:
        grant(by=owner, user=account, scope=programme.scope, role=role, at=noon(STARTED))
    return account


def _town(programme: Programme) -> Pack:
    """Return the town's pack; make it if this site has none."""
    from seedbed.demo.town import build_town_pack
    from seedbed.sources.store import data_directory

    folder = Path(settings.PACKS_FOLDER or data_directory(os.environ) / "packs") / PACK_NAME
    return pack_of(programme) if folder.exists() else build_town_pack(folder)


def _neighbourhood(by: User, programme: Programme, slug: str, town: Pack) -> Neighbourhood:
    codes = neighbourhood_codes(slug)
    made = start_neighbourhood(by=by, programme=programme, name=NEIGHBOURHOODS[slug][0])
    line = shapely.coverage_union_all(town.boundaries("small_area", codes).geometry.to_numpy())
    residents = town.areas.filter(town.areas["code"].is_in(codes))["population"].sum()
    set_boundary(
        by=by,
        neighbourhood=made,
        shares=dict.fromkeys(codes, 1.0),
        outline=shapely.geometry.mapping(line),
        origin=BoundaryOrigin.CHOSEN,
        reason=WHY_HERE[slug],
        residents=float(residents),
        at=noon(STARTED),
    )
    return made
