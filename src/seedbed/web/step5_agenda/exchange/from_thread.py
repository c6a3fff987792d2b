"""A map made of the factors and causal links that a neighbourhood has on its thread already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

from django.db import transaction

from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.actions import start_map
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.drawing import on_a_circle
from seedbed.web.step5_agenda.shared.keeping import change

Row = TypeVar("Row", MapFactor, MapLink)
FACTOR, LINK = ("name", "role", "controlled_by"), ("polarity", "confidence", "because")
"""What their beads say of them, too."""


@transaction.atomic
def start_from_thread(
    *, by: User | None, neighbourhood: Neighbourhood, name: str, description: str = "", at: datetime | None = None
) -> SystemMap:
    """Start a map with all factors and causal links that stand on the thread and are on no other map.

    Raises
    ------
    UsageError
        If there is none.
    """
    factors = _standing(neighbourhood, BeadKind.FACTOR)
    taken = set(MapFactor.objects.filter(bead__in=factors).values_list("bead", flat=True))
    factors = [each for each in factors if each.pk not in taken]
    if not factors:
        raise UsageError(
            "There is nothing to make a map of.",
            "No factor stands on the thread of this neighbourhood without a map.",
            "Start an empty map, and draw.",
        )
    made = start_map(by=by, neighbourhood=neighbourhood, name=name, description=description, at=at)
    rows = {each.pk: _row(MapFactor(map=made, key=uuid4(), bead=each), FACTOR) for each in factors}
    links = _links_between(neighbourhood, made, rows)
    change(by=by, of=made, how=lambda document: _draw(document, rows, links), at=at)
    made.refresh_from_db()
    return made


def _draw(document: Document, rows: Mapping[int, MapFactor], links: list[MapLink]) -> None:
    for row, (x, y) in zip(rows.values(), on_a_circle(len(rows)), strict=True):
        document.put("factors", str(row.key), x=x, y=y, **{each: getattr(row, each) for each in FACTOR})
    for link in links:
        ends = {"cause": str(link.cause.key), "effect": str(link.effect.key)}
        document.put("links", str(link.key), **ends, **{each: getattr(link, each) for each in LINK})


def _links_between(neighbourhood: Neighbourhood, made: SystemMap, rows: Mapping[int, MapFactor]) -> list[MapLink]:
    """Make the rows of links both of whose ends are on the map."""
    beads = {each.pk: each for each in _standing(neighbourhood, BeadKind.CAUSAL_LINK)}
    living = Link.objects.filter(retracted_at=None)
    causes = dict(living.filter(relation=Relation.CAUSE_OF.value, target__in=beads).values_list("target", "source"))
    effects = dict(living.filter(relation=Relation.EFFECT_ON.value, source__in=beads).values_list("source", "target"))
    found = []
    for number, bead in beads.items():
        cause, effect = rows.get(causes.get(number, 0)), rows.get(effects.get(number, 0))
        if cause and effect:
            found.append(_row(MapLink(map=made, key=uuid4(), bead=bead, cause=cause, effect=effect), LINK))
    return found


def _row(row: Row, names: tuple[str, ...]) -> Row:
    """Keep a row that says what its bead says."""
    assert row.bead is not None  # noqa: S101 - for the type checker: it is made of one
    for each in names:
        setattr(row, each, row.bead.payload.get(each, getattr(row, each)))
    row.save()
    return row


def _standing(neighbourhood: Neighbourhood, kind: BeadKind) -> list[Bead]:
    found = Bead.objects.filter(neighbourhood=neighbourhood, kind=kind.value, tombstone=None, went_in=None)
    return list(found.order_by("pk"))
