"""Taking in what somebody told at a device: with their consent a contribution, without it a count and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from seedbed.thread.payloads.choices import Mode, Origin
from seedbed.web.capture.kinds import Announced, Stored
from seedbed.web.capture.models import Device
from seedbed.web.capture.reading import refused
from seedbed.web.capture.tallies import count
from seedbed.web.consent.actions import Asked, welcome
from seedbed.web.consent.card_questions import kept_of
from seedbed.web.consent.models import CHILDREN, AgeBand, ConsentScope, How, Participant
from seedbed.web.listening.actions import Beside, record_contribution
from seedbed.web.listening.marks import ready_marks
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.words import is_blank, plain_words
from seedbed.web.media.models import MediaKind
from seedbed.web.media.rules import ASKED_FOR

MOST_MEDIA = 20
"""Files of one item."""
MOST_CARDS = 20
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SENT = (MediaKind.PHOTO, MediaKind.AUDIO, MediaKind.VIDEO, MediaKind.DRAWING)


def take_in(device: Device, told: Mapping[str, Any]) -> Stored:
    """Make a contribution of an item; where nobody agreed to take part, count it and let the rest go.

    Raises
    ------
    UserError
        If something in it will not do; says what.
    """
    consent = _object(told, "consent")
    agreed = _agreed(consent)
    asked = _asked(consent)
    if ConsentScope.TAKE_PART not in agreed or _needs_two_yeses(asked):
        return _only_counted(device, told, sort="refusal")
    announced = _announced(told)
    wanted = tuple(each for each in announced if _is_agreed(each, agreed))
    words, marks = _text(told, "words", None), ready_marks(told.get("marks") or [])
    if is_blank(words) and not marks and not wanted:
        if told.get("sticker") or announced:
            return _only_counted(device, told, sort="tally")
        raise refused("It has no words, no mark on the map and no file.", "Nothing is lost: leave it out.")
    cards = _cards(told) if ConsentScope.CARD in agreed else {}
    participant = welcome(
        by=None, neighbourhood=device.neighbourhood, cards=cards, scopes=agreed, asked=asked, at=_moment(told)
    )
    receipt = _receipt(told)
    beside = Beside(
        gist=_text(told, "gist", 300),
        marks=marks,
        media_to_come=bool(wanted),
        device=device.pk,
        receipt=receipt,
    )
    kept = _record(device, told, words, participant, beside)
    number = str(kept.receipt_id)
    return Stored(
        subject=f"contribution:{kept.pk}",
        contribution=kept,
        receipt=number,
        receipt_changed=kept.receipt is not None and bool(kept.receipt.made_as),
        dropped=len(wanted) < len(announced) or (bool(told.get("cards")) and not cards),
        announced=tuple(each.number for each in announced),
        media=wanted,
    )


def _record(
    device: Device, told: Mapping[str, Any], words: str, participant: Participant, beside: Beside
) -> Contribution:
    """Keep what somebody said, and count the sticker that they chose with it."""
    prompt = _text(told, "prompt", 300)
    kept = record_contribution(
        by=None,
        neighbourhood=device.neighbourhood,
        words=words,
        said_on=timezone.localdate(_moment(told)),
        language=_text(told, "language", 35) or "en",
        translation=_text(told, "translation", None),
        participant=participant,
        event=device.event,
        origin=_choice(told, "origin", Origin, Origin.RESIDENT),
        mode=_choice(told, "mode", Mode, Mode.SPOKEN),
        prompt=prompt,
        beside=beside,
    )
    if sticker := _text(told, "sticker", 60):
        count(device, sort="tally", category=sticker, prompt=prompt, at=_moment(told))
    return kept


def _only_counted(device: Device, told: Mapping[str, Any], sort: str) -> Stored:
    """Count somebody who was there; nothing of what they said, showed or told about themselves is kept."""
    prompt, sticker = _text(told, "prompt", 300), _text(told, "sticker", 60)
    made = count(device, sort=sort, category=sticker, prompt=prompt, at=_moment(told))
    said = any(told.get(name) for name in ("words", "translation", "gist", "marks", "media", "cards"))
    files = tuple(each.number for each in _announced(told))
    return Stored(subject=f"tally:{made.pk}", dropped=said, announced=files)


def _moment(told: Mapping[str, Any]) -> datetime:
    moment = told["moment"]
    assert isinstance(moment, datetime)  # noqa: S101 - for the type checker: whoever stores items puts it there
    return moment


def _object(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise refused(f"'{name}' is not an object.")
    return found


def _text(told: Mapping[str, Any], name: str, longest: int | None) -> str:
    """Return a text; of words `listening` says itself how long they may be."""
    found = told.get(name)
    if found is None:
        return ""
    if not isinstance(found, str) or (longest is not None and len(found) > longest):
        raise refused(f"'{name}' is not a text{f' of at most {longest} characters' if longest else ''}.")
    return found if longest is None else plain_words(found, f"words of '{name}'")


def _choice(told: Mapping[str, Any], name: str, choices: Any, usual: Any) -> Any:
    found = told.get(name)
    if found is None:
        return usual
    values = [each.value for each in choices]
    if found not in values:
        raise refused(f"'{name}' is none of {', '.join(values)}.")
    return choices(found)


def _agreed(consent: Mapping[str, Any]) -> list[str]:
    found = consent.get("scopes") or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise refused("What was agreed to is not a list of texts.")
    return found


def _asked(consent: Mapping[str, Any]) -> Asked:
    return Asked(
        language=_text(consent, "language", 35) or "en",
        how=_choice(consent, "how", How, How.ON_A_DEVICE),
        age_band=_choice(consent, "age_band", AgeBand, AgeBand.ADULT),
        guardian_agreed=consent.get("guardian_agreed") is True,
        assented=consent.get("assented") is True,
        wording=_text(consent, "wording", 40),
    )


def _needs_two_yeses(asked: Asked) -> bool:
    """Say whether a child was asked and not both of them said yes, so that there is no consent."""
    return asked.age_band in CHILDREN and not (asked.guardian_agreed and asked.assented)


def _receipt(told: Mapping[str, Any]) -> tuple[str, str] | None:
    found = _object(told, "receipt")
    return (_text(found, "number", 60), _text(found, "digest", 64)) if found else None


def _cards(told: Mapping[str, Any]) -> dict[str, str]:
    """Return the groups of a card, in the words of its bands; what an older card asked is kept as it was told."""
    found = _object(told, "cards")
    if len(found) > MOST_CARDS or not all(isinstance(group, str) for group in found.values()):
        raise refused("The card is not made of texts.")
    return {characteristic: kept for characteristic, group in found.items() if (kept := kept_of(characteristic, group))}


def _announced(told: Mapping[str, Any]) -> tuple[Announced, ...]:
    found = told.get("media") or []
    if not isinstance(found, list) or len(found) > MOST_MEDIA:
        raise refused(f"Its files are no list of at most {MOST_MEDIA}.")
    made = tuple(_one_announced(each, blur=told.get("blur_faces") is True) for each in found)
    if len({each.number for each in made}) < len(made):
        raise refused("Two of its files have one number.")
    return made


def _one_announced(told: object, *, blur: bool) -> Announced:
    if not isinstance(told, Mapping):
        raise refused("A file of it is not an object.")
    try:
        number = UUID(str(told.get("id")))
    except ValueError:
        raise refused("A file of it has no number.") from None
    digest = told.get("sha256") or ""
    if told.get("kind") not in _SENT or not isinstance(digest, str) or (digest and not _DIGEST.fullmatch(digest)):
        raise refused(f"A file of it is none of {', '.join(_SENT)}, or has a digest that is none.")
    return Announced(number, str(told["kind"]), digest, blur)


def _is_agreed(announced: Announced, agreed: Sequence[str]) -> bool:
    return all(scope.value in agreed for scope in ASKED_FOR[announced.kind])
