"""Counting people before anybody looks: who came since the last look is put into tens."""

from __future__ import annotations

from seedbed.web.consent.tens import form_tens
from seedbed.web.golden_thread.speakers import speakers
from seedbed.web.places.models import Neighbourhood
from seedbed.web.who_is_heard.meter import Meter, meter


def look(*, neighbourhood: Neighbourhood) -> Meter:
    """Put those who spoke since into tens, and return who is heard so far."""
    form_tens(neighbourhood=neighbourhood, heard=speakers(neighbourhood))
    return meter(neighbourhood)
