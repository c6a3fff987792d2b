"""A workshop that was held in the invented town: its notes, typed from paper that evening and sorted the day after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.setting import Setting, noon
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor
from seedbed.web.step5_agenda.workshop import paper, running, sorting, trends
from seedbed.web.step5_agenda.workshop_models import Came, Workshop

HELD_ON = date(2026, 1, 22)
NOTES = (
    ("Damp", "up", "tr-factor-damp"),
    ("damp.", "up", "tr-factor-damp"),
    ("Damp in our flats", "up", "tr-factor-damp"),
    ("Mould", "up", "tr-factor-damp"),
    ("Places to sit down without paying", "down", "tr-factor-places"),
    ("Somewhere open in the evening", "down", "tr-factor-places"),
    ("Lorries", "up", "tr-factor-lorries"),
    ("lorries", "up", "tr-factor-lorries"),
    ("Going out after dark", "down", "tr-factor-walking"),
    ("The man at number nine", "", ""),
)
"""Words, direction, and the factor they went behind by the story's name; nothing where they were set aside."""
OVER_TIME = ("tr-factor-places", ((1990, 4), (2005, 4), (2015, 2), (2026, 1)))


def hold_workshop(setting: Setting, beads: Mapping[str, Bead]) -> None:
    """Hold a workshop on behaviour over time on a map of the town, and sort what it brought."""
    dev, began = setting.people[Person.DEV], noon(HELD_ON)
    of = _factor(beads, "tr-factor-damp").map
    held = running.start_workshop(by=dev, of=of, script="behaviour-over-time", hours=3, at=began)
    running.end_workshop(by=dev, workshop=held, at=began + timedelta(hours=3))
    notes = [paper.Written(words, direction) for words, direction, _factor in NOTES]
    at = began + timedelta(hours=5)
    paper.add_notes(by=dev, workshop=held, step="name", notes=notes, came=Came.TYPED, at=at)
    factor, points = OVER_TIME
    trends.draw_trend(by=dev, workshop=held, factor=_factor(beads, factor).key, points=points, at=at)
    _sort(dev, held, beads)


def _sort(dev: User, held: Workshop, beads: Mapping[str, Bead]) -> None:
    """Put notes behind the factors they mean; set aside what points at somebody."""
    at = noon(HELD_ON + timedelta(days=1))
    became: dict[str, list[int]] = {}
    numbers = held.notes.order_by("pk").values_list("pk", flat=True)
    for number, (_words, _direction, name) in zip(numbers, NOTES, strict=True):
        became.setdefault(name, []).append(number)
    for name, some in became.items():
        if name:
            sorting.join_factor(by=dev, workshop=held, notes=some, key=_factor(beads, name).key, at=at)
        else:
            sorting.set_aside(by=dev, workshop=held, notes=some, reason="names", at=at)


def _factor(beads: Mapping[str, Bead], name: str) -> MapFactor:
    return MapFactor.objects.select_related("map").get(bead=beads[name])
