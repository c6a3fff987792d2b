"""The golden thread in memory: beads and links, append-only, with lineage that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from seedbed.errors import UsageError
from seedbed.thread import lineage as rules
from seedbed.thread.beads import Bead, BeadId
from seedbed.thread.columns import COUNTED_RELATIONS, LinkRow
from seedbed.thread.history import KeptLink, Lineage, LineageId, LinkId, Mark, Revision, Tombstone
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import FORWARD, BeadKind, Relation, check_legal, words
from seedbed.thread.payloads import Payload
from seedbed.thread.store import Store
from seedbed.thread.tracing import USUAL, Hop, Limits, Neighbours, Trace, TraceCounts, Way, trace


class Thread:
    """Beads and links of any number of programmes.

    It has no clock and no accounts: each change is given a `Mark` that says who, when and why. A bead that was
    withdrawn leaves a tombstone, which is in no trace, count, measure or export.
    """

    def __init__(self) -> None:
        self.store = Store()

    def add(self, payload: Payload, *, programme: int, made: Mark, neighbourhood: int | None = None) -> Bead:
        """Put a bead on the thread."""
        bead = Bead(self.store.next_bead(), payload, programme, neighbourhood, made.at, made.by)
        self.store.beads[bead.id] = bead
        return bead

    def bead(self, number: BeadId) -> Bead:
        """Return a bead.

        Raises
        ------
        UsageError
            If it was withdrawn, or there is none of that number.
        """
        found = self.store.beads.get(number)
        if found is not None:
            return found
        if number in self.store.tombstones:
            raise UsageError(
                f"{printed(number)} was withdrawn.",
                "Whoever said it took it back, so it is on the thread no more.",
                "Go by another bead.",
            )
        name = printed(number) if number >= 0 else number
        raise UsageError(f"There is no bead {name}.", "No bead has that number.", "Look the number up once more.")

    def link(self, source: BeadId, relation: Relation, target: BeadId, made: Mark) -> KeptLink:
        """Join two beads; where they are joined so already, return the link that is there.

        Raises
        ------
        UsageError
            If the table of legal links does not hold it, the beads are of different programmes, one was withdrawn or
            replaced, or the relation is one of lineage.
        """
        if relation not in COUNTED_RELATIONS:
            raise UsageError(
                f"'{relation.value}' cannot be linked by hand.",
                "It tells what a bead was made from.",
                "Merge, split or supersede the beads.",
            )
        first, second = self._in_place(source), self._in_place(target)
        check_legal(first.kind, relation, second.kind)
        if first.programme != second.programme:
            raise UsageError(
                "These two cannot be joined.", "They belong to different programmes.", "Join what is of one programme."
            )
        there = self.store.living_link((source, relation, target))
        return there or self.store.make((source, relation, target), made)

    def retract(self, link: LinkId, retracted: Mark) -> KeptLink:
        """Take a link back; it is kept, with who, when and why.

        Raises
        ------
        UsageError
            If there is no such link, it is retracted already, or it is one of lineage.
        """
        found = self.store.links.get(link)
        if found is None or not found.lives:
            raise UsageError(
                "The link cannot be retracted.",
                "There is none of that number." if found is None else "It was retracted already.",
                "Look at the bead's links once more.",
            )
        if found.relation not in COUNTED_RELATIONS:
            raise UsageError(
                "The link cannot be retracted.", "It tells of a merge, split or replacement.", "Undo that instead."
            )
        return self.store.retract(link, retracted)

    def revise(self, number: BeadId, payload: Payload, changed: Mark) -> Bead:
        """Change what a bead carries, keeping what it carried; the same payload again changes nothing.

        Raises
        ------
        UsageError
            If the payload is of another kind, or the bead was withdrawn or replaced.
        """
        bead = self._in_place(number)
        if payload.kind is not bead.kind:
            raise UsageError(
                f"A {words(bead.kind)} cannot become a {words(payload.kind)}.",
                "What a bead stands for does not change.",
                "Add a new bead and link it.",
            )
        if payload == bead.payload:
            return bead
        self.store.revisions.setdefault(number, []).append(Revision(bead.payload, changed))
        self.store.beads[number] = replace(bead, payload=payload)
        return self.store.beads[number]

    def merge(self, beads: Collection[BeadId], into: BeadId, made: Mark) -> Lineage:
        """Merge beads into one that survives; their links are carried over.

        Raises
        ------
        UsageError
            If they are not two or more living beads of one kind that may be merged, in one programme.
        """
        gone = tuple(sorted(set(beads) - {into}))
        self._check([*gone, into], "merged")
        return self._change(
            Relation.MERGED_INTO, gone, (into,), made, rules.merge_moves(self._links_of([*gone, into]), gone, into)
        )

    def split(self, bead: BeadId, into: Mapping[BeadId, Collection[LinkId]], made: Mark) -> Lineage:
        """Split a bead into others, saying which of its links go to which part (a link may go to several).

        Raises
        ------
        UsageError
            As for `merge`; if a link has no place; if there are fewer than two parts or the bead is one of them.
        """
        if len(into) < 2 or bead in into:
            raise UsageError(
                "The bead cannot be split like this.",
                "It takes two parts or more, none of them the bead itself.",
                "Add the parts as beads of their own first.",
            )
        parts = tuple(sorted(into))
        self._check([bead, *parts], "split")
        moves = rules.split_moves(self._links_of([bead, *parts]), bead, into)
        return self._change(Relation.SPLIT_INTO, (bead,), parts, made, moves)

    def supersede(self, old: BeadId, new: BeadId, made: Mark) -> Lineage:
        """Let a newer bead take an older one's place and links; errors as for `merge`."""
        self._check([old, new], "superseded")
        moves = rules.supersede_moves(self._links_of([old, new]), old, new)
        return self._change(Relation.SUPERSEDES, (old,), (new,), made, moves)

    def undo(self, number: LineageId, undone: Mark) -> Lineage:
        """Undo a merge, split or replacement: retract what it made, restore what it retracted.

        Raises
        ------
        UsageError
            If there is none of that number, it was undone already, or a later one rests on it.
        """
        found = self.store.lineages.get(number)
        if found is None:
            raise UsageError("It cannot be undone.", "There is none of that number.", "Look at the bead's history.")
        rules.check_not_undone(found)
        rules.check_nothing_rests_on(found, self.store.links.values(), self.store.lineages.values())
        for link in list(self.store.links.values()):
            if link.made_in == number and link.lives:
                self.store.retract(link.id, undone)
        for link in list(self.store.links.values()):
            if link.retracted_in == number:
                self.store.restore(link.id)
        for bead in found.replaced:
            del self.store.replaced[bead]
        self.store.lineages[number] = replace(found, undone=undone)
        return self.store.lineages[number]

    def withdraw(self, beads: Collection[BeadId], at: datetime) -> tuple[BeadId, ...]:
        """Withdraw beads, and with a contribution all its voices: nothing they carried stays, tombstones do.

        Returns the numbers of all that were withdrawn now; beads that were withdrawn before are passed over.
        """
        asked = [self.bead(number) for number in sorted(set(beads)) if number not in self.store.tombstones]
        gone = {bead.id for bead in asked}
        for bead in asked:
            if bead.kind is BeadKind.CONTRIBUTION:
                gone.update(hop.target for hop in self._hops(bead.id, Way.FORWARD))
        for number in sorted(gone):
            bead = self.store.beads.pop(number)
            self.store.revisions.pop(number, None)
            self.store.tombstones[number] = Tombstone(number, bead.kind, bead.programme, at)
        return tuple(sorted(gone))

    def neighbours(self, beads: Sequence[BeadId], way: Way, at_most: int) -> Neighbours:
        """Return the first links of each bead that way, by the number at their other end, and how many there are."""
        all_hops = {bead: self._hops(bead, way) for bead in beads}
        hops = tuple(hop for found in all_hops.values() for hop in found[:at_most])
        return Neighbours(hops, {bead: len(found) for bead, found in all_hops.items()})

    def trace(self, start: BeadId, way: Way, limits: Limits = USUAL) -> Trace:
        """Follow the thread from a bead; errors as for `bead`."""
        return trace(self, self.bead(start).id, way, limits)

    def trace_counts(self, start: BeadId, way: Way) -> TraceCounts:
        """Count the beads of the whole trace by kind; errors as for `bead`."""
        seen, ahead = {self.bead(start).id}, [start]
        counts = dict[BeadKind, int]()
        while ahead:
            for hop in self._hops(ahead.pop(), way):
                end = hop.end(way)
                if end not in seen:
                    seen.add(end)
                    ahead.append(end)
                    kind = self.store.beads[end].kind
                    counts[kind] = counts.get(kind, 0) + 1
        return TraceCounts(start, way, counts)

    def living_links(self) -> Iterable[KeptLink]:
        """Return the links that live and whose beads do, by number."""
        beads = self.store.beads
        return (
            link for link in self.store.links.values() if link.lives and link.source in beads and link.target in beads
        )

    def _hops(self, bead: BeadId, way: Way) -> list[Hop]:
        rows = (link.row for link in self.store.links_at(bead) if link.relation in FORWARD)
        hops = [Hop(*row) for row in rows if row[0] in self.store.beads and row[2] in self.store.beads]
        return sorted(
            (hop for hop in hops if hop.start(way) == bead), key=lambda hop: (hop.end(way), hop.relation.value)
        )

    def _in_place(self, number: BeadId) -> Bead:
        bead = self.bead(number)
        if number in self.store.replaced:
            raise UsageError(
                f"{printed(number)} is out of use.",
                "It was merged, split or superseded.",
                "Go by the bead that took its place, or undo that.",
            )
        return bead

    def _check(self, beads: Collection[BeadId], what: str) -> None:
        found = [self._in_place(bead) for bead in beads]
        rules.check_lineage({bead.id: bead.kind for bead in found}, [bead.programme for bead in found], what)

    def _links_of(self, beads: Collection[BeadId]) -> dict[LinkId, LinkRow]:
        return {link.id: link.row for bead in beads for link in self.store.links_at(bead)}

    def _change(
        self,
        relation: Relation,
        gone: tuple[BeadId, ...],
        survivors: tuple[BeadId, ...],
        made: Mark,
        moves: rules.Moves,
    ) -> Lineage:
        self.store.last_lineage += 1
        change = Lineage(self.store.last_lineage, relation, gone, survivors, made)
        self.store.lineages[change.id] = change
        for link in moves.retract:
            self.store.retract(link, made, change.id)
        for row, number in moves.make.items():
            self.store.make(row, Mark(made.at, made.by, self.store.links[number].made.why), change.id)
        for row in moves.lineage:
            self.store.make(row, made, change.id)
        self.store.replaced.update(dict.fromkeys(gone, change.id))
        return change
