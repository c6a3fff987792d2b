"""Which links move when beads are merged, split or superseded: pure rules for the thread in memory and in a database.

Every living link of a replaced bead is retracted and made anew where it belongs now; a link that would join a bead to
itself, or that is there already, is not made. Links of lineage stay where they are: they tell what happened, and to
whom. Undoing retracts what the lineage made and restores what it retracted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from seedbed.errors import UsageError
from seedbed.thread.beads import BeadId
from seedbed.thread.columns import COUNTED_RELATIONS, LinkRow
from seedbed.thread.history import KeptLink, Lineage
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import LINEAGE_KINDS, BeadKind, Relation, words
from seedbed.thread.moments import moment_in_words

LivingLinks = Mapping[int, LinkRow]
"""Living links by their number."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What a lineage does to links.

    Parameters
    ----------
    retract
        Numbers of the links to retract.
    make
        Links to make anew, each once, with the number of the link that it was carried from.
    lineage
        Links that tell what happened: ``merged_into``, ``split_into`` or ``supersedes``.
    """

    retract: tuple[int, ...]
    make: Mapping[LinkRow, int]
    lineage: tuple[LinkRow, ...]


def merge_moves(links: LivingLinks, merged: Collection[BeadId], into: BeadId) -> Moves:
    """Return the moves of a merge; ``links`` are all living links of the merged beads and of the survivor."""
    gone = set(merged)
    lineage = tuple((bead, Relation.MERGED_INTO, into) for bead in sorted(gone))
    return _moves(links, {bead: {into: None} for bead in gone}, lineage)


def supersede_moves(links: LivingLinks, old: BeadId, new: BeadId) -> Moves:
    """Return the moves of a replacement; ``links`` are all living links of both."""
    return _moves(links, {old: {new: None}}, ((new, Relation.SUPERSEDES, old),))


def split_moves(links: LivingLinks, bead: BeadId, into: Mapping[BeadId, Collection[int]]) -> Moves:
    """Return the moves of a split; ``links`` are all living links of the bead and of its parts.

    Raises
    ------
    UsageError
        If a link was given to no part, or one that is not a living link of the bead to some part.
    """
    own = {number for number, row in links.items() if row[1] in COUNTED_RELATIONS and bead in (row[0], row[2])}
    given = {number for numbers in into.values() for number in numbers}
    if own != given:
        forgotten = len(own - given)
        raise UsageError(
            "The bead cannot be split like this.",
            f"{forgotten} of its links {'has' if forgotten == 1 else 'have'} no place among the parts."
            if forgotten
            else f"{len(given - own)} of the links given to its parts are not among its own.",
            "Give each of its living links to one part or more.",
        )
    lineage = tuple((bead, Relation.SPLIT_INTO, part) for part in into)
    return _moves(links, {bead: {part: set(numbers) for part, numbers in into.items()}}, lineage)


def _moves(
    links: LivingLinks, places: Mapping[BeadId, Mapping[BeadId, set[int] | None]], lineage: tuple[LinkRow, ...]
) -> Moves:
    """Carry each link's replaced ends to their new places; None among the places stands for all links."""
    moving = {
        number: row
        for number, row in sorted(links.items())
        if row[1] in COUNTED_RELATIONS and (row[0] in places or row[2] in places)
    }
    there = {row for number, row in links.items() if number not in moving}
    make: dict[LinkRow, int] = {}
    for number, (source, relation, target) in moving.items():
        for new_source in _new_ends(source, number, places):
            for new_target in _new_ends(target, number, places):
                row = new_source, relation, new_target
                if new_source != new_target and row not in there:
                    make.setdefault(row, number)
    return Moves(tuple(moving), make, lineage)


def _new_ends(end: BeadId, number: int, places: Mapping[BeadId, Mapping[BeadId, set[int] | None]]) -> Iterable[BeadId]:
    if end not in places:
        return (end,)
    return [part for part, numbers in places[end].items() if numbers is None or number in numbers]


def check_lineage(kinds: Mapping[BeadId, BeadKind], programmes: Collection[int], what: str) -> None:
    """Refuse lineage between beads of different kinds or programmes, or of kinds that stay as they were.

    Parameters
    ----------
    kinds
        Kind of each bead that takes part.
    programmes
        Their programmes.
    what
        What is to be done, as "merged".

    Raises
    ------
    UsageError
        What will not do, why, and what to do.
    """
    found = sorted(set(kinds.values()))
    if len(kinds) < 2:
        raise UsageError(f"One bead alone cannot be {what}.", "It takes two or more.", "Choose another one beside it.")
    if len(found) > 1:
        raise UsageError(
            f"These beads cannot be {what}.",
            f"They are of different kinds: {', '.join(words(kind) for kind in found)}.",
            "Choose beads of one kind.",
        )
    if found[0].value not in LINEAGE_KINDS.split():
        raise UsageError(
            f"A {words(found[0])} cannot be {what}.",
            "What was said, seen, decided, done and answered stays as it was.",
            "Link it anew, or retract a link that is wrong.",
        )
    if len(set(programmes)) > 1:
        raise UsageError(
            f"These beads cannot be {what}.", "They belong to different programmes.", "Choose beads of one programme."
        )


def check_not_undone(lineage: Lineage) -> None:
    """Refuse to undo a second time.

    Raises
    ------
    UsageError
        If it was undone already; says when.
    """
    if lineage.undone is not None:
        who = f" by account {lineage.undone.by}" if lineage.undone.by is not None else ""
        raise UsageError(
            "It cannot be undone once more.",
            f"It was already undone{who} on {moment_in_words(lineage.undone.at)}.",
            "Look at the bead as it is now.",
        )


def check_nothing_rests_on(lineage: Lineage, links: Iterable[KeptLink], lineages: Iterable[Lineage]) -> None:
    """Refuse to undo what a later merge, split or replacement rests on: their links would be torn.

    Parameters
    ----------
    lineage
        What is to be undone.
    links
        All links, or all that this one made or retracted.
    lineages
        All lineages, or all later ones.

    Raises
    ------
    UsageError
        If a later one that still holds touches a bead of this one, or a bead at the end of a link that this one moved.
    """
    touched = set(lineage.beads)
    for link in links:
        if lineage.id in (link.made_in, link.retracted_in):
            touched.update((link.source, link.target))
    later = [found for found in lineages if found.id > lineage.id and found.undone is None and found.beads & touched]
    if later:
        first = max(later, key=lambda found: found.id)
        raise UsageError(
            "It cannot be undone yet.",
            f"A later change of {printed(first.replaced[0])} rests on it, made on {moment_in_words(first.made.at)}.",
            "Undo the later one first.",
        )
