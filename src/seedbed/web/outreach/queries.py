"""What the room reads: organisations with their approaches, events with their invitations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from seedbed.thread.kinds import BeadKind
from seedbed.web.asset_register.queries.barriers import organisations_of
from seedbed.web.golden_thread.models import Bead
from seedbed.web.outreach.answer_words import Answer
from seedbed.web.outreach.models import Approach, Invitation
from seedbed.web.places.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class Reached:
    """An organisation and how often and with what outcome it was approached, the newest first."""

    organisation: Bead
    approaches: tuple[Approach, ...]
    due: bool

    @property
    def last(self) -> Approach | None:
        """The newest approach."""
        return self.approaches[0] if self.approaches else None


@dataclass(frozen=True, slots=True)
class Counted:
    """How invitations to one event were answered: organisations, and the people they bring."""

    invited: int
    come: int
    cannot: int
    silent: int
    people: int


def reached(neighbourhood: Neighbourhood, today: date) -> list[Reached]:
    """Return every organisation of a place: those to be asked again first, then those never asked, then by name."""
    found: dict[int, list[Approach]] = {}
    for each in Approach.objects.filter(neighbourhood=neighbourhood).order_by("-happened_on", "-pk"):
        found.setdefault(each.organisation_id, []).append(each)
    rows = [
        Reached(bead, tuple(found.get(bead.pk, ())), due=_due(found.get(bead.pk, ()), today))
        for bead in organisations_of(neighbourhood)
    ]
    return sorted(rows, key=lambda row: (not row.due, bool(row.approaches)))


def _due(approaches: Sequence[Approach], today: date) -> bool:
    again = approaches[0].ask_again_on if approaches else None
    return again is not None and again <= today


def events_of(neighbourhood: Neighbourhood) -> list[Bead]:
    """Return the events of a place that stand, the newest first."""
    found = Bead.objects.filter(neighbourhood=neighbourhood, kind=BeadKind.EVENT.value, tombstone=None, went_in=None)
    return sorted(found, key=lambda bead: str(bead.payload["held_on"]), reverse=True)


def invitations_of(event: Bead) -> list[Invitation]:
    """Return the standing invitations to an event, the flyer's first."""
    found = Invitation.objects.filter(event=event, ended_at=None).select_related("organisation")
    return sorted(found, key=lambda each: (each.organisation is not None, _name(each).casefold()))


def _name(invitation: Invitation) -> str:
    return str(invitation.organisation.payload["name"]) if invitation.organisation else ""


def counted(invitations: Sequence[Invitation]) -> Counted:
    """Return how the organisations among them answered."""
    asked = [each for each in invitations if each.organisation_id is not None]
    come = [each for each in asked if each.answer == Answer.COMES]
    cannot = sum(1 for each in asked if each.answer == Answer.CANNOT)
    people = sum(each.people or 0 for each in come)
    return Counted(len(asked), len(come), cannot, len(asked) - len(come) - cannot, people)


def invitation_behind(code: str) -> Invitation | None:
    """Return the standing invitation that a code opens."""
    found = Invitation.objects.filter(code=code, ended_at=None, event__tombstone=None)
    return found.select_related("event__neighbourhood", "organisation").first()
