"""One voice beside its reply, and the thread between them."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Relation, words
from seedbed.web.demonstration.queries import beads_of
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.queries import Words, words_of
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission

WAY = (
    "t081a",
    "tr-code-nowhere",
    "tr-theme-nowhere-to-meet",
    "tr-factor-places",
    "tr-idea-space",
    "tr-priority-space",
    "tr-decision-space",
    "tr-action-space",
    "tr-reply-space-tigrinya",
)
"""The voice that newcomers follow first: a speaker of Tigrinya who misses a place to drink coffee with others."""

BESIDE = (
    "tr-pledge-space-cash",
    "tr-pledge-space-rooms",
    "tr-figure-groups",
    "tr-seen-somewhere",
    "tr-reply-space",
)
"""What hangs on the same thread: who pays, which figure speaks for it, what changed, and the reply to everyone."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One bead of the way, with how the one before led to it."""

    bead: Bead
    kind: str
    title: str
    reads: str


@dataclass(frozen=True, slots=True)
class OneVoice:
    """What the page shows.

    Parameters
    ----------
    voice, said
        The voice and its words; None where they were withdrawn or the reader may not see them.
    reply, answer
        The reply that went back, and its words; None where the reader may not see them.
    way, beside
        The thread between, and what else hangs on it.
    """

    voice: Bead | None
    said: Words | None
    reply: Bead | None
    answer: Words | None
    way: tuple[Hop, ...]
    beside: tuple[Hop, ...]


def one_voice(user: Visitor) -> OneVoice:
    """Return the voice, its reply and the thread between them, as someone may see them."""
    beads = beads_of([*WAY, *BESIDE])
    voice, reply = beads.get(WAY[0]), beads.get(WAY[-1])
    on_the_way = [beads[id_] for id_ in WAY if id_ in beads]
    reads = _relations(on_the_way)
    hops = [_hop(bead, user, reads.get((before, bead.pk), "")) for before, bead in _with_the_one_before(on_the_way)]
    beside = [_hop(beads[id_], user, "") for id_ in BESIDE if id_ in beads]
    said = words_of([voice], user).get(voice.pk) if voice else None
    return OneVoice(voice, said, reply, _answer(reply, user), tuple(hops), tuple(beside))


def _with_the_one_before(beads: list[Bead]) -> list[tuple[int, Bead]]:
    return [(before.pk if before else 0, bead) for before, bead in zip([None, *beads], beads, strict=False)]


def _relations(beads: list[Bead]) -> dict[tuple[int, int], str]:
    """Return how each bead was joined to another of them, in plain words."""
    numbers = [bead.pk for bead in beads]
    links = Link.objects.filter(source__in=numbers, target__in=numbers, retracted_at=None)
    return {(link.source_id, link.target_id): LEGAL_LINKS[Relation(link.relation)].reads for link in links}


def _hop(bead: Bead, user: Visitor, reads: str) -> Hop:
    kind = words(BeadKind(bead.kind))
    return Hop(bead, kind, title_for(bead, user), reads)


def title_for(bead: Bead, user: Visitor) -> str:
    """Return a bead's title for someone: its kind alone where they may not see more."""
    room = room_of(BeadKind(bead.kind))
    return room.title(bead) if room.visible_to(user, bead) else words(BeadKind(bead.kind)).capitalize()


def _answer(reply: Bead | None, user: Visitor) -> Words | None:
    """Return a reply's words; they are the partnership's own, for everyone who sees the thread."""
    if reply is None or not can(user, Permission.SEE_THREAD, reply.scope):
        return None
    return Words(reply.payload["words"], reply.payload["language"], IN_ENGLISH)


IN_ENGLISH = "In the new centre there is a place that is open to everyone. Come and drink coffee."
"""What the reply in Tigrinya says; replies have no translation of their own."""
