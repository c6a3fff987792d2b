"""A bead's own page: its evidence, its links twenty at a time, its history, and where the thread stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from seedbed.reports.thread.sentences import GOOD_ENDS, where_it_begins, why_it_stops
from seedbed.thread.kinds import LEGAL_LINKS, LINEAGE_KINDS, BeadKind, Course, Relation
from seedbed.thread.payloads import payload_from_dict
from seedbed.web.golden_thread.following import replies_to
from seedbed.web.golden_thread.models import Bead, Lineage, Link, Revision, Tombstone
from seedbed.web.golden_thread.presenting import ShownBead, show, shown
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.people.permissions import Visitor

A_PAGE = 20

_CONTEXT = [row.relation.value for row in LEGAL_LINKS.values() if row.course in {Course.CONTEXT, Course.CAUSAL}]
_LINEAGE = [row.relation.value for row in LEGAL_LINKS.values() if row.course is Course.LINEAGE]


@dataclass(frozen=True, slots=True)
class Joined:
    """One link at the bead: the other end, the relation in words, who joined them, when and why."""

    other: ShownBead
    reads: str
    when: datetime
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to the bead."""

    when: datetime
    who: str
    what: str
    why: str
    others: tuple[ShownBead, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A bead's page."""

    bead: ShownBead
    detail: str
    kept_at: str
    made_at: datetime
    made_by: str
    replaced: bool
    before: Page[Joined]
    after: Page[Joined]
    beside: tuple[Joined, ...]
    history: tuple[Change, ...]
    stops: str
    begins: str

    @property
    def ends_well(self) -> bool:
        """Whether the thread ends here as it should, with an answer or a pledge."""
        return self.bead.kind in GOOD_ENDS


def tell(bead: Bead, visitor: Visitor, pages: tuple[str, str]) -> Told:
    """Return a bead's page as one visitor may see it.

    Parameters
    ----------
    bead
        A living bead.
    visitor
        Who looks.
    pages
        Which page of the links before it and of those after it, as the address says.
    """
    room_of(BeadKind(bead.kind)).prepare([bead])
    seen = show(bead, visitor)
    room = room_of(seen.kind)
    before = _page(_links(target=bead.pk, forward=True), pages[0], visitor, seen)
    after = _page(_links(source=bead.pk, forward=True), pages[1], visitor, seen)
    ends = Q(source=bead.pk) | Q(target=bead.pk)
    beside = _joined(list(_links(relation__in=_CONTEXT).filter(ends)[:A_PAGE]), visitor, seen)
    replied = bool(replies_to((bead.pk,)))
    payload = seen.payload
    return Told(
        bead=seen,
        detail=room.detail(bead) if seen.visible else "",
        kept_at=room.url(bead) if seen.visible else "",
        made_at=bead.made_at,
        made_by=_name(bead.made_by),
        replaced=bead.went_in_id is not None,
        before=before,
        after=after,
        beside=tuple(beside),
        history=_history(bead, seen, visitor),
        stops=why_it_stops(payload, after.paginator.count, replied=replied) if payload else "",
        begins=where_it_begins(payload) if payload and not before.paginator.count else "",
    )


def _links(**terms: object) -> QuerySet[Link]:
    withdrawn = Tombstone.objects.values("pk")
    links = Link.objects.filter(retracted_at=None, **terms).select_related("made_by")
    return links.exclude(source__in=withdrawn).exclude(target__in=withdrawn).order_by("pk")


def _page(links: QuerySet[Link], number: str, visitor: Visitor, near: ShownBead) -> Page[Joined]:
    """Return one page of links, shown."""
    plain = Paginator(links, A_PAGE).get_page(number)
    page: Page[Joined] = Page(_joined(list(plain.object_list), visitor, near), plain.number, plain.paginator)  # type: ignore[arg-type]
    return page


def _joined(links: list[Link], visitor: Visitor, near: ShownBead) -> list[Joined]:
    beads = shown((_other(link, near.number) for link in links), visitor)
    ends = [(link, beads[_other(link, near.number)]) for link in links]
    return [
        Joined(
            other,
            LEGAL_LINKS[Relation(link.relation)].reads,
            link.made_at,
            _name(link.made_by),
            _reason(link.why, near, other),
        )
        for link, other in ends
    ]


def _reason(why: str, *ends: ShownBead) -> str:
    """Return why a link was made or taken back, to those who see both ends: it may repeat words of either."""
    return why if all(end.visible for end in ends) else ""


def _other(link: Link, near: int) -> int:
    return link.target_id if link.source_id == near else link.source_id


def _name(person: object) -> str:
    return str(person) if person else "someone"


def _history(bead: Bead, seen: ShownBead, visitor: Visitor) -> tuple[Change, ...]:
    """Return what was changed, merged, split and taken back, the newest first."""
    changes = list(_revisions(bead)) if seen.visible else []
    if bead.kind in LINEAGE_KINDS.split():
        changes += _lineages(bead, visitor)
    changes += _retracted(seen, visitor)
    return tuple(sorted(changes, key=lambda change: change.when, reverse=True))


def _revisions(bead: Bead) -> list[Change]:
    found = Revision.objects.filter(bead=bead).select_related("changed_by").order_by("-pk")[:A_PAGE]
    return [
        Change(
            old.changed_at,
            _name(old.changed_by),
            f"Changed. It said: “{payload_from_dict(bead.kind, old.version, old.payload).title}”.",
            old.why,
        )
        for old in found
    ]


_DONE = {
    Relation.MERGED_INTO: ("Merged into another", "Another was merged into it"),
    Relation.SPLIT_INTO: ("Split into others", "Split off another"),
    Relation.SUPERSEDES: ("Took the place of another", "Another took its place"),
}


def _lineages(bead: Bead, visitor: Visitor) -> list[Change]:
    ends = Q(source=bead.pk) | Q(target=bead.pk)
    told = Link.objects.filter(ends, relation__in=_LINEAGE).exclude(made_in=None).select_related("made_in")
    links = list(told.order_by("-pk")[:A_PAGE])
    beads = shown((_other(link, bead.pk) for link in links), visitor)
    changes = []
    for link in links:
        lineage = link.made_in
        if lineage is not None:
            what = _DONE[Relation(link.relation)][0 if link.source_id == bead.pk else 1]
            changes.append(_change(lineage, what, (beads[_other(link, bead.pk)],)))
    return changes


def _change(lineage: Lineage, what: str, others: tuple[ShownBead, ...]) -> Change:
    undone = f" Undone by {_name(lineage.undone_by)} on {lineage.undone_at:%-d %B %Y}." if lineage.undone_at else ""
    return Change(lineage.made_at, _name(lineage.made_by), f"{what}.{undone}", lineage.why, others)


def _retracted(near: ShownBead, visitor: Visitor) -> list[Change]:
    """Return links that somebody took back; those that a merge moved are told with the merge."""
    if not near.visible:
        return []
    ends = Q(source=near.number) | Q(target=near.number)
    withdrawn = Tombstone.objects.values("pk")
    taken = Link.objects.filter(ends, retracted_in=None, made_in=None).exclude(retracted_at=None)
    links = list(
        taken.exclude(source__in=withdrawn)
        .exclude(target__in=withdrawn)
        .select_related("retracted_by")
        .order_by("-pk")[:A_PAGE]
    )
    beads = shown((_other(link, near.number) for link in links), visitor)
    return [
        Change(
            link.retracted_at,
            _name(link.retracted_by),
            f"The link “{LEGAL_LINKS[Relation(link.relation)].reads}” was taken back.",
            _reason(link.retracted_why, near, beads[_other(link, near.number)]),
            (beads[_other(link, near.number)],),
        )
        for link in links
        if link.retracted_at is not None
    ]
