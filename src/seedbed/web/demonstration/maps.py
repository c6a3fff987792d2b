"""The system maps of the invented town, drawn from the story's factors and links, and what was said of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.setting import Setting, noon
from seedbed.web.golden_thread.models import Bead
from seedbed.web.step5_agenda.exchange.from_thread import start_from_thread
from seedbed.web.step5_agenda.models import MapFactor, MapLink
from seedbed.web.step5_agenda.opinions import actions as opinions

DRAWN_ON, SPOKEN_OF_ON = date(2026, 1, 20), date(2026, 1, 27)
NAME = "What makes things better or worse here (invented)"

AGREED = {
    "tr-factor-places": (Person.DEV, Person.SAM),
    "tr-factor-company": (Person.DEV, Person.SAM),
    "tr-factor-damp": (Person.SAM,),
    "tr-link-places-company": (Person.DEV, Person.SAM),
    "tr-link-keys-places": (Person.DEV,),
    "tr-link-walking-company": (Person.DEV,),
    "kr-factor-crossing": (Person.DEV,),
    "kr-link-cold-breathing": (Person.DEV, Person.SAM),
}
"""Who of the team says that a factor matters or agrees with a link, by the story's names."""
SEEN_OTHERWISE = {
    "tr-link-walking-company": (
        Person.SAM,
        "Those who said it walk home from late shifts: they meet nobody. It may as well be the other way round.",
    ),
}
COMMENTS = (
    (
        "tr-factor-walking",
        Person.DEV,
        "Do we mean that people walk, or that they feel able to? Ask at the kiosk.",
        True,
    ),
    (
        "tr-link-damp-chests",
        Person.SAM,
        "The figure for chest trouble is of the whole town, not of Tanners Row.",
        False,
    ),
    ("kr-link-bus-teens", Person.DEV, "Read this one back to the youth club before the workshop.", False),
)
"""What was said, by whom, and whether it was settled since."""
EXPERTS_ONLY = ("tr-factor-turnover", "tr-link-turnover-access", "kr-factor-grant", "kr-link-grant-cold")


def draw_maps(setting: Setting, beads: Mapping[str, Bead]) -> None:
    """Draw a map of each neighbourhood, and say what the team said of it a week later."""
    for place in setting.neighbourhoods.values():
        start_from_thread(by=setting.people[Person.DEV], neighbourhood=place, name=NAME, at=noon(DRAWN_ON))
    _speak_of_them(setting, beads)


def _speak_of_them(setting: Setting, beads: Mapping[str, Bead]) -> None:
    people, at = setting.people, noon(SPOKEN_OF_ON)
    for name, agreeing in AGREED.items():
        for person in agreeing:
            opinions.vote(by=people[person], on=_row(beads[name]), at=at)
    for name, (person, why) in SEEN_OTHERWISE.items():
        opinions.vote(by=people[person], on=_row(beads[name]), agrees=False, why=why, at=at)
    for name, person, words, is_settled in COMMENTS:
        row = _row(beads[name])
        said = opinions.comment(by=people[person], of=row.map, on=row, words=words, at=at)
        if is_settled:
            opinions.settle(by=people[Person.SAM], comment=said, at=at)
    for name in EXPERTS_ONLY:
        opinions.mark_experts_only(by=people[Person.DEV], on=_row(beads[name]), at=at)


def _row(bead: Bead) -> MapFactor | MapLink:
    factor = MapFactor.objects.select_related("map").filter(bead=bead).first()
    return factor or MapLink.objects.select_related("map").get(bead=bead)
