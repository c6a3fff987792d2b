"""What became of a contribution, for anybody with its receipt's number: nothing that was said, nobody who said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext_noop, ngettext
from django.utils.translation import gettext as _

from seedbed.formats.said import Said
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads import Payload, payload_from_dict
from seedbed.thread.payloads.choices import ActionState, Outcome
from seedbed.thread.payloads.decided import DecisionPayload, ReplyPayload
from seedbed.thread.payloads.delivered import ActionPayload
from seedbed.thread.tracing import Limits, Way, trace
from seedbed.web.golden_thread.following import replies_to
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.queries import DatabaseLinks
from seedbed.web.listening.models import Contribution

REACH = Limits(links_of_a_bead=20, beads_of_a_level=100, beads=400)
"""How far one receipt is followed."""
MOST_LISTED = 10
_SHOWN = (BeadKind.THEME, BeadKind.PRIORITY, BeadKind.DECISION, BeadKind.ACTION, BeadKind.REPLY)
_HEADINGS = {
    "received": gettext_noop("We wrote it down"),
    BeadKind.VOICE.value: gettext_noop("Someone read it"),
    "shown": gettext_noop("Everyone can see it"),
    BeadKind.THEME.value: gettext_noop("It became part of a theme"),
    BeadKind.PRIORITY.value: gettext_noop("It was put to those who decide"),
    BeadKind.DECISION.value: gettext_noop("Something was decided"),
    BeadKind.ACTION.value: gettext_noop("Something was done"),
    BeadKind.REPLY.value: gettext_noop("An answer went back"),
}
_NOT_YET = gettext_noop("Not yet.")
_OUTCOMES = {
    Outcome.ADOPT: gettext_noop("yes"),
    Outcome.ADAPT: gettext_noop("in part"),
    Outcome.DEFER: gettext_noop("later"),
    Outcome.DECLINE: gettext_noop("no"),
}
_STATES = {
    ActionState.PLANNED: gettext_noop("planned"),
    ActionState.UNDER_WAY: gettext_noop("under way"),
    ActionState.DELIVERED: gettext_noop("done"),
    ActionState.STOPPED: gettext_noop("stopped"),
}


@dataclass(frozen=True, slots=True)
class ShownAt:
    """Where everybody sees what somebody said: its name and address are for whoever holds both halves alone."""

    name: str
    address: str


ShownWhere = Callable[[Contribution], Iterable[ShownAt]]
_SHOWS: dict[str, ShownWhere] = {}


def register_shows(owner_name: str, where: ShownWhere) -> None:
    """Say where a room shows what people said to everybody, such as in an exhibition that is open."""
    _SHOWS[owner_name] = where


def shown_where(contribution: Contribution) -> list[ShownAt]:
    """Return where everybody sees a contribution now; nowhere, if it was taken back."""
    if hasattr(contribution.bead, "tombstone"):
        return []
    return [each for where in _SHOWS.values() for each in where(contribution)]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way: every receipt shows all of them, so that no page stands out."""

    heading: str
    reached: bool
    lines: tuple[str, ...]


def what_became(contribution: Contribution) -> tuple[Stage, ...]:
    """Return how far a contribution has come; nothing but its first stage where it was taken back."""
    found = {} if hasattr(contribution.bead, "tombstone") else _reached(contribution.bead)
    stages = [_stage("received", [_day(timezone.localdate(contribution.bead.made_at))])]
    stages.append(_stage(BeadKind.VOICE.value, _read(contribution, len(found.get(BeadKind.VOICE, ())))))
    # Which exhibition it is would say which words these are: that is for who has the second half too.
    stages.append(_stage("shown", [_("In an exhibition.")] if shown_where(contribution) else []))
    stages += [_stage(kind.value, _lines(found.get(kind, ()))) for kind in _SHOWN]
    return tuple(stages)


def _read(contribution: Contribution, voices: int) -> list[str]:
    """Return when somebody read it before everyone may see it, and how many things in it were marked."""
    if hasattr(contribution.bead, "tombstone"):
        return []
    first = contribution.checks.order_by("at", "pk").first()
    marked = ngettext("%(many)s thing in it was marked.", "%(many)s things in it were marked.", voices)
    return [
        *([f"{_day(timezone.localdate(first.at))}."] if first is not None else []),
        *([marked % {"many": voices}] if voices else []),
    ]


def _reached(start: Bead) -> dict[BeadKind, list[Payload]]:
    """Return what the thread leads to, by kind, in the order of its making."""
    page = trace(DatabaseLinks(), start.pk, Way.FORWARD, REACH)
    numbers = {*page.beads, *(reply for replies in replies_to(page.beads).values() for reply in replies)}
    wanted = [BeadKind.VOICE.value, *(kind.value for kind in _SHOWN)]
    beads = Bead.objects.filter(pk__in=numbers, kind__in=wanted, tombstone=None, went_in=None).order_by("pk")
    found: dict[BeadKind, list[Payload]] = defaultdict(list)
    for bead in beads:
        found[BeadKind(bead.kind)].append(payload_from_dict(bead.kind, bead.version, bead.payload))
    return found


def _stage(name: str, lines: Iterable[str]) -> Stage:
    told = tuple(lines)
    return Stage(_(_HEADINGS[name]), bool(told), told or (_(_NOT_YET),))


def _lines(payloads: Iterable[Payload]) -> list[str]:
    told = [_line(payload) for payload in payloads]
    more = len(told) - MOST_LISTED
    return told if more <= 0 else [*told[:MOST_LISTED], _("And %(many)s more.") % {"many": more}]


def _line(payload: Payload) -> str:
    if isinstance(payload, DecisionPayload):
        told = f"{_apart(payload.name)}: {_(_OUTCOMES[payload.outcome])}, {_day(payload.decided_on)}."
        reason = _apart(payload.reason)
        return _("%(told)s Because: %(reason)s") % {"told": told, "reason": reason} if payload.reason else told
    if isinstance(payload, ActionPayload):
        return f"{_apart(payload.name)}: {_(_STATES[payload.state])}."
    if isinstance(payload, ReplyPayload):
        before = f"{_day(payload.sent_on)}: "
        return Said(f"{before}{payload.words}", payload.language, len(before))
    return payload.title


def _apart(words: str) -> str:
    """Keep words of the thread in their own order where the page around them runs from right to left.

    The mark before them says that the line as a whole runs so: browsers judge a line by its first letter.
    """
    return f"\u200f\u2068{words}\u2069" if get_language_bidi() else words


def _day(day: date | datetime) -> str:
    return date_format(day, "DATE_FORMAT")
