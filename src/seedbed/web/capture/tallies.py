"""Counting without words: stickers, people who said no, doors that nobody opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from seedbed.web.capture.kinds import Stored
from seedbed.web.capture.models import Device, Item, Tally, TallySort
from seedbed.web.capture.reading import refused
from seedbed.web.listening.words import plain_words

MOST_AT_ONCE = 10_000


def count(device: Device, *, sort: str, category: str, prompt: str, at: datetime, many: int = 1) -> Tally:
    """Keep one count of a device; call it in the transaction that takes its item in."""
    made: Tally = Tally.objects.create(
        neighbourhood=device.neighbourhood,
        event=device.event,
        device=device,
        prompt=plain_words(prompt, "words of the question"),
        category=plain_words(category, "words of the sticker").replace("\n", " "),
        sort=sort,
        count=many,
        counted_at=at,
    )
    return made


def take_in(device: Device, told: Mapping[str, Any]) -> Stored:
    """Keep a count that a device sent.

    Raises
    ------
    BadInputError
        If it is no number from 1 to `MOST_AT_ONCE`, or of a sort that is not known.
    """
    if "undoes" in told:
        return _undo(device, told["undoes"])
    many, sort = told.get("count", 1), told.get("sort", TallySort.TALLY.value)
    if isinstance(many, bool) or not isinstance(many, int) or not 1 <= many <= MOST_AT_ONCE:
        raise refused(f"Its count is no whole number from 1 to {MOST_AT_ONCE:,}.")
    if sort not in TallySort.values:
        raise refused(f"What it counts is none of {', '.join(TallySort.values)}.")
    texts = {name: told.get(name) or "" for name in ("prompt", "category", "sticker")}
    if not all(isinstance(text, str) and len(text) <= 300 for text in texts.values()):
        raise refused("Its question or sticker is not a short text.")
    category = (texts["sticker"] or texts["category"])[:60]
    made = count(device, sort=sort, category=category, prompt=texts["prompt"], at=told["moment"], many=many)
    return Stored(subject=f"tally:{made.pk}")


def _undo(device: Device, number: object) -> Stored:
    """Take back a count of the same device that somebody pressed by mistake; one that never came stays away.

    Raises
    ------
    BadInputError
        If it names no count.
    """
    try:
        asked = UUID(str(number))
    except ValueError:
        raise refused("What it takes back has no number.") from None
    found = Item.objects.filter(pk=asked, device=device, kind="tally").first()
    if found is not None and found.subject.startswith("tally:"):
        Tally.objects.filter(pk=int(found.subject.removeprefix("tally:")), device=device).delete()
    return Stored(subject=f"item:{asked}")
