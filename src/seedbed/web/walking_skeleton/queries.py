"""What the plain pages read: beads of a neighbourhood by kind, what may be joined to them, and how they came to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, Relation
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.shelf import living
from seedbed.web.places.models import Neighbourhood

MOST_SHOWN = 100
"""Links that the page of a bead shows each way; following the thread shows others in pages."""

LINEAGE = [row.relation.value for row in LEGAL_LINKS.values() if row.course is Course.LINEAGE]


def counts_by_kind(neighbourhood: Neighbourhood) -> dict[BeadKind, int]:
    """Return how many living beads there are of every kind, none included."""
    found = living(neighbourhood).order_by().values_list("kind").annotate(Count("pk"))
    counts = dict(found)
    return {kind: counts.get(kind.value, 0) for kind in BeadKind}


def beads_of(neighbourhood: Neighbourhood, kind: BeadKind) -> QuerySet[Bead]:
    """Return the living beads of one kind, newest first."""
    return living(neighbourhood).filter(kind=kind.value).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Joined:
    """A living link of a bead with the bead at its other end."""

    link: Link
    other: Bead
    reads: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The first living links of a bead one way, and how many there are in all."""

    shown: tuple[Joined, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.shown)


def joined_to(bead: Bead) -> tuple[Ends, Ends]:
    """Return a bead's living links to it and from it; those of lineage are told elsewhere, withdrawn ends nowhere."""
    links = Link.objects.filter(retracted_at=None).exclude(relation__in=LINEAGE).order_by("pk")
    return (
        _ends(links.filter(target=bead, source__tombstone=None), "source"),
        _ends(links.filter(source=bead, target__tombstone=None), "target"),
    )


def _ends(links: QuerySet[Link], other: str) -> Ends:
    """Return the first links with the bead at their other end, loaded so that it can be named."""
    found = list(links.select_related(f"{other}__neighbourhood__scope", f"{other}__programme__scope")[:MOST_SHOWN])
    shown = [Joined(link, getattr(link, other), LEGAL_LINKS[Relation(link.relation)].reads) for link in found]
    by_kind: dict[str, list[Bead]] = {}
    for joined in shown:
        by_kind.setdefault(joined.other.kind, []).append(joined.other)
    for kind, beads in by_kind.items():
        room_of(BeadKind(kind)).prepare(beads)
    return Ends(tuple(shown), len(found) if len(found) < MOST_SHOWN else links.count())


def joined_already(bead: Bead) -> dict[tuple[Relation, bool], frozenset[int]]:
    """Return the numbers of beads joined to one, by relation and whether they stand before it."""
    found: dict[tuple[Relation, bool], set[int]] = {}
    links = Link.objects.filter(Q(source=bead) | Q(target=bead), retracted_at=None)
    for relation, source, target in links.values_list("relation", "source_id", "target_id"):
        before = target == bead.pk
        found.setdefault((Relation(relation), before), set()).add(source if before else target)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def links_to_share(bead: Bead) -> list[Joined]:
    """Return every living link of a bead that a split must give to a part, withdrawn ends included."""
    links = Link.objects.filter(Q(source=bead) | Q(target=bead), retracted_at=None).exclude(relation__in=LINEAGE)
    found = links.select_related("source__neighbourhood", "target__neighbourhood").order_by("pk")
    return [
        Joined(
            link,
            link.target if link.source_id == bead.pk else link.source,
            LEGAL_LINKS[Relation(link.relation)].reads,
        )
        for link in found
    ]


def lineages_of(bead: Bead) -> Sequence[Lineage]:
    """Return the merges, splits and replacements that a bead took part in, newest first, undone ones too."""
    took_part = Q(took=bead) | Q(made__source=bead, made__relation__in=LINEAGE)
    took_part |= Q(made__target=bead, made__relation__in=LINEAGE)
    found = Lineage.objects.filter(took_part).distinct().select_related("made_by", "undone_by")
    return list(found.order_by("-pk"))


def ends_of(lineage: Lineage) -> list[Bead]:
    """Return the beads that a lineage joins, undone or not."""
    links = lineage.made.filter(relation__in=LINEAGE)
    numbers = {end for ends in links.values_list("source_id", "target_id") for end in ends}
    return list(Bead.objects.filter(pk__in=numbers).select_related("neighbourhood__scope", "programme__scope"))
