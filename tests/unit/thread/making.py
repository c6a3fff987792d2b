"""Threads for tests: a payload of any kind, and small threads that hypothesis draws."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from seedbed.thread.columns import COUNTED_RELATIONS
from seedbed.thread.history import Mark
from seedbed.thread.kinds import BeadKind, Relation, is_legal
from seedbed.thread.payloads import PAYLOADS, Payload
from seedbed.thread.payloads.choices import ActionState, BarrierKind, Judgement, Origin, Outcome
from seedbed.thread.thread import Thread

DAY = date(2025, 3, 1)
MARK = Mark(datetime(2025, 3, 1, 12, tzinfo=UTC), 7, "because")

_NEEDED: dict[BeadKind, dict[str, Any]] = {
    BeadKind.FIGURE: {"indicator": "i", "area": "a", "period": "2024", "value": 1.0, "source": "s"},
    BeadKind.CONTRIBUTION: {"said_on": DAY},
    BeadKind.VOICE: {"start": 0, "end": 5},
    BeadKind.EVENT: {"held_on": DAY},
    BeadKind.BARRIER: {"barrier_kind": BarrierKind.COST},
    BeadKind.DECISION: {"outcome": Outcome.ADOPT, "decided_on": DAY, "decided_by": "the board"},
    BeadKind.PLEDGE: {"organisation": "the council"},
    BeadKind.ACTION: {"owner": "the council"},
    BeadKind.OBSERVATION: {"observed_on": DAY, "judgement": Judgement.IMPROVED, "value": 1.0},
    BeadKind.REPLY: {"words": "We heard you.", "sent_on": DAY},
}
_NAMELESS = {BeadKind.CONTRIBUTION, BeadKind.VOICE}


def payload(kind: BeadKind, name: str = "one", **values: Any) -> Payload:
    """Return a payload of a kind, with what it needs filled in."""
    named = {} if kind in _NAMELESS else {"name": name}
    return PAYLOADS[kind](**{**named, **_NEEDED.get(kind, {}), **values})


def chain(*steps: BeadKind | Relation) -> tuple[Thread, list[int]]:
    """Return a thread of one chain, kinds and relations by turns, and the numbers of its beads."""
    thread = Thread()
    beads = [thread.add(payload(kind), programme=1, neighbourhood=1, made=MARK).id for kind in steps[::2]]  # type: ignore[arg-type]
    for source, relation, target in zip(beads, steps[1::2], beads[1:], strict=False):
        thread.link(source, relation, target, MARK)  # type: ignore[arg-type]
    return thread, beads


@st.composite
def payloads(draw: st.DrawFn) -> Payload:
    """Draw a payload of any kind, with the days and states that measures read."""
    kind = draw(st.sampled_from(_DRAWN))
    day = DAY + timedelta(draw(st.integers(0, 6)))
    match kind:
        case BeadKind.CONTRIBUTION:
            return payload(kind, said_on=day, origin=draw(st.sampled_from(Origin)))
        case BeadKind.REPLY:
            return payload(kind, sent_on=day)
        case BeadKind.DECISION:
            return payload(kind, outcome=draw(st.sampled_from(Outcome)), reason="since")
        case BeadKind.ACTION:
            delivered = draw(st.booleans())
            state = ActionState.DELIVERED if delivered else ActionState.PLANNED
            return payload(kind, state=state, delivered_on=day if delivered else None)
        case BeadKind.OBSERVATION:
            return payload(kind, judgement=draw(st.sampled_from(Judgement)))
        case _:
            return payload(kind)


_OFTEN = [
    BeadKind.CONTRIBUTION,
    BeadKind.VOICE,
    BeadKind.THEME,
    BeadKind.FACTOR,
    BeadKind.PRIORITY,
    BeadKind.DECISION,
    BeadKind.ACTION,
    BeadKind.OBSERVATION,
    BeadKind.REPLY,
]
_DRAWN = [*BeadKind, *_OFTEN, *_OFTEN]


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """Draw a thread: up to 24 beads of one programme, many of the links that may join them."""
    thread = Thread()
    for made in draw(st.lists(payloads(), min_size=1, max_size=24)):
        place = draw(st.sampled_from([1, 1, 1, None, 2]))
        thread.add(made, programme=1, neighbourhood=place, made=MARK)
    _join(thread, draw)
    return thread


def _join(thread: Thread, draw: st.DrawFn) -> None:
    """Draw links; a voice comes from one contribution alone, as its words do."""
    beads = thread.store.beads
    may = [
        (first.id, relation, second.id)
        for first in beads.values()
        for second in beads.values()
        for relation in sorted(COUNTED_RELATIONS)
        if is_legal(first.kind, relation, second.kind)
    ]
    taken = set()
    for keep, (source, relation, target) in zip(
        draw(st.lists(st.booleans(), min_size=len(may), max_size=len(may))), may, strict=True
    ):
        if relation is Relation.EXCERPTED_AS:
            keep = keep and target not in taken  # noqa: PLW2901 - one more condition
            taken.add(target)
        if keep:
            thread.link(source, relation, target, MARK)
