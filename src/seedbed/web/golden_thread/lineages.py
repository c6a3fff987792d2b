"""Merging, splitting and replacing beads in the database: links are carried over, and all of it can be undone.

Which links move is `seedbed.thread.lineage`'s to say, for the thread in memory and for this one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread import lineage as rules
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.moments import moment_in_words
from seedbed.web.golden_thread.changing import (
    LINEAGE,
    Change,
    as_it_is_now,
    check_reason,
    living_ends,
    living_links,
    lock_thread,
    make_links,
    restore_links,
    retract_links,
)
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.people.audit import record
from seedbed.web.people.models import User

NAMES = {Relation.MERGED_INTO: "merge", Relation.SPLIT_INTO: "split", Relation.SUPERSEDES: "replacement"}


@transaction.atomic
def merge(*, by: User | None, beads: Collection[Bead], into: Bead, why: str, at: datetime | None = None) -> Lineage:
    """Merge beads into one that stays: their links are carried over to it.

    Raises
    ------
    UsageError
        If no reason is given, the beads are not two or more of one kind that may be merged and of one programme, or
        one of them was withdrawn or no longer stands for itself.
    """
    change = _begin([into, *beads], "merged", Change(by, at or timezone.now(), why))
    gone = sorted({bead.pk for bead in beads} - {into.pk})
    links = living_links(gone)
    moves = rules.merge_moves(_rows(links, [into.pk]), gone, into.pk)
    return _carry_out(Relation.MERGED_INTO, gone, links, moves, change)


@transaction.atomic
def split(
    *, by: User | None, bead: Bead, into: Mapping[Bead, Collection[int]], why: str, at: datetime | None = None
) -> Lineage:
    """Split a bead into parts that are already there: each takes the links whose numbers are given for it.

    Raises
    ------
    UsageError
        If no reason is given, there are fewer than two parts, a living link goes to no part or a number is not one
        of the bead's living links, or the beads are not of one kind that may be split, of one programme and living.
    """
    parts = {part.pk: numbers for part, numbers in into.items()}
    if len(parts) < 2 or bead.pk in parts:
        raise UsageError(
            "The bead cannot be split like this.",
            "It takes two parts or more, none of them the bead itself.",
            "Add the parts as beads of their own first.",
        )
    change = _begin([bead, *into], "split", Change(by, at or timezone.now(), why))
    links = living_links([bead.pk])
    moves = rules.split_moves(_rows(links, parts), bead.pk, parts)
    return _carry_out(Relation.SPLIT_INTO, [bead.pk], links, moves, change)


@transaction.atomic
def supersede(*, by: User | None, old: Bead, new: Bead, why: str, at: datetime | None = None) -> Lineage:
    """Let one bead take the place of another: the old one's links are carried over to it.

    Raises
    ------
    UsageError
        If no reason is given, or the beads are not two living ones of a kind that may be replaced and one programme.
    """
    change = _begin([old, new], "superseded", Change(by, at or timezone.now(), why))
    links = living_links([old.pk])
    moves = rules.supersede_moves(_rows(links, [new.pk]), old.pk, new.pk)
    return _carry_out(Relation.SUPERSEDES, [old.pk], links, moves, change)


@transaction.atomic
def undo(*, by: User | None, lineage: Lineage, at: datetime | None = None) -> Lineage:
    """Undo a merge, split or replacement: what it made is retracted and what it retracted lives again.

    Raises
    ------
    UsageError
        If it was undone already (says by whom and when), or something later rests on it and must go first.
    """
    lock_thread(lineage.programme_id)
    found = Lineage.objects.select_related("undone_by", "programme__scope").get(pk=lineage.pk)
    name = NAMES[Relation(found.relation)]
    if found.undone_at is not None:
        raise UsageError(
            f"This {name} cannot be undone once more.",
            f"It was already undone by {found.undone_by or 'someone'} "
            f"on {moment_in_words(timezone.localtime(found.undone_at))}.",
            "Look at the bead as it is now.",
        )
    made, moved = list(found.made.order_by("pk")), list(found.retracted.order_by("pk"))
    _check_nothing_rests_on(found, [*made, *moved])
    moment = at or timezone.now()
    retract_links([link for link in made if link.retracted_at is None], Change(by, moment, f"The {name} was undone."))
    restore_links(moved)
    found.took.update(went_in=None)
    found.undone_at, found.undone_by = moment, by
    found.save(update_fields=["undone_at", "undone_by"])
    record(by=by, action="thread.undo", scope=found.programme.scope, subject=str(found.pk))
    return found


def _begin(beads: Sequence[Bead], what: str, change: Change) -> Change:
    """Take the lock and refuse beads that will not do, or a missing reason."""
    check_reason(change.why)
    if not change.why.strip():
        raise UsageError(f"Beads are {what} for a reason.", "None was given.", "Say in a sentence why.")
    for programme in sorted({bead.programme_id for bead in beads}):
        lock_thread(programme)
    found = as_it_is_now(beads)
    rules.check_lineage({bead.pk: BeadKind(bead.kind) for bead in found}, [bead.programme_id for bead in found], what)
    return change


def _rows(links: Sequence[Link], survivors: Collection[int]) -> dict[int, tuple[int, Relation, int]]:
    """Return the rules' form of links that move, and of those at the survivors, which need not be made again."""
    rows = {link.pk: (link.source_id, Relation(link.relation), link.target_id) for link in links}
    for number, source, relation, target in living_ends(survivors):
        rows[number] = (source, Relation(relation), target)
    return rows


def _carry_out(
    relation: Relation, gone: Sequence[int], links: Sequence[Link], moves: rules.Moves, change: Change
) -> Lineage:
    """Let beads go, move their links, and write the lineage and the audit row."""
    first = Bead.objects.select_related("neighbourhood__scope", "programme__scope").get(pk=gone[0])
    lineage = Lineage.objects.create(
        programme=first.programme, relation=relation.value, made_at=change.at, made_by=change.by, why=change.why
    )
    moving, known = set(moves.retract), {link.pk: link for link in links}
    retract_links([link for link in links if link.pk in moving], Change(change.by, change.at, change.why, lineage))
    carried = [_made(row, change, lineage, known[number].why) for row, number in moves.make.items()]
    make_links([*carried, *(_made(row, change, lineage, change.why) for row in moves.lineage)])
    Bead.objects.filter(pk__in=gone).update(went_in=lineage)
    record(
        by=change.by, action=f"thread.{NAMES[relation]}", scope=first.scope, subject=str(lineage.pk), beads=list(gone)
    )
    return lineage


def _made(row: tuple[int, Relation, int], change: Change, lineage: Lineage, why: str) -> Link:
    source, relation, target = row
    return Link(
        source_id=source,
        relation=relation.value,
        target_id=target,
        made_at=change.at,
        made_by=change.by,
        made_in=lineage,
        why=why,
    )


def _check_nothing_rests_on(lineage: Lineage, moved: Sequence[Link]) -> None:
    """Refuse to undo what a later merge, split or replacement rests on; undone ones count no more."""
    later = Lineage.objects.filter(programme=lineage.programme_id, pk__gt=lineage.pk, undone_at=None)
    told = Link.objects.filter(made_in__in=later, relation__in=LINEAGE).select_related("made_in")
    touched = {end for link in moved for end in (link.source_id, link.target_id)}
    resting = [link for link in told if link.source_id in touched or link.target_id in touched]
    if resting:
        last = max(resting, key=lambda link: link.made_in_id or 0)
        raise UsageError(
            "It cannot be undone yet.",
            f"A later change of {printed(_gone(last))} rests on it, "
            f"made on {moment_in_words(timezone.localtime(last.made_at))}.",
            "Undo the later one first.",
        )


def _gone(told: Link) -> int:
    """Return the bead that went away, of a link of lineage."""
    return told.target_id if told.relation == Relation.SUPERSEDES else told.source_id
