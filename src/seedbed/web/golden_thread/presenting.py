"""Beads as pages show them: title and detail only to those whom the bead's room lets see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from seedbed.reports.thread.sentences import day_in_words, day_of, how_sure, state_in_words, who_says
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind, words
from seedbed.thread.payloads import Payload, payload_from_dict
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.people.permissions import Visitor
from seedbed.web.ui.batches import in_batches


@dataclass(frozen=True, slots=True)
class ShownBead:
    """One bead as one visitor may see it.

    Parameters
    ----------
    number, printed
        Its number, plain and as people write it.
    kind, kind_words
        What it stands for.
    visible
        Whether the visitor may see more than the kind.
    title, day, who, sure, state
        Empty where the visitor may not see them.
    address
        The bead's page on the thread.
    payload
        What it carries, for sentences about it; only where visible.
    """

    number: int
    printed: str
    kind: BeadKind
    kind_words: str
    visible: bool
    title: str
    day: str
    who: str
    sure: str
    state: str
    address: str
    payload: Payload | None


def payload_of(bead: Bead) -> Payload:
    """Return what a bead carries; errors as for `payload_from_dict`."""
    return payload_from_dict(bead.kind, bead.version, bead.payload)


def shown(beads: Iterable[int], visitor: Visitor) -> dict[int, ShownBead]:
    """Return beads as a visitor may see them, by number; each kind's room loads what it needs at once."""
    numbers = list(dict.fromkeys(beads))
    rows = list[Bead]()
    for some in in_batches(numbers):
        of_some = Bead.objects.filter(pk__in=some)
        rows.extend(of_some.select_related("neighbourhood__scope", "programme__scope"))
    by_kind = dict[BeadKind, list[Bead]]()
    for row in rows:
        by_kind.setdefault(BeadKind(row.kind), []).append(row)
    for kind, some_rows in by_kind.items():
        room_of(kind).prepare(some_rows)
    found = {row.pk: show(row, visitor) for row in rows}
    return {number: found[number] for number in numbers if number in found}


def show(bead: Bead, visitor: Visitor) -> ShownBead:
    """Return one bead as a visitor may see it."""
    kind = BeadKind(bead.kind)
    room = room_of(kind)
    visible = room.visible_to(visitor, bead)
    payload = payload_of(bead) if visible else None
    day = day_of(payload) if payload else None
    number = printed(bead.pk)
    return ShownBead(
        number=bead.pk,
        printed=number,
        kind=kind,
        kind_words=words(kind),
        visible=visible,
        title=room.title(bead) if visible else "",
        day=day_in_words(day) if day else "",
        who=who_says(payload) if payload else "",
        sure=how_sure(payload) if payload else "",
        state=state_in_words(payload) if payload else "",
        address=reverse("golden_thread:bead", args=[number]),
        payload=payload,
    )


def in_order(numbers: Sequence[int], found: Mapping[int, ShownBead]) -> list[ShownBead]:
    """Return the shown beads in the order of the numbers."""
    return [found[number] for number in numbers if number in found]
