"""What the actions share: the lock, checks of beads, and links that are made and retracted with their counts kept."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Greatest

from seedbed.errors import UsageError
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import FORWARD, LEGAL_LINKS, BeadKind, Course, Relation, words
from seedbed.thread.payloads.base import LONGEST_TEXT
from seedbed.web.golden_thread.models import Bead, Lineage, Link, ThreadVersion, Tombstone
from seedbed.web.people.models import User
from seedbed.web.places.models import Programme
from seedbed.web.ui.batches import MOST_AT_ONCE, in_batches

LINEAGE = [row.relation.value for row in LEGAL_LINKS.values() if row.course is Course.LINEAGE]
"""Relations that record merges, splits and replacements."""
Ends = tuple[int, str, int]
"""Source, relation and target of a link."""


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes the thread, when and why; ``lineage`` where it is part of a merge, split or replacement."""

    by: User | None
    at: datetime
    why: str = ""
    lineage: Lineage | None = None


def lock_thread(programme: Programme | int) -> None:
    """Wait until nobody else changes this programme's thread, and say that it changes; held to the transaction's end.

    One raised number does both on SQLite and PostgreSQL, and no order of locks can come to a deadlock.
    """
    number = programme if isinstance(programme, int) else programme.pk
    now = time.time_ns() // 1_000
    # Never below the clock, so that a database put back from a backup does not repeat the numbers of what it lost.
    later = Greatest(F("number") + 1, Value(now))
    mine = ThreadVersion.objects.filter(pk=number)
    if not mine.update(number=later):
        ThreadVersion.objects.bulk_create([ThreadVersion(programme_id=number)], ignore_conflicts=True)
        mine.update(number=later)


def check_reason(why: str, longest: int = LONGEST_TEXT) -> None:
    """Refuse a reason that cannot be kept.

    Raises
    ------
    UsageError
        If it is too long or holds control characters.
    """
    if len(why) > longest:
        raise UsageError("The reason is too long.", f"It has {len(why):,} characters; {longest:,} fit.", "Shorten it.")
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t\r" for character in why):
        raise UsageError("The reason cannot be kept.", "It holds control characters.", "Paste it as plain text.")


def as_it_is_now(beads: Iterable[Bead]) -> list[Bead]:
    """Read beads anew under the lock, each once, and refuse those that no longer stand for themselves.

    Raises
    ------
    UsageError
        If one is gone, was withdrawn, merged into another, split or replaced.
    """
    wanted = list(dict.fromkeys(bead.pk for bead in beads))
    withdrawn = Exists(Tombstone.objects.filter(bead=OuterRef("pk")))
    found = Bead.objects.select_related("neighbourhood__scope").annotate(withdrawn=withdrawn)
    by_number = {bead.pk: bead for some in in_batches(wanted) for bead in found.filter(pk__in=some)}
    for number in wanted:
        _check_stands(number, by_number.get(number))
    return [by_number[number] for number in wanted]


def _check_stands(number: int, bead: Bead | None) -> None:
    if bead is None:
        raise UsageError(f"There is no bead {printed(number)}.", "Its number is not known.", "Copy it once more.")
    kind = words(BeadKind(bead.kind))
    if getattr(bead, "withdrawn", False):
        raise UsageError(
            f"This {kind} ({printed(number)}) was withdrawn.", "Nothing can be done with it now.", "Choose another."
        )
    if bead.went_in is not None:
        raise went_error(bead, bead.went_in)


def went_error(bead: Bead, lineage: Lineage) -> UsageError:
    """Return the error that says how a bead went away and what stands in its place."""
    how = {
        Relation.MERGED_INTO: "was merged into another",
        Relation.SPLIT_INTO: "was split",
        Relation.SUPERSEDES: "was replaced",
    }[Relation(lineage.relation)]
    made = lineage.made.filter(retracted_at=None, forward=False, relation=lineage.relation)
    instead = sorted({end for ends in made.values_list("source_id", "target_id") for end in ends} - _gone(lineage))
    return UsageError(
        f"This {words(BeadKind(bead.kind))} ({printed(bead.pk)}) {how}.",
        f"{lineage.made_by or 'Someone'} did so on {lineage.made_at:%-d %B %Y}.",
        f"Use {' or '.join(printed(number) for number in instead)} instead, or undo it.",
    )


def _gone(lineage: Lineage) -> set[int]:
    return set(lineage.took.values_list("pk", flat=True))


def living_links(beads: Collection[int]) -> list[Link]:
    """Return the living links at these beads, either way, each once, by number; those of lineage are not among them."""
    found = {link.pk: link for question in _living(beads) for link in question}
    return [found[number] for number in sorted(found)]


def living_ends(beads: Collection[int]) -> set[tuple[int, int, str, int]]:
    """Return number, source, relation and target of the same links."""
    columns = ("pk", "source_id", "relation", "target_id")
    return {row for question in _living(beads) for row in question.values_list(*columns)}


def _living(beads: Collection[int]) -> Iterable[QuerySet[Link]]:
    """Ask by one end and one course at a time, so that each question is answered from its index."""
    for some in in_batches(sorted(beads)):
        for ends in ({"source_id__in": some}, {"target_id__in": some}):
            for forward in (True, False):
                yield Link.objects.filter(retracted_at=None, forward=forward, **ends).exclude(relation__in=LINEAGE)


def living_among(wanted: Collection[Ends]) -> set[Ends]:
    """Return those of the links wanted that live already, each asked for by both of its ends."""
    found: set[Ends] = set()
    for course in (True, False):
        mine = [each for each in wanted if (Relation(each[1]) in FORWARD) is course]
        for some in in_batches(mine):
            sources, targets = {each[0] for each in some}, {each[2] for each in some}
            living = Link.objects.filter(retracted_at=None, forward=course, source__in=sources, target__in=targets)
            found.update(living.values_list("source_id", "relation", "target_id"))
    return found.intersection(wanted)


def make_links(links: Sequence[Link]) -> None:
    """Write new links and count them. The ends must stand for themselves; equal living links must not be there."""
    Link.objects.bulk_create(links, batch_size=MOST_AT_ONCE)
    count_links(links, 1)


def retract_links(links: Sequence[Link], change: Change) -> None:
    """Retract living links and count them no more."""
    count_links(links, -1)
    for some in in_batches([link.pk for link in links]):
        Link.objects.filter(pk__in=some).update(
            retracted_at=change.at, retracted_by=change.by, retracted_why=change.why, retracted_in=change.lineage
        )


def restore_links(links: Sequence[Link]) -> None:
    """Let retracted links live again, as if they had never been retracted, and count them."""
    for some in in_batches([link.pk for link in links]):
        Link.objects.filter(pk__in=some).update(
            retracted_at=None, retracted_by=None, retracted_why="", retracted_in=None
        )
    count_links(links, 1)


def count_links(links: Iterable[Link], by: int) -> None:
    """Raise or lower the counts at both ends of each link that a trace follows; withdrawn ends hide it."""
    ends = [(link.source_id, link.target_id) for link in links if Relation(link.relation) in FORWARD]
    hidden = withdrawn_among({end for pair in ends for end in pair})
    shown = [pair for pair in ends if not hidden.intersection(pair)]
    _raise("links_on", Counter(source for source, _ in shown), by)
    _raise("links_back", Counter(target for _, target in shown), by)


def _raise(field: str, counted: Counter[int], by: int) -> None:
    """Add to one count, with one question for all beads that change by the same number."""
    for number in set(counted.values()):
        for some in in_batches([bead for bead, times in counted.items() if times == number]):
            Bead.objects.filter(pk__in=some).update(**{field: F(field) + by * number})


def withdrawn_among(beads: Collection[int]) -> set[int]:
    """Return those that were withdrawn."""
    found: set[int] = set()
    for some in in_batches(sorted(beads)):
        found.update(Tombstone.objects.filter(pk__in=some).values_list("pk", flat=True))
    return found
