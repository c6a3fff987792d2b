"""Counts that fall when someone takes their words back."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from seedbed.thread.kinds import BeadKind
from seedbed.thread.tracing import Way
from seedbed.web.demonstration.queries import beads_of
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.queries import trace_counts
from seedbed.web.listening.models import Contribution
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.tables import Column, Table

MAY_BE_TAKEN_BACK = ("t038", "t063", "t077", "t086", "t106")
"""Contributions that a newcomer may take back to see what happens: all of them about having nowhere to meet."""

THEME, DECISION, REPLY = "tr-theme-nowhere-to-meet", "tr-decision-space", "tr-reply-space"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are now."""

    contributions: int
    voices: int
    behind_theme: int
    behind_decision: int
    behind_reply: int


NAMES = {
    "contributions": "Contributions of the neighbourhood",
    "voices": "Voices marked in them",
    "behind_theme": "Voices behind the theme “Nowhere to meet”",
    "behind_decision": "Voices behind the decision to expand the community space",
    "behind_reply": "Voices behind the reply",
}


def counts_of(neighbourhood: Neighbourhood) -> Counts:
    """Count what is on the thread of the story's neighbourhood now."""
    living = Bead.objects.filter(neighbourhood=neighbourhood, tombstone=None)
    beads = beads_of([THEME, DECISION, REPLY])
    behind = {id_: trace_counts(bead.pk, Way.BACK).by_kind.get(BeadKind.VOICE, 0) for id_, bead in beads.items()}
    return Counts(
        contributions=living.filter(kind=BeadKind.CONTRIBUTION).count(),
        voices=living.filter(kind=BeadKind.VOICE).count(),
        behind_theme=behind[THEME],
        behind_decision=behind[DECISION],
        behind_reply=behind[REPLY],
    )


def counts_table(now: Counts, before: Counts | None) -> Table:
    """Return the counts as a table, beside those before the last withdrawal where there was one."""
    columns = [Column("What is counted"), Column("Now", numeric=True)]
    if before is None:
        return Table("Counts", columns, [(NAMES[name], value) for name, value in asdict(now).items()])
    columns.insert(1, Column("Before", numeric=True))
    old = asdict(before)
    rows = [(NAMES[name], old[name], value) for name, value in asdict(now).items()]
    return Table("Counts before and after", columns, rows)


def choices() -> list[Contribution]:
    """Return the contributions that may be taken back here and have not been."""
    found = beads_of(MAY_BE_TAKEN_BACK)
    order = [found[id_].pk for id_ in MAY_BE_TAKEN_BACK if id_ in found]
    kept = Contribution.objects.select_related("bead__programme").in_bulk(order)
    return [kept[number] for number in order]
