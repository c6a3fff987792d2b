"""Making the demonstration site: the invented town, and its story told through the users' own actions."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse

from seedbed.demo.story.shapes import Person
from seedbed.web.config.first_start import LINK_LASTS
from seedbed.web.demonstration.load import load_story
from seedbed.web.demonstration.models import Told
from seedbed.web.demonstration.setting import address
from seedbed.web.people.actions import make_entry_link
from seedbed.web.people.models import User


class Hear(Protocol):
    """Hears how far the work is."""

    def __call__(self, done: float, total: float, what: str) -> None:
        """Hear that ``done`` of ``total`` is finished and what is done now."""


def fill_with_the_story(hear: Hear) -> str:
    """Load the story, unless this site has it; return the path to open first: as its facilitator, on the tour."""
    if not Told.objects.exists():
        hear(0, 1, "Inventing the town")
        load_story(hear)
    dev = User.objects.get(email=address(Person.DEV))
    token = make_entry_link(by=None, user=dev, lasts=LINK_LASTS)
    return f"{reverse('people:enter', args=[token])}?{urlencode({'next': reverse('demonstration:tour')})}"
