"""Everything that changes the thread: one transaction and one audit row each.

Merges, splits, replacements and their undoing are in `seedbed.web.golden_thread.lineages` and offered here too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, Relation, check_legal, words
from seedbed.thread.moments import moment_in_words
from seedbed.thread.payloads import Payload, payload_to_dict
from seedbed.web.golden_thread.changing import (
    Change,
    as_it_is_now,
    check_reason,
    count_links,
    living_among,
    living_links,
    lock_thread,
    make_links,
    retract_links,
    withdrawn_among,
)
from seedbed.web.golden_thread.lineages import merge, split, supersede, undo
from seedbed.web.golden_thread.models import Bead, Link, Revision, Tombstone
from seedbed.web.people.audit import in_one_transaction, record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.ui.batches import MOST_AT_ONCE

__all__ = [
    "add_bead",
    "add_beads",
    "link",
    "link_many",
    "merge",
    "retract",
    "revise",
    "revise_many",
    "split",
    "supersede",
    "undo",
    "withdraw",
]

LONGEST_WHY_WITHDRAWN = 300
"""Characters of the reason that a tombstone keeps."""


@in_one_transaction
def add_bead(
    *,
    by: User | None,
    programme: Programme,
    neighbourhood: Neighbourhood | None,
    payload: Payload,
    at: datetime | None = None,
) -> Bead:
    """Put a bead on the thread.

    Raises
    ------
    UsageError
        If the neighbourhood is of another programme.
    """
    (made,) = add_beads(by=by, programme=programme, neighbourhood=neighbourhood, payloads=[payload], at=at)
    return made


@in_one_transaction
def add_beads(
    *,
    by: User | None,
    programme: Programme,
    neighbourhood: Neighbourhood | None,
    payloads: Sequence[Payload],
    at: datetime | None = None,
) -> list[Bead]:
    """Put beads on the thread, with few questions to the database; return them in the order of what they carry.

    Raises
    ------
    UsageError
        If the neighbourhood is of another programme.
    """
    if neighbourhood is not None and neighbourhood.programme_id != programme.pk:
        raise UsageError(
            "The bead cannot be kept.",
            "Its neighbourhood belongs to another programme.",
            "Choose a neighbourhood of this programme.",
        )
    if not payloads:
        return []
    whole = {"programme": programme, "neighbourhood": neighbourhood, "made_at": at or timezone.now(), "made_by": by}
    made = [
        Bead(kind=each.kind.value, version=each.version, payload=payload_to_dict(each), **whole) for each in payloads
    ]
    Bead.objects.bulk_create(made, batch_size=MOST_AT_ONCE)
    if len(made) == 1:
        record(by=by, action="thread.add", scope=made[0].scope, subject=f"{made[0].kind}:{made[0].pk}")
    else:
        numbers = [each.pk for each in made]
        record(by=by, action="thread.add", scope=made[0].scope, subject=str(len(made)), beads=numbers)
    return made


@in_one_transaction
def link(
    *, by: User | None, source: Bead, relation: Relation, target: Bead, why: str = "", at: datetime | None = None
) -> Link:
    """Join two beads. Where the same living link is there already it is returned, and nothing changes.

    Raises
    ------
    UsageError
        As `link_many`.
    """
    made = link_many(by=by, joins=[(source, relation, target)], why=why, at=at)
    if made:
        return made[0]
    return Link.objects.get(source=source, relation=relation.value, target=target, retracted_at=None)


@in_one_transaction
def link_many(
    *,
    by: User | None,
    joins: Sequence[tuple[Bead, Relation, Bead]],
    why: str = "",
    at: datetime | None = None,
) -> list[Link]:
    """Join beads, two and two, with few questions to the database; return the links that were not there yet.

    Parameters
    ----------
    joins
        Source, relation and target of each.

    Raises
    ------
    UsageError
        If the table of legal links does not hold one of them, its relation is one of lineage, beads are of different
        programmes, or one of them was withdrawn or no longer stands for itself; then none is made.
    """
    check_reason(why)
    for source, relation, target in {(source.kind, relation, target.kind) for source, relation, target in joins}:
        check_legal(BeadKind(source), relation, BeadKind(target))
        _not_lineage(relation, f"Merge, split or replace the {words(BeadKind(source))} instead.")
    beads = [bead for source, _, target in joins for bead in (source, target)]
    if not beads:
        return []
    if len({bead.programme_id for bead in beads}) > 1:
        raise UsageError(
            "These cannot be joined.", "They belong to different programmes.", "Join what is of one programme."
        )
    lock_thread(beads[0].programme_id)
    now = {bead.pk: bead for bead in as_it_is_now(beads)}
    wanted = dict.fromkeys((source.pk, relation.value, target.pk) for source, relation, target in joins)
    there, moment = living_among(wanted), at or timezone.now()
    made = [
        Link(source=now[source], relation=relation, target=now[target], made_at=moment, made_by=by, why=why)
        for source, relation, target in wanted
        if (source, relation, target) not in there
    ]
    make_links(made)
    numbers = [each.pk for each in made]
    if len(made) == 1:
        record(by=by, action="thread.link", scope=made[0].target.scope, subject=str(numbers[0]))
    elif made:
        record(by=by, action="thread.link", scope=made[0].target.scope, subject=str(len(made)), links=numbers)
    return made


@transaction.atomic
def retract(*, by: User | None, link: Link, why: str, at: datetime | None = None) -> Link:
    """Take a link back. It stays in the records with who, when and why, and is in no trace.

    Raises
    ------
    UsageError
        If it was retracted already, or is one of lineage, which only undoing takes back.
    """
    check_reason(why)
    _not_lineage(Relation(link.relation), "Undo the merge, split or replacement instead.")
    lock_thread(Bead.objects.values_list("programme_id", flat=True).get(pk=link.source_id))
    found = Link.objects.select_related("retracted_by", "target__neighbourhood__scope").get(pk=link.pk)
    if found.retracted_at is not None:
        raise UsageError(
            "This link was already retracted.",
            f"{found.retracted_by or 'Someone'} did so on {moment_in_words(timezone.localtime(found.retracted_at))}.",
            "There is nothing more to do; join the two anew if that was wrong.",
        )
    retract_links([found], Change(by=by, at=at or timezone.now(), why=why))
    record(by=by, action="thread.retract", scope=found.target.scope, subject=str(found.pk))
    found.refresh_from_db()
    return found


@transaction.atomic
def revise(*, by: User | None, bead: Bead, payload: Payload, why: str, at: datetime | None = None) -> Bead:
    """Change what a bead carries; what it carried before is kept. An equal payload changes nothing.

    Raises
    ------
    UsageError
        If the payload is of another kind, or the bead was withdrawn or no longer stands for itself.
    """
    (found,) = revise_many(by=by, revised=[(bead, payload)], why=why, at=at)
    return found


@in_one_transaction
def revise_many(
    *, by: User | None, revised: Sequence[tuple[Bead, Payload]], why: str, at: datetime | None = None
) -> list[Bead]:
    """Change what many beads of one programme carry, each once, as `revise` does, with few questions to the database.

    Raises
    ------
    UsageError
        As `revise`; then none is changed.
    """
    check_reason(why)
    for bead, payload in revised:
        _check_same_kind(bead, payload)
    if not revised:
        return []
    lock_thread(revised[0][0].programme_id)
    found = as_it_is_now(bead for bead, _ in revised)
    changed, before, moment = [], [], at or timezone.now()
    for bead, (_, payload) in zip(found, revised, strict=True):
        values = payload_to_dict(payload)
        if (bead.version, bead.payload) == (payload.version, values):
            continue
        before.append(
            Revision(bead=bead, version=bead.version, payload=bead.payload, changed_at=moment, changed_by=by, why=why)
        )
        bead.version, bead.payload = payload.version, values
        changed.append(bead)
    Revision.objects.bulk_create(before, batch_size=MOST_AT_ONCE)
    Bead.objects.bulk_update(changed, ["version", "payload"], batch_size=MOST_AT_ONCE)
    for bead in changed:
        record(by=by, action="thread.revise", scope=bead.scope, subject=f"{bead.kind}:{bead.pk}")
    return found


def _check_same_kind(bead: Bead, payload: Payload) -> None:
    if payload.kind.value != bead.kind:
        raise UsageError(
            f"This {words(BeadKind(bead.kind))} cannot become a {words(payload.kind)}.",
            "A bead keeps its kind.",
            f"Make a new {words(payload.kind)} and join the two.",
        )


@transaction.atomic
def withdraw(
    *, by: User | None, beads: Collection[Bead], why: str, at: datetime | None = None
) -> tuple[Tombstone, ...]:
    """Make tombstones of beads, and with a contribution of its voices: at once they are in no trace, count or measure.

    Beads that were withdrawn before are passed over. Returns the tombstones of all, old and new.

    Raises
    ------
    UsageError
        If the beads are of different programmes, or the reason is too long.
    """
    check_reason(why, LONGEST_WHY_WITHDRAWN)
    if len({bead.programme_id for bead in beads}) > 1:
        raise UsageError(
            "These cannot be withdrawn together.", "They belong to different programmes.", "Withdraw each by itself."
        )
    if not beads:
        return ()
    first = next(iter(beads))
    lock_thread(first.programme_id)
    numbers = _with_voices({bead.pk for bead in beads})
    before = withdrawn_among(numbers)
    new = [number for number in numbers if number not in before]
    # Counted off while the ends still show; afterwards nothing counts these links.
    count_links(living_links(new), -1)
    moment = at or timezone.now()
    Tombstone.objects.bulk_create(
        [Tombstone(bead_id=number, withdrawn_at=moment, withdrawn_by=by, why=why) for number in new]
    )
    if new:
        record(by=by, action="thread.withdraw", scope=first.scope, subject=str(len(new)), beads=new)
    return tuple(Tombstone.objects.filter(pk__in=numbers).order_by("pk"))


def _with_voices(beads: set[int]) -> list[int]:
    voices = Link.objects.filter(
        source__in=beads, relation=Relation.EXCERPTED_AS.value, retracted_at=None, forward=True
    )
    return sorted(beads.union(voices.values_list("target_id", flat=True)))


def _not_lineage(relation: Relation, next_step: str) -> None:
    if LEGAL_LINKS[relation].course is Course.LINEAGE:
        raise UsageError(
            f"'{relation.value}' is not made or taken back by hand.", "It is the record of what was done.", next_step
        )
