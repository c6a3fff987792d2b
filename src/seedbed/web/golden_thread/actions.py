"""Everything that changes the thread: one transaction and one audit row each."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind, Relation, check_legal
from seedbed.thread.payloads import Payload, payload_to_dict
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme


@transaction.atomic
def add_bead(
    *, by: User | None, programme: Programme, neighbourhood: Neighbourhood | None, payload: Payload, at: Any = None
) -> Bead:
    """Put a bead on the thread."""
    bead = Bead.objects.create(
        kind=payload.kind.value,
        version=payload.version,
        payload=payload_to_dict(payload),
        programme=programme,
        neighbourhood=neighbourhood,
        made_at=at or timezone.now(),
        made_by=by,
    )
    record(by=by, action="thread.add", scope=(neighbourhood or programme).scope, subject=f"{bead.kind}:{bead.pk}")
    return bead


@transaction.atomic
def link(*, by: User | None, source: Bead, relation: Relation, target: Bead, why: str = "", at: Any = None) -> Link:
    """Join two beads.

    Raises
    ------
    UsageError
        If the table of legal links does not hold it, or the beads are of different programmes.
    """
    check_legal(BeadKind(source.kind), relation, BeadKind(target.kind))
    if source.programme_id != target.programme_id:
        raise UsageError(
            "These two cannot be joined.", "They belong to different programmes.", "Join what is of one programme."
        )
    made, _ = Link.objects.get_or_create(
        source=source,
        relation=relation.value,
        target=target,
        retracted_at=None,
        defaults={"made_at": at or timezone.now(), "made_by": by, "why": why},
    )
    record(by=by, action="thread.link", scope=(target.neighbourhood or target.programme).scope, subject=str(made.pk))
    return made
