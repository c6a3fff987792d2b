"""The facilitator's table: notes become factors of the map, join one that is there, become ideas, or are set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor
from seedbed.web.step5_agenda.shared.drawing import add_factor
from seedbed.web.step5_agenda.workshop.sending import hold
from seedbed.web.step5_agenda.workshop_models import MapIdea, NoteState, Reason, Workshop, WorkshopNote


@transaction.atomic
def make_factor(
    *, by: User, workshop: Workshop, notes: Sequence[int], name: str, role: str = "ordinary", at: datetime | None = None
) -> MapFactor:
    """Put a factor on the map as drawing does, so that open editors see it; the notes stand behind it.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        If none of the notes is there.
    """
    chosen = _chosen(workshop, notes)
    with in_one_entry():
        key = add_factor(by=by, of=workshop.map, fields={"name": name, "role": role})
    made = MapFactor.objects.get(map=workshop.map, key=key)
    _settle(by, chosen, NoteState.FACTOR, at, factor=made)
    record(by=by, action="workshops.make_factor", scope=workshop.scope, subject=f"workshop:{workshop.pk}")
    return made


@transaction.atomic
def join_factor(*, by: User, workshop: Workshop, notes: Sequence[int], key: UUID, at: datetime | None = None) -> None:
    """Put notes behind a factor that is on the map.

    Raises
    ------
    UsageError
        If it is not there any more, or none of the notes is.
    """
    chosen = _chosen(workshop, notes)
    found = MapFactor.objects.filter(map=workshop.map, key=key, removed_at=None).first()
    if found is None:
        raise UsageError(_("Nothing was joined."), _("The factor is not on the map any more."), _("Choose another."))
    _settle(by, chosen, NoteState.FACTOR, at, factor=found)
    record(by=by, action="workshops.join_factor", scope=workshop.scope, subject=f"workshop:{workshop.pk}")


@transaction.atomic
def keep_idea(
    *,
    by: User,
    workshop: Workshop,
    notes: Sequence[int],
    name: str,
    factor: UUID | None = None,
    at: datetime | None = None,
) -> MapIdea:
    """Keep an action idea with the map, with the factor it is about if one is named: a candidate, no promise.

    Raises
    ------
    UsageError
        If none of the notes is there.
    """
    chosen = _chosen(workshop, notes)
    about = MapFactor.objects.filter(map=workshop.map, key=factor).first() if factor else None
    made = MapIdea.objects.create(
        map=workshop.map, workshop=workshop, name=name, factor=about, at=at or timezone.now(), by=by
    )
    _settle(by, chosen, NoteState.IDEA, at, idea=made)
    record(by=by, action="workshops.keep_idea", scope=workshop.scope, subject=f"idea:{made.pk}")
    return made


@transaction.atomic
def drop_idea(*, by: User, idea: MapIdea, at: datetime | None = None) -> None:
    """Let an action idea go: it leaves the list of its map, and its notes go back on the table."""
    if idea.dropped_at is None:
        idea.dropped_at = at or timezone.now()
        idea.save(update_fields=["dropped_at"])
        idea.notes.update(state=NoteState.WAITING, idea=None, sorted_at=None, sorted_by=None)
        record(by=by, action="workshops.drop_idea", scope=idea.map.scope, subject=f"idea:{idea.pk}")


@transaction.atomic
def set_aside(*, by: User, workshop: Workshop, notes: Sequence[int], reason: str, at: datetime | None = None) -> None:
    """Set notes aside, and say why; they leave the big screen.

    Raises
    ------
    UsageError
        If the reason is not known, or none of the notes is there.
    """
    if reason not in Reason.values:
        raise UsageError(_("Nothing was set aside."), _("No reason was chosen."), _("Choose why."))
    _settle(by, _chosen(workshop, notes), NoteState.ASIDE, at, reason=reason, shown_at=None)
    record(by=by, action="workshops.set_aside", scope=workshop.scope, subject=f"workshop:{workshop.pk}")


@transaction.atomic
def put_back(*, by: User, workshop: Workshop, notes: Sequence[int]) -> None:
    """Put notes back on the table: what they became stands, without them.

    Raises
    ------
    UsageError
        If none of the notes is there.
    """
    _settle(by, _chosen(workshop, notes), NoteState.WAITING, None)
    record(by=by, action="workshops.put_back", scope=workshop.scope, subject=f"workshop:{workshop.pk}")


@transaction.atomic
def show_notes(*, by: User, workshop: Workshop, notes: Sequence[int], shown: bool, at: datetime | None = None) -> None:
    """Let notes onto the big screen, having read them; or take them off it.

    Raises
    ------
    UsageError
        If none of the notes is there.
    """
    chosen = _chosen(workshop, notes).exclude(state=NoteState.ASIDE)
    chosen.update(shown_at=(at or timezone.now()) if shown else None)
    record(by=by, action="workshops.show_notes", scope=workshop.scope, subject=f"workshop:{workshop.pk}", shown=shown)


def _chosen(workshop: Workshop, notes: Sequence[int]) -> QuerySet[WorkshopNote]:
    """Return the notes that are still there: one may have been taken back meanwhile."""
    hold(workshop)
    found = WorkshopNote.objects.filter(workshop=workshop, pk__in=notes).exclude(words="")
    if not found.exists():
        raise UsageError(_("Nothing was done."), _("No note was chosen."), _("Tick the notes first."))
    return found


def _settle(by: User, notes: QuerySet[WorkshopNote], state: NoteState, at: datetime | None, **more: object) -> None:
    became = {"factor": None, "idea": None, "reason": "", **more}
    notes.update(state=state, sorted_by=by, sorted_at=at or timezone.now(), **became)
