"""How contributions and voices are shown on the thread: words only to those who may read them."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from seedbed.formats.said import Said
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, words
from seedbed.thread.payloads import payload_from_dict
from seedbed.thread.payloads.heard import ContributionPayload
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.registry import Room, register, register_people_behind
from seedbed.web.listening.languages import language_name
from seedbed.web.listening.mapped import marks_with
from seedbed.web.listening.queries import agreed_to, contribution_of, event_of, load_words, participants_behind
from seedbed.web.listening.words import first_words
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission


def title(bead: Bead) -> str:
    """Return its first words; where they were erased, the kind."""
    said = _said(bead)
    if not said:
        return words(BeadKind(bead.kind)).capitalize()
    return Said(f"“{first_words(said)}”", bead.payload["language"])


def url(bead: Bead) -> str:
    """Return where it is kept."""
    return reverse("walking_skeleton:bead", args=[printed(bead.pk)])


def detail(bead: Bead) -> str:
    """Return the words, their translation, and who said them where, when and in which language; never a group."""
    said = _said(bead)
    lines = [said]
    if translation := _translation(bead):
        lines.append(f"In English: {translation}")
        lines.append(_translator(bead))
    if bead.kind == BeadKind.CONTRIBUTION:
        lines.append(_where(bead))
    lines.append(_who(bead))
    return Said("\n".join(line for line in lines if line), bead.payload["language"], until=len(said))


def visible_to(user: Visitor, bead: Bead) -> bool:
    """Say whether someone may read it: by role, and only where its speaker agreed."""
    place = bead.neighbourhood
    return place is not None and can(user, Permission.SEE_WORDS, place.scope) and agreed_to(bead)


def register_rooms() -> None:
    """Tell the thread how words are shown."""
    room = Room(title=title, url=url, detail=detail, visible_to=visible_to, prepare=load_words)
    register(BeadKind.CONTRIBUTION, room)
    register(BeadKind.VOICE, room)
    register_people_behind(participants_behind)


def _said(bead: Bead) -> str:
    if bead.kind == BeadKind.VOICE:
        return str(bead.voice.words)
    return str(bead.contribution.words)


def _translation(bead: Bead) -> str:
    if bead.kind == BeadKind.VOICE:
        return str(bead.voice.translation)
    return str(bead.contribution.translation)


def _translator(bead: Bead) -> str:
    """Return who translated a contribution and when; a voice is put into English by whoever marked it."""
    if bead.kind == BeadKind.VOICE:
        return ""
    by, at = bead.contribution.translated_by, bead.contribution.translated_at
    if by is None or at is None:
        return "It is not known who translated it."
    return f"Translated by {by.name} on {date_format(timezone.localdate(at), 'j F Y')}."


def _where(bead: Bead) -> str:
    """Return what was shown on the map with it."""
    names = [f"{each.name} ({each.category})" if each.category else each.name for each in marks_with(bead.contribution)]
    return f"Shown on the map: {', '.join(names)}." if names else ""


def _who(bead: Bead) -> str:
    """Return one sentence about the occasion."""
    contribution = contribution_of(bead)
    if contribution is None:
        return ""
    stored = contribution.bead
    payload = payload_from_dict(stored.kind, stored.version, stored.payload)
    if not isinstance(payload, ContributionPayload):
        return ""
    event = event_of(contribution)
    where = f" at {event.payload['name']}" if event else ""
    day = f"{payload.said_on.day} {payload.said_on:%B %Y}"
    who = f"{payload.mode.value.capitalize()} by a {payload.origin.value}{where}"
    return f"{who} on {day}, in {language_name(payload.language)}."
