"""The decision maker's page: what is asked, its cost, who gains, what was decided, what is still to be found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from seedbed.reports.charts import BarRow, bar_chart
from seedbed.reports.words import number
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads import Payload, payload_from_dict
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.payloads.decided import DecisionPayload, PledgePayload, PriorityPayload
from seedbed.thread.tracing import Way
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.queries import trace_counts
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.tables import Column, Table

PayloadT = TypeVar("PayloadT", bound=Payload)

OUTCOME_NAMES = {
    Outcome.ADOPT: "Adopted",
    Outcome.ADAPT: "Adapted",
    Outcome.DEFER: "Put off",
    Outcome.DECLINE: "Declined",
}
OUTCOME_COLOURS = {
    Outcome.ADOPT: "green",
    Outcome.ADAPT: "aqua-green",
    Outcome.DEFER: "yellow",
    Outcome.DECLINE: "red",
}
RELATIONS = (Relation.DECIDED_IN, Relation.DELIVERED_BY, Relation.FUNDED_BY)


@dataclass(frozen=True, slots=True)
class Asked:
    """One priority as a decision maker sees it.

    Parameters
    ----------
    voices, figures
        How many fragments of what people said, and how many open figures, lie behind it.
    pledged
        Worth of all that was pledged for the actions that deliver it, in pounds.
    """

    bead: Bead
    priority: PriorityPayload
    decision: DecisionPayload | None
    pledges: tuple[PledgePayload, ...]
    voices: int
    figures: int

    @property
    def pledged(self) -> float:
        """Worth of all that was pledged, in pounds."""
        return sum(pledge.worth or 0.0 for pledge in self.pledges)

    @property
    def agreed(self) -> bool:
        """Whether it was adopted or adapted: only then is there something to be found."""
        return self.decision is not None and self.decision.outcome in {Outcome.ADOPT, Outcome.ADAPT}

    @property
    def gap(self) -> float | None:
        """Ask less what was pledged; None where it was not agreed, or no cost is known."""
        if not self.agreed or self.priority.cost is None:
            return None
        return max(self.priority.cost - self.pledged, 0.0)

    @property
    def outcome(self) -> str:
        """What was decided, in a word."""
        return OUTCOME_NAMES[self.decision.outcome] if self.decision else "Not yet decided"

    @property
    def colour(self) -> str:
        """Colour of the word."""
        return OUTCOME_COLOURS[self.decision.outcome] if self.decision else "grey"


@dataclass(frozen=True, slots=True)
class Decisions:
    """The whole page: priorities by what is still to be found, a chart and a table of the same."""

    asked: tuple[Asked, ...]
    picture: str
    table: Table

    @property
    def still_to_find(self) -> float:
        """Pounds that were agreed to and are not pledged yet."""
        return sum(each.gap or 0.0 for each in self.asked)

    @property
    def declined(self) -> tuple[Asked, ...]:
        """What was declined or put off, each with its reason."""
        return tuple(each for each in self.asked if each.decision and not each.agreed)


def decisions_of(neighbourhood: Neighbourhood) -> Decisions:
    """Return what was asked for a neighbourhood and what became of it."""
    beads = {bead.pk: bead for bead in _living(neighbourhood)}
    ahead = _links(list(beads))
    asked = [_asked(bead, beads, ahead) for bead in beads.values() if bead.kind == BeadKind.PRIORITY]
    asked.sort(key=lambda each: (-(each.gap or 0.0), each.priority.name))
    return Decisions(tuple(asked), _picture(asked), _table(asked))


def _living(neighbourhood: Neighbourhood) -> Sequence[Bead]:
    kinds = [BeadKind.PRIORITY, BeadKind.DECISION, BeadKind.ACTION, BeadKind.PLEDGE]
    found = Bead.objects.filter(neighbourhood=neighbourhood, kind__in=kinds, tombstone=None, went_in=None)
    return list(found.order_by("pk"))


def _links(numbers: Sequence[int]) -> Mapping[int, list[int]]:
    """Return what each bead leads to by decisions, deeds and pledges."""
    found: dict[int, list[int]] = {number: [] for number in numbers}
    rows = Link.objects.filter(source__in=numbers, relation__in=RELATIONS, retracted_at=None).order_by("pk")
    for source, target in rows.values_list("source_id", "target_id"):
        found[source].append(target)
    return found


def _asked(bead: Bead, beads: Mapping[int, Bead], ahead: Mapping[int, list[int]]) -> Asked:
    decisions = _of_kind(ahead[bead.pk], BeadKind.DECISION, beads)
    actions = [action for each in decisions for action in _of_kind(ahead[each.pk], BeadKind.ACTION, beads)]
    pledges = {each.pk: each for action in actions for each in _of_kind(ahead[action.pk], BeadKind.PLEDGE, beads)}
    behind = trace_counts(bead.pk, Way.BACK).by_kind
    newest = max(decisions, key=lambda each: (each.payload["decided_on"], each.pk), default=None)
    return Asked(
        bead=bead,
        priority=_read(bead, PriorityPayload),
        decision=_read(newest, DecisionPayload) if newest else None,
        pledges=tuple(_read(each, PledgePayload) for each in pledges.values()),
        voices=behind.get(BeadKind.VOICE, 0),
        figures=behind.get(BeadKind.FIGURE, 0),
    )


def _of_kind(numbers: Sequence[int], kind: BeadKind, beads: Mapping[int, Bead]) -> list[Bead]:
    return [beads[number] for number in numbers if number in beads and beads[number].kind == kind]


def _read(bead: Bead, kind: type[PayloadT]) -> PayloadT:
    payload = payload_from_dict(bead.kind, bead.version, bead.payload)
    if not isinstance(payload, kind):
        raise TypeError(f"{bead.kind} is no {kind.__name__}")
    return payload


def _picture(asked: Sequence[Asked]) -> str:
    """Draw the share of each ask that is pledged: amounts of 8,000 and 3.1 million do not fit one axis of pounds."""
    shares = {
        each.priority.name: 100 * each.pledged / each.priority.cost
        for each in asked
        if each.agreed and each.priority.cost
    }
    rows = [BarRow(name, share, f"{share:.0f}%") for name, share in shares.items()]
    return bar_chart("Share of each ask that is pledged", rows, unit="% of the ask that is pledged") if rows else ""


def pounds(value: float | None) -> str:
    """Print an amount."""
    return "–" if value is None else f"£{number(value, 0)}"


def _table(asked: Sequence[Asked]) -> Table:
    columns = [
        Column("Priority"),
        Column("Decision"),
        Column("Cost", numeric=True),
        Column("Pledged", numeric=True),
        Column("Still to be found", numeric=True),
        Column("People who gain", numeric=True),
        Column("Cost a person", numeric=True),
        Column("Voices behind it", numeric=True),
        Column("Figures behind it", numeric=True),
    ]
    rows = [
        (
            each.priority.name,
            each.outcome,
            pounds(each.priority.cost),
            pounds(each.pledged),
            pounds(each.gap),
            number(each.priority.people_who_gain, 0),
            _a_person(each.priority),
            each.voices,
            each.figures,
        )
        for each in asked
    ]
    return Table("What was asked, decided and pledged", columns, rows, narrow=True)


def _a_person(priority: PriorityPayload) -> str:
    if not priority.cost or not priority.people_who_gain:
        return "–"
    return pounds(priority.cost / priority.people_who_gain)
