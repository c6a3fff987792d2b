"""Load the invented town's story into a site, through the users' own actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from seedbed.demo.story.reading import read_story
from seedbed.demo.story.shapes import Person
from seedbed.errors import UsageError
from seedbed.web.demonstration.assets import fill_register
from seedbed.web.demonstration.maps import draw_maps
from seedbed.web.demonstration.models import OpenReceipt, Told
from seedbed.web.demonstration.rooms import fill_rooms
from seedbed.web.demonstration.setting import make_setting
from seedbed.web.demonstration.telling import Report, Telling
from seedbed.web.demonstration.workshops import hold_workshop
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme

TO_TRY = "t063"
"""Whose receipt newcomers may try: someone who has nowhere to meet, one of many who said so."""


def silent(done: float, total: float, what: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: places by slug, the cast, and every bead by the story's own id."""

    programme: Programme
    neighbourhoods: Mapping[str, Neighbourhood]
    people: Mapping[Person, User]
    beads: Mapping[str, Bead]


@transaction.atomic
def load_story(report: Report = silent, *, beside_others: bool = False) -> Loaded:
    """Load the story: all of it or nothing.

    Parameters
    ----------
    report
        Hears how far the work is; may raise to stop it.
    beside_others
        Load it into a site that has other programmes too.

    Raises
    ------
    UsageError
        If the story is here already, or the site has other programmes and was not said to take it beside them.
    """
    _check_room(beside_others=beside_others)
    setting = make_setting()
    telling = Telling(read_story(), setting, report)
    telling.tell()
    fill_register(setting, telling.beads)
    fill_rooms(setting, telling.beads)
    draw_maps(setting, telling.beads)
    hold_workshop(setting, telling.beads)
    Told.objects.bulk_create(Told(story_id=id_, bead=bead) for id_, bead in telling.beads.items())
    open_to_try = telling.contributions[TO_TRY]
    OpenReceipt.objects.create(
        story_id=TO_TRY, receipt_id=str(open_to_try.receipt_id), second_half=open_to_try.second_half
    )
    return Loaded(setting.programme, setting.neighbourhoods, setting.people, telling.beads)


def _check_room(*, beside_others: bool) -> None:
    if Told.objects.exists():
        raise UsageError(
            "The invented town's story is here already.",
            "It is told once a site.",
            "Open it, or start a new site for a fresh one.",
        )
    if Programme.objects.exists() and not beside_others:
        raise UsageError(
            "The story was not loaded.",
            "This site has programmes of its own, and an invented town beside them may confuse people.",
            "Start a site of its own for it with `seedbed demo`.",
        )
