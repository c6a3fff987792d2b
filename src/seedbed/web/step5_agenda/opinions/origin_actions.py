"""Joining a factor or link of a map to what it comes from on the thread, and taking it off that again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor, MapLink
from seedbed.web.step5_agenda.opinions.actions import tell_editors
from seedbed.web.step5_agenda.opinions.origins import ORIGINS
from seedbed.web.step5_agenda.shared.keeping import locked

OF_FACTORS = (BeadKind.VOICE, BeadKind.THEME, BeadKind.FIGURE, BeadKind.FINDING)
OF_LINKS = (BeadKind.VOICE, BeadKind.FIGURE, BeadKind.FINDING)
"""What a factor or link may come from; a theme says what goes up or down, not what changes what."""
TAKEN_OFF = "Taken off on the system map"


def kinds_for(row: MapFactor | MapLink) -> tuple[BeadKind, ...]:
    """Return what a factor or link may come from."""
    return OF_FACTORS if isinstance(row, MapFactor) else OF_LINKS


@transaction.atomic
def add_origins(
    *, by: User | None, to: MapFactor | MapLink, origins: Sequence[Bead], at: datetime | None = None
) -> None:
    """Say that a factor or link comes from voices, themes, figures or findings.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        If it has no name yet, is off the map, or one of them cannot be its origin.
    """
    found = locked(to.map)
    bead = _bead(to)
    with in_one_entry() as parts:
        for origin in origins:
            relation = Relation.EXPRESSED_AS if origin.kind == BeadKind.THEME else Relation.EVIDENCES
            thread.link(by=by, source=origin, relation=relation, target=bead, at=at)
    if parts:
        tell_editors(found)
        record(by=by, action="maps.add_origins", scope=found.scope, subject=f"bead:{bead.pk}", many=len(parts))


@transaction.atomic
def remove_origin(*, by: User | None, of: MapFactor | MapLink, origin: Bead, at: datetime | None = None) -> None:
    """Take a factor or link off what it came from; the thread keeps that it once did. Nothing happens if it never did.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        If it has no name yet or is off the map.
    """
    found = locked(of.map)
    bead = _bead(of)
    links = Link.objects.filter(source=origin, target=bead, relation__in=ORIGINS, retracted_at=None)
    with in_one_entry() as parts:
        for link in links:
            thread.retract(by=by, link=link, why=TAKEN_OFF, at=at or timezone.now())
    if parts:
        tell_editors(found)
        record(by=by, action="maps.remove_origin", scope=found.scope, subject=f"bead:{bead.pk}")


def _bead(row: MapFactor | MapLink) -> Bead:
    row.refresh_from_db()
    if row.bead is None or row.removed_at is not None:
        raise UsageError(
            "Nothing can be put behind it.",
            "It has no name yet, or it is off the map, so it is not on the thread.",
            "Give it a name, or put it back.",
        )
    return row.bead
