"""Undoing a withdrawal, and forgetting what people wrote beside what was withdrawn."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from seedbed.errors import UsageError
from seedbed.web.golden_thread.changing import count_links, living_links, lock_thread, withdrawn_among
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.people.audit import record
from seedbed.web.people.models import User


@transaction.atomic
def undo_withdrawal(*, by: User | None, beads: Collection[Bead]) -> list[int]:
    """Let withdrawn beads be on the thread again with the links they had; return the numbers of those that were not.

    Raises
    ------
    UsageError
        If the beads are of different programmes.
    """
    if len({bead.programme_id for bead in beads}) > 1:
        raise UsageError(
            "These cannot come back together.", "They belong to different programmes.", "Undo each by itself."
        )
    if not beads:
        return []
    first = next(iter(beads))
    lock_thread(first.programme_id)
    back = sorted(withdrawn_among({bead.pk for bead in beads}))
    Tombstone.objects.filter(pk__in=back).delete()
    # Counted once they show again; links to others that are still withdrawn count nothing.
    count_links(living_links(back), 1)
    if back:
        record(by=by, action="thread.undo_withdrawal", scope=first.scope, subject=str(len(back)), beads=back)
    return back


@transaction.atomic
def forget_reasons(beads: Collection[int], code: str) -> None:
    """Erase why beads were withdrawn, joined to others or parted from them: it may repeat what was said.

    Parameters
    ----------
    code
        What stands in the place of the reason why they were withdrawn.
    """
    Tombstone.objects.filter(pk__in=beads).update(why=code)
    at_them = Link.objects.filter(Q(source__in=beads) | Q(target__in=beads))
    at_them.exclude(why="").update(why="")
    at_them.exclude(retracted_why="").update(retracted_why="")
