"""Completeness, time to feedback and origin mix of a neighbourhood's thread: exact counts, no intervals.

What counts:

- A contribution *reached a decision* if a decision lies downstream of it. Every outcome counts, a decline and a
  deferral too, since neither can be kept without its reason: the answer was no, and people can be told why.
- An action *rests on both* if at least one voice of a resident and at least one figure lie upstream of it.
- A contribution was *answered* by the first reply sent on the day it was said or later that lies downstream of it, or
  that replies to one of its voices, to a theme they belong to, or to the event at which it was said. Without one it is
  still waiting.

`seedbed.analysis.equity` adds the intervals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from seedbed.thread.beads import BeadId
from seedbed.thread.columns import ThreadColumns
from seedbed.thread.flow import Flow
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.choices import Origin
from seedbed.thread.stages import Stage, items_at


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the thread holds from end to end.

    Parameters
    ----------
    contributions, decided
        Contributions of the neighbourhood, and those among them that reached a decision.
    actions, with_voice, with_figure, with_both
        Actions that count for the neighbourhood; those that rest on a resident's voice, on a figure, on both.
    """

    contributions: int
    decided: int
    actions: int
    with_voice: int
    with_figure: int
    with_both: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How long people waited for an answer, in days, and who still waits.

    Parameters
    ----------
    as_of
        The day up to which replies count; contributions said later are left out.
    answered
        Days from saying to the first reply, of each contribution that has one.
    waiting
        Days from saying to ``as_of``, of each contribution that has none.
    """

    as_of: date
    answered: Mapping[BeadId, int]
    waiting: Mapping[BeadId, int]


@dataclass(frozen=True, slots=True)
class StageOrigins:
    """Where the items of one stage come from; an item may have several origins, so the parts may exceed the whole.

    Parameters
    ----------
    stage
        The stage.
    items
        All items there.
    resident, professional, data
        Items with at least one resident's voice, professional's voice, or figure or finding upstream.
    none
        Items with none of these.
    """

    stage: Stage
    items: int
    resident: int
    professional: int
    data: int
    none: int


_RESIDENT, _PROFESSIONAL, _DATA = 1, 2, 4
_FIGURES = (BeadKind.FIGURE,)
_ALL_DATA = (BeadKind.FIGURE, BeadKind.FINDING)


def completeness(columns: ThreadColumns) -> Completeness:
    """Return how much of a neighbourhood's thread holds from end to end, as defined above."""
    flow = Flow(columns)
    counted = flow.counted()
    decided = flow.back(dict.fromkeys(columns.of_kind(BeadKind.DECISION), 1))
    origins = flow.forward(_origin_seeds(columns, _FIGURES))
    contributions = columns.of_kind(BeadKind.CONTRIBUTION)
    rests_on = [origins.get(bead, 0) for bead in columns.of_kind(BeadKind.ACTION) if bead in counted]
    return Completeness(
        len(contributions),
        sum(1 for bead in contributions if bead in decided),
        len(rests_on),
        sum(1 for bits in rests_on if bits & _RESIDENT),
        sum(1 for bits in rests_on if bits & _DATA),
        sum(1 for bits in rests_on if bits & _RESIDENT and bits & _DATA),
    )


def time_to_feedback(columns: ThreadColumns, as_of: date) -> Answers:
    """Return how long each contribution waited for its first answer, or waits still, as defined above."""
    days, answers = answers_by_bead(columns, as_of)
    answered, waiting = dict[BeadId, int](), dict[BeadId, int]()
    for bead, said_on in sorted(columns.said_on.items()):
        if said_on > as_of:
            continue
        later = answers.get(bead, 0) >> bisect_left(days, said_on)
        if later:
            first = (later & -later).bit_length() - 1 + bisect_left(days, said_on)
            answered[bead] = (days[first] - said_on).days
        else:
            waiting[bead] = (as_of - said_on).days
    return Answers(as_of, answered, waiting)


def answers_by_bead(columns: ThreadColumns, as_of: date | None = None) -> tuple[list[date], dict[BeadId, int]]:
    """Return the days of replies in order, and the replies that answer each bead as bits in that order.

    A contribution and its voices also have the replies to the event at which it was said.
    """
    sent = sorted((day, bead) for bead, day in columns.sent_on.items() if as_of is None or day <= as_of)
    bits = {reply: 1 << place for place, (_, reply) in enumerate(sent)}
    seeds = dict(bits)
    for source, relation, target in columns.links:
        if relation is Relation.REPLIES_TO:
            seeds[target] = seeds.get(target, 0) | bits.get(source, 0)
    answers = Flow(columns).back(seeds)
    at_event = dict[BeadId, int]()
    for source, relation, target in columns.links:
        if relation is Relation.RAISED_IN:
            answers[source] = answers.get(source, 0) | seeds.get(target, 0)
            at_event[source] = at_event.get(source, 0) | seeds.get(target, 0)
    for voice, source in voices_of(columns).items():
        answers[voice] = answers.get(voice, 0) | at_event.get(source, 0)
    return [day for day, _ in sent], answers


def origin_mix(columns: ThreadColumns) -> tuple[StageOrigins, ...]:
    """Return for each stage how many items come from residents, professionals and data.

    At the first stage the items are voices, figures and findings; at the later ones as for survival. Figures and
    findings are data.
    """
    flow = Flow(columns)
    counted = flow.counted()
    origins = flow.forward(_origin_seeds(columns, _ALL_DATA))
    found = items_at(columns)
    data = [bead for kind in _ALL_DATA for bead in columns.of_kind(kind) if bead in counted]
    rows = []
    for stage in Stage:
        bits = [origins.get(bead, 0) for bead in (*found[stage], *(data if stage is Stage.HEARD else ()))]
        rows.append(StageOrigins(stage, len(bits), *_parts(bits)))
    return tuple(rows)


def _parts(bits: Sequence[int]) -> tuple[int, int, int, int]:
    """Return how many hold a resident's, a professional's, data's origin, and none."""
    resident, professional, data = (sum(1 for b in bits if b & origin) for origin in (_RESIDENT, _PROFESSIONAL, _DATA))
    return resident, professional, data, sum(1 for b in bits if not b)


def voices_of(columns: ThreadColumns) -> dict[BeadId, BeadId]:
    """Return the contribution that each voice comes from."""
    return {target: source for source, relation, target in columns.links if relation is Relation.EXCERPTED_AS}


def _origin_seeds(columns: ThreadColumns, data: Collection[BeadKind]) -> dict[BeadId, int]:
    """Return the origins as bits, at the voices and at the data; a contribution without a voice passes nothing on."""
    bits = {Origin.RESIDENT: _RESIDENT, Origin.PROFESSIONAL: _PROFESSIONAL}
    seeds = {voice: bits[columns.origins[source]] for voice, source in voices_of(columns).items()}
    return seeds | {bead: _DATA for kind in data for bead in columns.of_kind(kind)}
