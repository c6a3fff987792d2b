"""What is read of the thread in the database: links for traces, counts, and the columns of the measures."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.errors import UsageError, WithdrawnError
from seedbed.thread.beads import BeadId
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, Relation, words
from seedbed.thread.tracing import Hop, Neighbours, TraceCounts, Way
from seedbed.web.golden_thread import following_sql
from seedbed.web.golden_thread.counting import count_trace
from seedbed.web.golden_thread.models import Bead, Tombstone
from seedbed.web.golden_thread.reading import thread_columns
from seedbed.web.ui.batches import in_batches

__all__ = ["DatabaseLinks", "bead_to_follow", "thread_columns", "trace_counts", "withdrawn"]

RELATIONS = {relation.value: relation for relation in Relation}


class DatabaseLinks:
    """The links in the database, as `seedbed.thread.tracing.trace` asks for them: two questions a level."""

    def neighbours(self, beads: Sequence[BeadId], way: Way, at_most: int) -> Neighbours:
        """Return the first ``at_most`` links of each bead that way, by the number at the other end, and the totals.

        Totals are the counts that the actions keep; they are asked only for beads with more links than are shown.
        """
        found: dict[BeadId, list[tuple[BeadId, Relation]]] = {bead: [] for bead in beads}
        for near, far, relation in following_sql.first_links(tuple(found), way, at_most):
            found[near].append((far, RELATIONS[relation]))
        totals = {bead: len(ends) for bead, ends in found.items()}
        totals.update(_kept_counts([bead for bead, total in totals.items() if total == at_most], way))
        forward = way is Way.FORWARD
        hops = tuple(
            Hop(bead, relation, end) if forward else Hop(end, relation, bead)
            for bead, ends in found.items()
            for end, relation in sorted(ends)
        )
        return Neighbours(hops, totals)


def _kept_counts(beads: Sequence[BeadId], way: Way) -> dict[BeadId, int]:
    field = "links_on" if way is Way.FORWARD else "links_back"
    counts: dict[BeadId, int] = {}
    for some in in_batches(beads):
        counts.update(Bead.objects.filter(pk__in=some).values_list("pk", field))
    return counts


def bead_to_follow(number: BeadId) -> Bead:
    """Return a bead that a trace may start from.

    Raises
    ------
    UsageError
        If there is none of that number.
    WithdrawnError
        If it was withdrawn.
    """
    bead = Bead.objects.select_related("programme__scope", "neighbourhood__scope").filter(pk=number).first()
    if bead is None:
        raise UsageError(f"There is no bead {printed(number)}.", "Its number is not known.", "Copy it once more.")
    if Tombstone.objects.filter(pk=number).exists():
        raise withdrawn(bead)
    return bead


def withdrawn(bead: Bead) -> WithdrawnError:
    """Return what every page says of a bead that was withdrawn."""
    return WithdrawnError(
        f"{printed(bead.pk)} was withdrawn.",
        f"Whoever gave this {words(BeadKind(bead.kind))} took it back. It is in no trace, count or measure.",
        "Follow another bead: the pages of its neighbourhood list what is there.",
    )


def trace_counts(bead: BeadId, way: Way) -> TraceCounts:
    """Count the beads of a whole trace by kind, exactly; errors as for `bead_to_follow`."""
    start = bead_to_follow(bead)
    return TraceCounts(start.pk, way, count_trace(start.programme_id, start.pk, way))
