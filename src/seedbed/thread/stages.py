"""How far voices come: from being heard to being benefited, as items for the survival of voices.

There are two views of the same thread:

- **items**: what stands at a stage, with the people whose voices lie upstream of it. Items at *heard* are the voices;
  at *theme*, *factor*, *priority* and *decision* the beads of that kind; at *funded* the actions with a pledge; at
  *delivered* the actions whose state is delivered; at *benefited* the observations judged improved that lie
  downstream of an action.
- **voices**: each voice, followed to the furthest stage that it reaches. It counts at that stage and at all before it,
  also at one that it passed by (a theme may become a priority without being a factor). It reached funded or delivered
  if such an action lies downstream of it, and benefited if an observation judged improved lies downstream of such an
  action or of any other action that it reaches.

Whatever its outcome, a decision counts as reached: a decline with its reason is an answer. People are behind an item by
voices of contributions of residents; voices of professionals are items without an origin among residents. Where only
some people are counted, items behind which stand only others are left out.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import compress

from seedbed.thread.beads import BeadId
from seedbed.thread.columns import ThreadColumns
from seedbed.thread.flow import Flow
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.choices import ActionState, Judgement, Origin


class Stage(IntEnum):
    """Stages on the way of a voice, in order."""

    HEARD = 0
    THEME = 1
    FACTOR = 2
    PRIORITY = 3
    DECISION = 4
    FUNDED = 5
    DELIVERED = 6
    BENEFITED = 7

    @property
    def words(self) -> str:
        """The stage as people read it."""
        return self.name.lower()


STAGES: tuple[str, ...] = tuple(stage.words for stage in Stage)
"""Names of the stages, in order."""

_BY_KIND = {
    BeadKind.VOICE: Stage.HEARD,
    BeadKind.THEME: Stage.THEME,
    BeadKind.FACTOR: Stage.FACTOR,
    BeadKind.PRIORITY: Stage.PRIORITY,
    BeadKind.DECISION: Stage.DECISION,
}


@dataclass(frozen=True, slots=True)
class SurvivalItems:
    """Items, the stages at which they count, and who is behind them; codes are whole numbers from 0.

    Parameters
    ----------
    beads
        The bead of each item; one that stands at several stages comes once for each.
    first, last
        First and last stage of each item.
    item, contributor
        One mention each: which item, and who is behind it.
    contributors
        What stands for each contributor: what ``person_of`` gave for their contributions.
    """

    beads: tuple[BeadId, ...]
    first: array[int]
    last: array[int]
    item: array[int]
    contributor: array[int]
    contributors: tuple[Hashable, ...]


def items_at(columns: ThreadColumns) -> dict[Stage, tuple[BeadId, ...]]:
    """Return the beads that stand at each stage and count for the neighbourhood, by number."""
    flow = Flow(columns)
    counted = flow.counted()
    after_action = flow.forward(dict.fromkeys(columns.of_kind(BeadKind.ACTION), 1))
    improved = {bead for bead in _improved(columns) if bead in after_action}
    found = {stage: columns.of_kind(kind) for kind, stage in _BY_KIND.items()}
    found[Stage.FUNDED] = tuple(sorted(_funded(columns)))
    found[Stage.DELIVERED] = tuple(sorted(_delivered(columns)))
    found[Stage.BENEFITED] = tuple(sorted(improved))
    return {stage: tuple(bead for bead in found[stage] if bead in counted) for stage in Stage}


def furthest_stages(columns: ThreadColumns) -> dict[BeadId, Stage]:
    """Return the furthest stage that each voice reaches."""
    flow = Flow(columns)
    helped = flow.back(dict.fromkeys(_improved(columns), 1))
    marks = {bead: 1 << _BY_KIND[kind] for bead, kind in columns.kinds.items() if kind in _BY_KIND}
    marks |= dict.fromkeys(_funded(columns), 1 << Stage.FUNDED)
    for action in _delivered(columns):
        marks[action] = 1 << Stage.DELIVERED
    for action in columns.of_kind(BeadKind.ACTION):
        if action in helped:
            marks[action] = 1 << Stage.BENEFITED
    reached = flow.back(marks)
    return {voice: Stage(reached[voice].bit_length() - 1) for voice in columns.of_kind(BeadKind.VOICE)}


def stage_items(
    columns: ThreadColumns, person_of: Mapping[BeadId, Hashable], counted: Collection[Hashable] | None = None
) -> SurvivalItems:
    """Return what stands at each stage, and the people behind it.

    Parameters
    ----------
    columns
        The neighbourhood's thread.
    person_of
        Who gave each contribution; one that is missing is taken for a person of its own.
    counted
        Who of those in ``person_of`` is counted; all of them for None. An item that only others are behind is left out.
    """
    behind, contributors = _people_behind(columns, person_of, counted)
    reached = Flow(columns).forward(behind)
    standing = ((bead, stage) for stage, beads in items_at(columns).items() for bead in beads)
    placed = [(bead, stage) for bead, stage in standing if reached.get(bead, 0) != _OTHERS]
    stages = array("q", (stage for _, stage in placed))
    item, contributor = array("q"), array("q")
    for place, (bead, _) in enumerate(placed):
        people = _places(reached.get(bead, 0) >> 1)
        contributor.extend(people)
        item.extend(array("q", [place]) * len(people))
    return SurvivalItems(tuple(bead for bead, _ in placed), stages, array("q", stages), item, contributor, contributors)


def voice_items(
    columns: ThreadColumns, person_of: Mapping[BeadId, Hashable], counted: Collection[Hashable] | None = None
) -> SurvivalItems:
    """Return each voice with the stages from heard to the furthest that it reaches; parameters as for `stage_items`."""
    behind, contributors = _people_behind(columns, person_of, counted)
    reached = {voice: last for voice, last in furthest_stages(columns).items() if behind.get(voice) != _OTHERS}
    places = {voice: place for place, voice in enumerate(reached)}
    mentions = [(places[voice], bit.bit_length() - 2) for voice, bit in behind.items() if bit != _OTHERS]
    item, contributor = array("q", (place for place, _ in mentions)), array("q", (who for _, who in mentions))
    last = array("q", reached.values())
    return SurvivalItems(tuple(reached), array("q", [0] * len(last)), last, item, contributor, contributors)


_EXCERPT = Relation.EXCERPTED_AS
_OTHERS = 1
"""The one bit of all who are not counted; those who are have a bit of their own each, from the second."""


def _people_behind(
    columns: ThreadColumns, person_of: Mapping[BeadId, Hashable], counted: Collection[Hashable] | None
) -> tuple[dict[BeadId, int], tuple[Hashable, ...]]:
    """Return the resident behind each voice as one bit, and what stands for each who is counted."""
    codes = dict[Hashable, int]()
    behind = {}
    # By number: drawing people again must give the same limits in whatever order a database hands out its rows.
    excerpts = sorted((source, target) for source, relation, target in columns.links if relation is _EXCERPT)
    for source, target in excerpts:
        if columns.origins[source] is Origin.RESIDENT:
            known = source in person_of
            person = person_of[source] if known else ("contribution", source)
            left_out = known and counted is not None and person not in counted
            behind[target] = _OTHERS if left_out else _OTHERS << (1 + codes.setdefault(person, len(codes)))
    return behind, tuple(codes)


_AS_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def _places(bits: int) -> array[int]:
    """Return the places of the bits that are set."""
    flags = f"{bits:b}"[::-1].encode().translate(_AS_FLAGS)
    return array("q", compress(range(len(flags)), flags))


def _funded(columns: ThreadColumns) -> set[BeadId]:
    return {source for source, relation, _ in columns.links if relation is Relation.FUNDED_BY}


def _delivered(columns: ThreadColumns) -> set[BeadId]:
    return {bead for bead, state in columns.states.items() if state is ActionState.DELIVERED}


def _improved(columns: ThreadColumns) -> set[BeadId]:
    return {bead for bead, judgement in columns.judgements.items() if judgement is Judgement.IMPROVED}
