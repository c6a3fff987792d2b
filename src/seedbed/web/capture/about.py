"""What devices are told in advance: where they are, what is asked in which words, and how much may be sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from seedbed.web.capture.models import Device
from seedbed.web.capture.reading import MOST_BYTES, SCHEMA
from seedbed.web.consent.card_questions import CARD_QUESTIONS, PREFER_NOT_TO_SAY
from seedbed.web.consent.queries import languages_to_ask_in, sentences_for, signed_wording
from seedbed.web.consent.sentences import LANGUAGE, VERSION
from seedbed.web.listening.words import LONGEST_WORDS
from seedbed.web.media.limits import LARGEST
from seedbed.web.places.models import Programme

Tell = Callable[[Device], Mapping[str, Any]]
"""Given a device, returns more fields; a later room takes the place of an earlier one that tells the same field."""
_MORE: dict[str, Tell] = {}


def register(room: str, tell: Tell) -> None:
    """Say what a room tells devices beside this; such as ``prompts`` and ``categories``."""
    _MORE[room] = tell


def about(device: Device) -> dict[str, Any]:
    """Return all that a device is told. It holds nothing of anybody."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "server_time": timezone.now().isoformat(),
        "device": str(device.pk),
        "kind": device.kind,
        "place": device.neighbourhood.name,
        "slug": device.neighbourhood.slug,
        "invented": device.neighbourhood.programme.invented,
        "event": str(device.event.payload.get("name", "")) if device.event else "",
        "prompts": [],
        "categories": [],
        "wordings": wordings(device.neighbourhood.programme),
        "card": card(LANGUAGE),
        "cards": {language: card(language) for language, _ in settings.LANGUAGES},
        "limits": {
            **{str(getattr(kind, "value", kind)): most for kind, most in LARGEST.items()},
            "words": LONGEST_WORDS,
            "item": MOST_BYTES,
        },
    }
    for tell in _MORE.values():
        told |= tell(device)
    return told


def wordings(programme: Programme) -> list[dict[str, Any]]:
    """Return the words in which residents may be asked for consent: our English, and what was signed."""
    found = []
    for language in languages_to_ask_in(programme):
        signed = signed_wording(programme, language)
        spoken, sentences = sentences_for(programme, language)
        version = signed.version if signed else VERSION
        found.append({"language": spoken, "version": version, "sentences": dict(sentences)})
    return found


def card(language: str) -> list[dict[str, Any]]:
    """Return the questions of the card in a language of the pages; answers are sent as the names of bands."""
    with override(language):
        return [
            {
                "characteristic": each.characteristic,
                "asks": gettext(each.asks),
                "bands": [{"id": band.id, "words": gettext(band.words)} for band in each.bands],
                "or": PREFER_NOT_TO_SAY,
            }
            for each in CARD_QUESTIONS
        ]
