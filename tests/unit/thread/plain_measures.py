"""The measures once more, slowly and plainly: one walk along the links for each question."""

from __future__ import annotations

from datetime import date

from seedbed.thread.columns import ThreadColumns
from seedbed.thread.kinds import FORWARD, BeadKind, Relation
from seedbed.thread.payloads.choices import ActionState, Judgement, Origin


def walk(columns: ThreadColumns, start: int, ahead: bool) -> set[int]:
    """Return all beads that can be reached from one, itself among them."""
    seen, rest = {start}, [start]
    while rest:
        here = rest.pop()
        for source, relation, target in columns.links:
            begin, end = (source, target) if ahead else (target, source)
            if relation in FORWARD and begin == here and end not in seen:
                seen.add(end)
                rest.append(end)
    return seen


def is_kind(columns: ThreadColumns, bead: int, kind: BeadKind) -> bool:
    return columns.kinds[bead] is kind


def counts(columns: ThreadColumns, bead: int) -> bool:
    """Say whether a bead counts for the neighbourhood."""
    joined = walk(columns, bead, True) | walk(columns, bead, False)
    return any(found not in columns.programme_wide for found in joined)


def targets(columns: ThreadColumns, source: int, relation: Relation) -> set[int]:
    return {row[2] for row in columns.links if row[0] == source and row[1] is relation}


def sources(columns: ThreadColumns, relation: Relation, target: int) -> set[int]:
    return {row[0] for row in columns.links if row[2] == target and row[1] is relation}


def completeness(columns: ThreadColumns) -> tuple[int, ...]:
    said = columns.of_kind(BeadKind.CONTRIBUTION)
    decided = [c for c in said if any(is_kind(columns, b, BeadKind.DECISION) for b in walk(columns, c, True))]
    actions = [action for action in columns.of_kind(BeadKind.ACTION) if counts(columns, action)]
    voiced = [action for action in actions if residents_behind(columns, action)]
    figured = [a for a in actions if any(is_kind(columns, b, BeadKind.FIGURE) for b in walk(columns, a, False))]
    return len(said), len(decided), len(actions), len(voiced), len(figured), len(set(voiced) & set(figured))


def residents_behind(columns: ThreadColumns, bead: int) -> set[int]:
    """Return the residents' contributions whose voices lie upstream of a bead, or are it."""
    return {
        said
        for voice in walk(columns, bead, False)
        for said in sources(columns, Relation.EXCERPTED_AS, voice)
        if columns.origins[said] is Origin.RESIDENT
    }


def first_answer(columns: ThreadColumns, said: int, as_of: date) -> int | None:
    """Return the days from saying to the first reply."""
    below = walk(columns, said, True)
    events = targets(columns, said, Relation.RAISED_IN)
    days = [
        (sent - columns.said_on[said]).days
        for reply, sent in columns.sent_on.items()
        if columns.said_on[said] <= sent <= as_of
        and (reply in below or targets(columns, reply, Relation.REPLIES_TO) & (below | events))
    ]
    return min(days, default=None)


def stands_at(columns: ThreadColumns, bead: int) -> list[int]:
    """Return the stages at which a bead is an item."""
    kind = columns.kinds[bead]
    plain = [BeadKind.VOICE, BeadKind.THEME, BeadKind.FACTOR, BeadKind.PRIORITY, BeadKind.DECISION]
    found = [plain.index(kind)] if kind in plain else []
    if kind is BeadKind.ACTION and targets(columns, bead, Relation.FUNDED_BY):
        found.append(5)
    if kind is BeadKind.ACTION and columns.states[bead] is ActionState.DELIVERED:
        found.append(6)
    if kind is BeadKind.OBSERVATION and columns.judgements[bead] is Judgement.IMPROVED:
        above = walk(columns, bead, False)
        found += [7] if any(is_kind(columns, b, BeadKind.ACTION) for b in above) else []
    return found


def furthest(columns: ThreadColumns, voice: int) -> int:
    below = walk(columns, voice, True)
    stages = [stage for bead in below for stage in stands_at(columns, bead) if stage < 7]
    for action in below:
        if is_kind(columns, action, BeadKind.ACTION):
            stages += [7 for seen in walk(columns, action, True) if 7 in stands_at(columns, seen)]
    return max(stages)


def origins_of(columns: ThreadColumns, bead: int) -> set[str]:
    """Return where a bead comes from."""
    above = walk(columns, bead, False)
    said = {said for voice in above for said in sources(columns, Relation.EXCERPTED_AS, voice)}
    found = {columns.origins[one].value for one in said}
    data = any(columns.kinds[one] in {BeadKind.FIGURE, BeadKind.FINDING} for one in above)
    return found | ({"data"} if data else set())
