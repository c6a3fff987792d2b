"""What the phones of a shift are told, and what is made of a pair's saying that it is safe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.web.capture.asked import CATEGORIES, PROMPTS
from seedbed.web.capture.kinds import Stored
from seedbed.web.capture.models import Device
from seedbed.web.capture.reading import refused
from seedbed.web.step2_listen.models import CHECK_IN_EVERY, CheckIn, StreetShift

MOST_PEOPLE = 20


def tell(device: Device) -> dict[str, Any]:
    """Return what a device asks: the questions and stickers of its shift, or those that come with the platform."""
    shift = StreetShift.objects.filter(pk=device.event_id).first() if device.event_id else None
    return {
        "prompts": list(shift.prompts) if shift else list(PROMPTS),
        "categories": list(shift.categories) if shift else list(CATEGORIES),
        "leadPhone": shift.lead_phone if shift else "",
        "checkInMinutes": shift.check_in_every if shift else CHECK_IN_EVERY,
    }


def take_in_check(device: Device, told: Mapping[str, Any]) -> Stored:
    """Keep that a pair said whether it is safe; call it in the transaction that keeps its item.

    Raises
    ------
    BadInputError
        If it does not say how many they are, or whether they are safe.
    """
    people, safe = told.get("people"), told.get("safe")
    if isinstance(people, bool) or not isinstance(people, int) or not 1 <= people <= MOST_PEOPLE:
        raise refused(f"It does not say how many people, from 1 to {MOST_PEOPLE}.")
    if not isinstance(safe, bool):
        raise refused("It does not say whether they are safe.")
    made = CheckIn.objects.create(device=device, event=device.event, people=people, safe=safe, at=told["moment"])
    return Stored(subject=f"check_in:{made.pk}")
