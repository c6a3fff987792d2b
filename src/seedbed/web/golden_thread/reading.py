"""Reads a neighbourhood's thread into the columns of the measures: plain values, a few questions, no payload whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import product
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from seedbed.thread.beads import BeadId
from seedbed.thread.columns import COUNTED_RELATIONS, LinkRow, ThreadColumns
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import ActionState, Judgement, Origin, Outcome
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.golden_thread.registry import experts_only
from seedbed.web.places.models import Neighbourhood

Value = TypeVar("Value")

KINDS = {kind.value: kind for kind in BeadKind}
COUNTED = {relation.value: relation for relation in COUNTED_RELATIONS}


def thread_columns(neighbourhood: Neighbourhood) -> ThreadColumns:
    """Return the living part of a neighbourhood's thread, with what belongs to its programme as a whole."""
    own, wide = _living(neighbourhood, neighbourhood), _living(neighbourhood, None)
    kinds = _kinds(own)
    programme_wide = _kinds(wide)
    kinds.update(programme_wide)
    return ThreadColumns(
        kinds=kinds,
        links=tuple(_links(neighbourhood, kinds)),
        programme_wide=frozenset(programme_wide),
        said_on=_values((own, wide), BeadKind.CONTRIBUTION, "said_on", date.fromisoformat),
        origins=_values((own, wide), BeadKind.CONTRIBUTION, "origin", Origin),
        sent_on=_values((own, wide), BeadKind.REPLY, "sent_on", date.fromisoformat),
        outcomes=_values((own, wide), BeadKind.DECISION, "outcome", Outcome),
        states=_values((own, wide), BeadKind.ACTION, "state", ActionState),
        judgements=_values((own, wide), BeadKind.OBSERVATION, "judgement", Judgement),
        experts_only=experts_only(neighbourhood),
    )


def _living(neighbourhood: Neighbourhood, place: Neighbourhood | None) -> QuerySet[Bead]:
    """Return beads of a neighbourhood or, for None, of its programme as a whole, that stand for themselves."""
    where = Q(neighbourhood=place) if place else Q(programme=neighbourhood.programme_id, neighbourhood=None)
    withdrawn = Exists(Tombstone.objects.filter(pk=OuterRef("pk")))
    return Bead.objects.filter(where, ~withdrawn, went_in=None)


def _kinds(beads: QuerySet[Bead]) -> dict[BeadId, BeadKind]:
    return {number: KINDS[kind] for number, kind in beads.values_list("pk", "kind")}


def _links(neighbourhood: Neighbourhood, kinds: dict[BeadId, BeadKind]) -> list[LinkRow]:
    """Return the living links whose ends are both among the beads.

    Asked by the place of the source, and by one course at a time, so that each question is answered from its index.
    """
    own = Q(source__neighbourhood=neighbourhood)
    wide = Q(source__neighbourhood=None, source__programme=neighbourhood.programme_id)
    found: list[LinkRow] = []
    for place, forward in product((own, wide), (True, False)):
        links = Link.objects.filter(place, retracted_at=None, forward=forward)
        rows = links.values_list("source_id", "relation", "target_id").iterator(chunk_size=5_000)
        found += [
            (source, COUNTED[relation], target)
            for source, relation, target in rows
            if source in kinds and target in kinds and relation in COUNTED
        ]
    return found


def _values(
    beads: Iterable[QuerySet[Bead]], kind: BeadKind, field: str, read: Callable[[str], Value]
) -> dict[BeadId, Value]:
    """Return one field of the payloads of a kind, read once for each different text."""
    known: dict[str, Value] = {}
    found: dict[BeadId, Value] = {}
    for some in beads:
        for number, text in some.filter(kind=kind.value).values_list("pk", KT(f"payload__{field}")):
            if text not in known:
                known[text] = read(text)
            found[number] = known[text]
    return found
