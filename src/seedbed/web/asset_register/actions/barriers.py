"""What keeps whom from an asset, or stands in the way in an organisation, policy, contract or procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.base import LONGEST_TEXT
from seedbed.thread.payloads.choices import BarrierKind, OrganisationForm
from seedbed.thread.payloads.known import BarrierPayload, OrganisationPayload
from seedbed.web.asset_register.actions.keeping import on_thread
from seedbed.web.asset_register.models import Asset, Barrier, Severity
from seedbed.web.asset_register.policies import check_here
from seedbed.web.asset_register.texts import plain
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

LONGEST_WHO = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBarrier:
    """What is known of a barrier.

    Parameters
    ----------
    name
        In a few words: "the bridge has steps".
    for_whom
        People it keeps away, in words; never one person.
    who_could_fix, what_it_takes
        Who could change it, and what that would need.
    opportunity
        What could come of changing it.
    """

    name: str
    kind: BarrierKind
    for_whom: str = ""
    severity: Severity = Severity.OFTEN
    who_could_fix: str = ""
    what_it_takes: str = ""
    opportunity: str = ""

    def columns(self) -> dict[str, str | int]:
        """Return what the register keeps beside the bead."""
        return {
            "kind": self.kind.value,
            "severity": self.severity.value,
            "who_could_fix": plain(self.who_could_fix, LONGEST_WHO, "name of who could fix it"),
            "what_it_takes": plain(self.what_it_takes, LONGEST_TEXT, "text on what it would take"),
            "opportunity": plain(self.opportunity, LONGEST_TEXT, "text on the opportunity"),
        }

    def payload(self) -> BarrierPayload:
        """Return what its bead carries."""
        return BarrierPayload(name=self.name.strip(), barrier_kind=self.kind, for_whom=self.for_whom.strip())


@transaction.atomic
def put_barrier(
    *,
    by: User | None,
    on: Asset | Bead,
    told: ToldBarrier,
    voices: Sequence[Bead] = (),
    at: datetime | None = None,
) -> Barrier:
    """Put a barrier on an asset, or on the bead of an organisation, policy, contract or procedure.

    Parameters
    ----------
    on
        What it keeps people from. An asset joins the thread by it.
    voices
        Beads of the voices that said so.

    Raises
    ------
    UsageError
        If it is put on something else, on an asset that is gone, or on what was withdrawn.
    BadInputError
        If a text will not do.
    """
    blocked = _blocked(by, on, at)
    bead = thread.add_bead(
        by=by, programme=blocked.programme, neighbourhood=on.neighbourhood, payload=told.payload(), at=at
    )
    thread.link(by=by, source=blocked, relation=Relation.BLOCKED_BY, target=bead, at=at)
    stands = {"asset": on} if isinstance(on, Asset) else {"organisation": on}
    barrier = Barrier.objects.create(bead=bead, **stands, **told.columns())
    _join_voices(by, bead, voices, at)
    record(by=by, action="assets.put_barrier", scope=bead.scope, subject=f"barrier:{bead.pk}", voices=len(voices))
    return barrier


@transaction.atomic
def change_barrier(
    *,
    by: User | None,
    barrier: Barrier,
    told: ToldBarrier,
    voices: Sequence[Bead] = (),
    at: datetime | None = None,
) -> Barrier:
    """Change what is known of a barrier, and join more voices that said so.

    Raises
    ------
    UsageError
        If it was withdrawn or merged away.
    BadInputError
        If a text will not do.
    """
    found = Barrier.objects.select_for_update().get(pk=barrier.pk)
    for name, value in told.columns().items():
        setattr(found, name, value)
    found.save()
    thread.revise(by=by, bead=found.bead, payload=told.payload(), why="More is known of it.", at=at)
    _join_voices(by, found.bead, voices, at)
    record(by=by, action="assets.change_barrier", scope=found.bead.scope, subject=f"barrier:{found.pk}")
    return found


@transaction.atomic
def remove_barrier(*, by: User | None, barrier: Barrier, on: date) -> Barrier:
    """Note that a barrier is gone since a day. It stays on the thread: what was done about it leads there."""
    found = Barrier.objects.select_for_update().get(pk=barrier.pk)
    found.removed_on = on
    found.save(update_fields=["removed_on"])
    record(by=by, action="assets.remove_barrier", scope=found.bead.scope, subject=f"barrier:{found.pk}")
    return found


@transaction.atomic
def add_organisation(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    name: str,
    form: OrganisationForm,
    at: datetime | None = None,
) -> Bead:
    """Put an organisation, policy, contract or procedure on the thread, so that barriers can stand on it."""
    payload = OrganisationPayload(name=name.strip(), form=form)
    bead = thread.add_bead(
        by=by, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload, at=at
    )
    record(by=by, action="assets.add_organisation", scope=neighbourhood.scope, subject=f"organisation:{bead.pk}")
    return bead


def _blocked(by: User | None, on: Asset | Bead, at: datetime | None) -> Bead:
    """Return the bead that a barrier is put on."""
    if isinstance(on, Asset):
        check_here(Asset.objects.select_for_update().get(pk=on.pk))
        return on_thread(by=by, asset=on, at=at)
    if on.kind != BeadKind.ORGANISATION:
        raise UsageError(
            "A barrier cannot stand there.",
            "It stands on an asset, or on an organisation, a policy, a contract or a procedure.",
            "Choose one of these.",
        )
    return on


def _join_voices(by: User | None, bead: Bead, voices: Sequence[Bead], at: datetime | None) -> None:
    for voice in voices:
        thread.link(by=by, source=voice, relation=Relation.EVIDENCES, target=bead, at=at)
