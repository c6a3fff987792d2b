"""One filled-in form for every kind that is made by a form of its own."""

from __future__ import annotations

from seedbed.thread.kinds import BeadKind

K = BeadKind

FILLED: dict[BeadKind, dict[str, str]] = {
    K.EVENT: {"name": "Street stall", "held_on": "2026-03-01", "step": "2", "attendances": "31"},
    K.CONTRIBUTION: {
        "words": "There is nowhere to meet. The hall is locked.",
        "who": "new",
        "asked_in": "en",
        "how": "spoken",
        "age_band": "18_plus",
        "said_on": "2026-03-01",
        "origin": "resident",
        "mode": "spoken",
        "language": "en",
    },
    K.PLACE: {"name": "Bridge Street", "precision": "street"},
    K.ORGANISATION: {"name": "Millbrook Homes", "does": "owns", "form": "organisation"},
    K.ASSET: {"name": "Old hall", "asset_type": "building"},
    K.BARRIER: {"name": "Locked after five", "barrier_kind": "opening_hours"},
    K.FIGURE: {
        "name": "Adults who feel lonely",
        "indicator": "Loneliness",
        "area": "Millbrook",
        "period": "2025",
        "value": "31.5",
        "source": "Town survey",
    },
    K.FINDING: {"name": "Open halls ease loneliness.", "confidence": "low"},
    K.CODE: {"name": "places to meet"},
    K.THEME: {"name": "Nowhere to meet", "dissent": "Some are content with the pub."},
    K.FACTOR: {"name": "Places to meet", "role": "ordinary"},
    K.CAUSAL_LINK: {"name": "Places to meet ease loneliness", "polarity": "opposite", "confidence": "medium"},
    K.ACTION_IDEA: {"name": "Open the hall", "cost": "12000", "level": "structural elements"},
    K.PRIORITY: {"name": "A room for everyone", "ask": "Open the hall in the evening", "cost": "12000"},
    K.INFLUENCE: {"name": "The panel moved the opening to evenings."},
    K.DECISION: {
        "name": "Fund evenings",
        "outcome": "adopt",
        "decided_on": "2026-04-01",
        "decided_by": "Partnership board",
    },
    K.ACTION: {"name": "Evenings at the hall", "owner": "Millbrook Homes", "state": "under_way"},
    K.PLEDGE: {"name": "Staff for evenings", "organisation": "Council", "pledge_kind": "staff_time", "worth": "9000"},
    K.QUESTION: {"name": "Do people who live alone come?"},
    K.THEORY_STEP: {"name": "People meet weekly", "stage": "outcome", "confidence": "medium"},
    K.INDICATOR: {"name": "Visits a week", "direction": "up", "baseline": "0", "target": "60"},
    K.OBSERVATION: {
        "name": "Visits in June",
        "observed_on": "2026-06-30",
        "judgement": "improved",
        "value": "45",
        "ci_low": "40",
        "ci_high": "51",
    },
    K.REPLY: {
        "name": "The hall is open",
        "words": "You said there was nowhere to meet. The hall is open now.",
        "sent_on": "2026-07-01",
        "language": "en",
        "channel": "poster",
    },
}
"""Only fields that must be filled in, and some that may be. Voices are marked, not filled in."""
