"""What the listening rooms of the invented town show: occasions with their promises, a shift and a walk.

They stand on occasions that the story tells anyway, so that nothing more was heard than it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from seedbed.demo.story.shapes import Person
from seedbed.formats.gpx import Route
from seedbed.web.asset_register.models import Asset
from seedbed.web.demonstration.setting import Setting, noon
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.event_models import EventKind
from seedbed.web.listening.events import EventTold, plan_event
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step2_listen.actions import PlannedShift, plan_shift
from seedbed.web.walks.actions import PlannedWalk, add_stop, open_exhibition, plan_walk, set_route

PLACE = "tanners-row"
DOORS, WALK = "tr-doors-west", "tr-walk-quay"
PROMISED = {
    "tr-kiosk-market": (EventKind.KIOSK, "Under the market canopy (invented)"),
    "tr-cafe-one": (EventKind.CAFE, "Tanners' Hall (invented)"),
    "tr-cafe-two": (EventKind.CAFE, "Quayside Primary School (invented)"),
}
"""Occasions, with what each was and where."""
OPEN_TO_CHANGE = "What is done with the rooms and green places here, and when they are open."
WHO_DECIDES = "The priorities meeting of Tanners Row"
HEAR_BACK_BY = date(2026, 2, 28)
STOPS = (
    ("Tanners' Hall", "We begin at the hall. It is locked when people are free."),
    ("Quayside Primary School", "Parents wait here twice a day, and there is nowhere to sit."),
    ("Quay Gardens", "The gardens end at the water. We sat down and talked."),
)
"""Stops of the walk, by names in the register of assets, with the team's words."""


def fill_rooms(setting: Setting, beads: Mapping[str, Bead]) -> None:
    """Fill the rooms of step 2 in one neighbourhood, through the users' own actions."""
    place = setting.neighbourhoods[PLACE]
    for id_, (kind, venue) in PROMISED.items():
        bead = beads[id_]
        told = EventTold(
            name=str(bead.payload["name"]),
            held_on=_day(bead),
            kind=kind.value,
            venue=venue,
            open_to_change=OPEN_TO_CHANGE,
            who_decides=WHO_DECIDES,
            hear_back_by=HEAR_BACK_BY,
        )
        plan_event(by=setting.people[Person.DEV], neighbourhood=place, told=told, bead=bead, at=noon(_day(bead)))
    _shift(setting, place, beads[DOORS])
    _walk(setting, place, beads[WALK])


def _day(bead: Bead) -> date:
    return date.fromisoformat(str(bead.payload["held_on"]))


def _shift(setting: Setting, place: Neighbourhood, bead: Bead) -> None:
    day = _day(bead)
    planned = PlannedShift(
        name=str(bead.payload["name"]),
        venue="From the old tannery westwards (invented)",
        starts_at=datetime.combine(day, time(15), tzinfo=UTC),
        ends_at=datetime.combine(day, time(19), tzinfo=UTC),
        pairs=(("Dev", "Ama"), ("Yonas", "Ruth")),
    )
    plan_shift(by=setting.people[Person.DEV], neighbourhood=place, planned=planned, bead=bead, at=noon(day))


def _walk(setting: Setting, place: Neighbourhood, bead: Bead) -> None:
    dev, day = setting.people[Person.DEV], _day(bead)
    about = "Fifteen of us walked from the hall to the water and said what is missing on the way. Invented."
    planned = PlannedWalk(str(bead.payload["name"]), day, about=about, team="Dev, Ama")
    walk = plan_walk(by=dev, neighbourhood=place, planned=planned, bead=bead, at=noon(day))
    points = []
    for name, words in STOPS:
        asset = Asset.objects.filter(neighbourhood=place, name=name).exclude(longitude=None).order_by("pk").first()
        at_point = (asset.longitude, asset.latitude) if asset and asset.longitude and asset.latitude else None
        add_stop(by=dev, walk=walk, name=name, about=words, at_point=at_point)
        points += [at_point] if at_point else []
    if len(points) > 1:
        set_route(by=dev, walk=walk, route=Route(tuple(points)))
    open_exhibition(by=dev, walk=walk, takes_answers=False, at=noon(day))
