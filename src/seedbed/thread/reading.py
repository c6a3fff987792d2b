"""Reading the thread in memory as columns for the measures."""

from __future__ import annotations

from seedbed.thread.columns import COUNTED_RELATIONS, ThreadColumns
from seedbed.thread.payloads.decided import DecisionPayload, ReplyPayload
from seedbed.thread.payloads.delivered import ActionPayload, ObservationPayload
from seedbed.thread.payloads.heard import ContributionPayload
from seedbed.thread.thread import Thread


def columns_of(thread: Thread, programme: int, neighbourhood: int) -> ThreadColumns:
    """Return what the measures of a neighbourhood read: its living beads and those of its programme as a whole."""
    beads = {
        bead.id: bead
        for bead in thread.store.beads.values()
        if bead.programme == programme
        and bead.neighbourhood in {neighbourhood, None}
        and bead.id not in thread.store.replaced
    }
    rows = (link.row for link in thread.living_links() if link.relation in COUNTED_RELATIONS)
    payloads = {number: bead.payload for number, bead in beads.items()}
    said = {number: p for number, p in payloads.items() if isinstance(p, ContributionPayload)}
    return ThreadColumns(
        kinds={number: bead.kind for number, bead in beads.items()},
        links=tuple(row for row in rows if row[0] in beads and row[2] in beads),
        programme_wide=frozenset(number for number, bead in beads.items() if bead.neighbourhood is None),
        said_on={number: p.said_on for number, p in said.items()},
        origins={number: p.origin for number, p in said.items()},
        sent_on={number: p.sent_on for number, p in payloads.items() if isinstance(p, ReplyPayload)},
        outcomes={number: p.outcome for number, p in payloads.items() if isinstance(p, DecisionPayload)},
        states={number: p.state for number, p in payloads.items() if isinstance(p, ActionPayload)},
        judgements={number: p.judgement for number, p in payloads.items() if isinstance(p, ObservationPayload)},
    )
