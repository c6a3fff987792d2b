"""Follow one voice: one page of a trace as picture, list and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from seedbed.reports.thread.picture import Box, draw_thread, links_left_out
from seedbed.reports.thread.sentences import BEGINS, GOOD_ENDS, counts_in_words, where_it_begins, why_it_stops
from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Relation, reads_this
from seedbed.thread.tracing import Hop, Limits, Trace, Way, trace
from seedbed.web.golden_thread import following_sql
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.golden_thread.presenting import ShownBead, shown
from seedbed.web.golden_thread.queries import DatabaseLinks, trace_counts
from seedbed.web.people.permissions import Visitor

MOST_REPLIES = 20
"""What one page lists of what went back."""

READABLE = Limits(links_of_a_bead=6, beads_of_a_level=10, beads=80)
"""What reads well as one picture; every bead's own page lists all its links, twenty at a time."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bead of the list.

    Parameters
    ----------
    bead
        The bead.
    because
        How it is joined to beads before it: the other bead and the relation in plain words, "belongs to this theme"
        where the other stands first, "belongs to the theme" where this one does.
    more
        How many of its links this page does not follow.
    stops
        Why the thread stops here, or where it begins; empty where it goes on.
    """

    bead: ShownBead
    because: tuple[tuple[ShownBead, str], ...]
    more: int
    stops: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A page of a trace, ready to be shown."""

    start: ShownBead
    way: Way
    picture: SafeString
    narrow_picture: SafeString
    levels: tuple[tuple[Step, ...], ...]
    counts: str
    total: int
    cut: bool
    hidden: int
    replies: tuple[ShownBead, ...]
    more_replies: int

    @property
    def forward(self) -> bool:
        """Whether it runs forward."""
        return self.way is Way.FORWARD

    @property
    def stops(self) -> list[Step]:
        """The places where the thread stops on this page, or begins."""
        return [step for level in self.levels for step in level if step.stops and step.bead.kind not in GOOD_ENDS]


def follow(bead: Bead, way: Way, visitor: Visitor) -> Followed:
    """Follow the thread from a bead, as one visitor may see it."""
    page = trace(DatabaseLinks(), bead.pk, way, READABLE)
    replied = replies_to(page.beads)
    counts = trace_counts(bead.pk, way)
    replies, more_replies = _replies(page, replied, counts.by_kind.get(BeadKind.REPLY, 0))
    beads = shown([*page.beads, *replies], visitor)
    more = links_left_out(page)
    stops = {number: _why(beads[number], page, replied) for number in page.beads}
    boxes = {
        number: Box(beads[number].kind, beads[number].title, beads[number].printed, _note(beads[number], stops[number]))
        for number in page.beads
    }
    pictures = (draw_thread(page, boxes, mirrored=get_language_bidi(), narrow=narrow) for narrow in (False, True))
    wide, narrow = (mark_safe(picture) for picture in pictures)  # noqa: S308 - the library escapes all it is given
    levels = tuple(
        tuple(
            Step(beads[number], _because(number, page, beads), more.get(number, 0), stops[number])
            for number in level.beads
        )
        for level in page.levels
        if level.beads
    )
    return Followed(
        beads[bead.pk],
        way,
        wide,
        narrow,
        levels,
        counts_in_words(counts.by_kind),
        counts.beads,
        page.cut,
        sum(not beads[number].visible for number in page.beads),
        tuple(beads[reply] for reply in replies),
        more_replies,
    )


def _replies(page: Trace, replied: Mapping[int, list[int]], downstream: int) -> tuple[list[int], int]:
    """Return what went back, and how many more replies there are than one page lists.

    A reply lies downstream, on this page or beyond it, or it answers a bead on the page; most do both.
    """
    if page.way is Way.BACK:
        return [], 0
    reply = BeadKind.REPLY.value
    reached = list(
        Bead.objects.filter(pk__in=page.beads, kind=reply).exclude(pk=page.start).values_list("pk", flat=True)
    )
    if len(reached) < downstream:
        reached = following_sql.reached_of_kind(page.start, page.way, reply)
    found = sorted({*reached, *(reply for answers in replied.values() for reply in answers)})
    return found[:MOST_REPLIES], max(0, len(found) - MOST_REPLIES)


def _why(bead: ShownBead, page: Trace, replied: Mapping[int, list[int]]) -> str:
    total = page.totals.get(bead.number, 0)
    if bead.payload is None:
        return ""
    if page.way is Way.BACK:
        return "" if total else where_it_begins(bead.payload)
    return why_it_stops(bead.payload, total, replied=bead.number in replied)


def _note(bead: ShownBead, stops: str) -> str:
    return "" if bead.kind in GOOD_ENDS or stops == BEGINS else stops


def _because(number: int, page: Trace, beads: Mapping[int, ShownBead]) -> tuple[tuple[ShownBead, str], ...]:
    """Return what leads to a bead on this page, each bead once."""
    found = dict[int, Hop]()
    for hop in page.hops:
        if hop.end(page.way) == number:
            found.setdefault(hop.start(page.way), hop)
    joined = ((beads[other], LEGAL_LINKS[hop.relation].reads) for other, hop in found.items())
    return tuple((other, reads_this(reads) if page.way is Way.FORWARD else reads) for other, reads in joined)


def replies_to(beads: tuple[int, ...]) -> dict[int, list[int]]:
    """Return the living replies to each of these beads, the replies that no trace follows."""
    found = dict[int, list[int]]()
    withdrawn = Tombstone.objects.values("pk")
    links = Link.objects.filter(Q(target__in=beads), retracted_at=None, relation=Relation.REPLIES_TO.value)
    for source, target in links.exclude(source__in=withdrawn).order_by("pk").values_list("source_id", "target_id"):
        found.setdefault(target, []).append(source)
    return found


def voices_to_follow(neighbourhood: int) -> list[int]:
    """Return the living voices of a neighbourhood, by number."""
    living = Bead.objects.filter(neighbourhood=neighbourhood, kind=BeadKind.VOICE.value, went_in=None)
    return list(living.filter(tombstone=None).order_by("pk").values_list("pk", flat=True))
