"""Makes small threads for tests, by the users' own actions, and reads them back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads import Payload
from seedbed.thread.payloads.delivered import ActionPayload
from seedbed.thread.payloads.heard import ContributionPayload, ThemePayload, VoicePayload
from seedbed.thread.tracing import Way, trace
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.golden_thread.queries import DatabaseLinks
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood


@dataclass
class Builder:
    """Adds beads and links to one neighbourhood, as one person."""

    neighbourhood: Neighbourhood
    by: User | None = None

    def add(self, payload: Payload) -> Bead:
        programme = self.neighbourhood.programme
        return actions.add_bead(by=self.by, programme=programme, neighbourhood=self.neighbourhood, payload=payload)

    def contribution(self) -> Bead:
        return self.add(ContributionPayload(said_on=date(2026, 3, 1)))

    def voice(self) -> Bead:
        return self.add(VoicePayload(start=0, end=5))

    def theme(self, name: str = "Nowhere to meet") -> Bead:
        return self.add(ThemePayload(name=name))

    def action(self) -> Bead:
        return self.add(ActionPayload(name="Open the hall", owner="The council"))

    def join(self, source: Bead, relation: Relation, target: Bead) -> Link:
        return actions.link(by=self.by, source=source, relation=relation, target=target)

    def group(self, voice: Bead, theme: Bead) -> Link:
        return self.join(voice, Relation.GROUPED_IN, theme)

    def voice_in(self, *themes: Bead) -> Bead:
        """Return a voice, with its contribution, that belongs to themes."""
        contribution, voice = self.contribution(), self.voice()
        self.join(contribution, Relation.EXCERPTED_AS, voice)
        for theme in themes:
            self.group(voice, theme)
        return voice


def traced(start: Bead, way: Way = Way.BACK) -> set[int]:
    """Return all beads of a trace, without its start."""
    return set(trace(DatabaseLinks(), start.pk, way).beads) - {start.pk}


def living_rows() -> set[tuple[int, str, int]]:
    """Return source, relation and target of every living link."""
    rows = Link.objects.filter(retracted_at=None).values_list("source_id", "relation", "target_id")
    return set(rows)


def kept_counts() -> dict[int, tuple[int, int]]:
    """Return the counts that beads keep."""
    return {number: (on, back) for number, on, back in Bead.objects.values_list("pk", "links_on", "links_back")}


def counted_anew() -> dict[int, tuple[int, int]]:
    """Count the followed links at each bead from the links and tombstones alone."""
    gone = set(Tombstone.objects.values_list("pk", flat=True))
    followed = Link.objects.filter(Q(retracted_at=None), forward=True).values_list("source_id", "target_id")
    ends = [pair for pair in followed if not gone.intersection(pair)]
    return {
        number: (sum(source == number for source, _ in ends), sum(target == number for _, target in ends))
        for number in Bead.objects.values_list("pk", flat=True)
    }
