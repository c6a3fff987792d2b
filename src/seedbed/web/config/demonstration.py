"""Making the demonstration site: the invented town, and its story told through the users' own actions."""

from __future__ import annotations

from typing import Protocol

from django.urls import reverse

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
        load_story(hear)
    return reverse("enter_demonstration")
