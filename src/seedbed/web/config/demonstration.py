"""Making the demonstration site: the invented town, and its story told through the users' own actions."""

from __future__ import annotations

from typing import Protocol

from django.urls import reverse

from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.first_step import start_first_step
from seedbed.web.demonstration.load import load_story
from seedbed.web.demonstration.models import Told


class Hear(Protocol):
    """Hears how far the work is."""

    def __call__(self, done: float, total: float, what: str) -> None:
        """Hear that ``done`` of ``total`` is finished and what is done now."""


def fill_with_the_story(hear: Hear) -> str:
    """Load the story, unless this site has it; return the path to open first."""
    if not Told.objects.exists():
        hear(0, 1, "Inventing the town")
        loaded = load_story(hear)
        start_first_step(by=loaded.people[Person.SAM], programme=loaded.programme)
    return reverse("enter_demonstration")
