"""Threads shaped like real ones, at any size: many voices, few decisions, popular themes, replies far downstream.

Shares of kinds and links a bead are those of the invented town's story, scaled up. Popular targets draw more links
(a power of a uniform draw), so a reply about many decisions has most of its neighbourhood among its ancestors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.thread.kinds import FORWARD, BeadKind, Relation

Integers = NDArray[np.int64]

KINDS = tuple(BeadKind)
RELATIONS = tuple(Relation)

# Beads of each kind among a hundred thousand; observations take the rest.
SHARES = {
    "contribution": 30_000,
    "voice": 38_000,
    "figure": 1_500,
    "event": 100,
    "place": 2_000,
    "organisation": 200,
    "asset": 2_000,
    "barrier": 1_000,
    "code": 1_000,
    "theme": 400,
    "factor": 300,
    "causal_link": 600,
    "action_idea": 2_000,
    "priority": 800,
    "decision": 600,
    "pledge": 800,
    "action": 1_200,
    "theory_step": 1_000,
    "indicator": 1_200,
    "finding": 500,
    "question": 500,
    "influence": 400,
    "reply": 3_000,
}


@dataclass(frozen=True)
class Pattern:
    """Links of one relation between two kinds: ``mean`` a bead of the side that chooses, who choose the popular.

    The choosing side is the source unless said otherwise. A ``popularity`` of one draws all alike.
    """

    source: str
    relation: str
    target: str
    mean: float
    chosen_by_target: bool = False
    popularity: float = 1.8


PATTERNS = (
    Pattern("contribution", "excerpted_as", "voice", 1, chosen_by_target=True, popularity=1),
    Pattern("contribution", "raised_in", "event", 1),
    Pattern("voice", "located_at", "place", 0.9),
    Pattern("voice", "named_asset", "asset", 0.8),
    Pattern("voice", "coded_to", "code", 2.2),
    Pattern("voice", "grouped_in", "theme", 2),
    Pattern("code", "grouped_in", "theme", 1.5),
    Pattern("theme", "expressed_as", "factor", 2),
    Pattern("figure", "expressed_as", "factor", 1),
    Pattern("figure", "evidences", "factor", 2),
    Pattern("figure", "evidences", "causal_link", 1),
    Pattern("voice", "evidences", "factor", 1.8),
    Pattern("voice", "evidences", "causal_link", 1.5),
    Pattern("voice", "evidences", "barrier", 0.8),
    Pattern("voice", "evidences", "theory_step", 0.6),
    Pattern("finding", "evidences", "theory_step", 1),
    Pattern("asset", "blocked_by", "barrier", 1),
    Pattern("organisation", "blocked_by", "barrier", 1),
    Pattern("factor", "cause_of", "causal_link", 1, chosen_by_target=True),
    Pattern("causal_link", "effect_on", "factor", 1),
    Pattern("factor", "lever_for", "action_idea", 1.5, chosen_by_target=True),
    Pattern("causal_link", "lever_for", "action_idea", 1, chosen_by_target=True),
    Pattern("theme", "raised_as", "priority", 2, chosen_by_target=True),
    Pattern("action_idea", "raised_as", "priority", 2, chosen_by_target=True),
    Pattern("priority", "decided_in", "decision", 1.2),
    Pattern("decision", "delivered_by", "action", 1.2, chosen_by_target=True),
    Pattern("action", "funded_by", "pledge", 1),
    Pattern("action", "mobilises", "asset", 1),
    Pattern("action", "answers", "barrier", 1),
    Pattern("action", "answers", "question", 1),
    Pattern("action", "works_through", "theory_step", 1.2),
    Pattern("action", "measured_by", "indicator", 0.5),
    Pattern("theory_step", "measured_by", "indicator", 1.5),
    Pattern("indicator", "observed_as", "observation", 1, chosen_by_target=True),
    Pattern("decision", "reported_to", "reply", 1.3, chosen_by_target=True),
    Pattern("action", "reported_to", "reply", 1, chosen_by_target=True),
    Pattern("observation", "reported_to", "reply", 1, chosen_by_target=True),
    Pattern("finding", "reported_to", "reply", 0.3, chosen_by_target=True),
    Pattern("reply", "replies_to", "voice", 3),
    Pattern("reply", "replies_to", "theme", 1),
    Pattern("influence", "changed_by", "decision", 1),
    Pattern("influence", "changed_by", "action", 1),
    Pattern("influence", "changed_by", "voice", 1),
)


@dataclass(frozen=True)
class ThreadData:
    """Beads numbered from 1, and their living links in an order of their making, each once.

    Parameters
    ----------
    kinds
        Place in ``KINDS`` of each bead; bead 1 is at 0.
    neighbourhoods
        Place of each bead's neighbourhood, from 0.
    sources, relations, targets
        Of each link; relations as places in ``RELATIONS``.
    """

    kinds: Integers
    neighbourhoods: Integers
    sources: Integers
    relations: Integers
    targets: Integers

    @property
    def followed(self) -> NDArray[np.bool_]:
        """Which links a trace follows."""
        forward: NDArray[np.bool_] = np.array([relation in FORWARD for relation in RELATIONS])
        return forward[self.relations]

    def beads_of(self, kind: BeadKind) -> Integers:
        """Return the numbers of all beads of one kind."""
        return np.flatnonzero(self.kinds == KINDS.index(kind)) + 1


def make_thread(neighbourhoods: int, beads_each: int, seed: int = 4) -> ThreadData:
    """Return a thread of like neighbourhoods; ``beads_each`` is met within a few beads."""
    random = np.random.default_rng(seed)
    parts = [_neighbourhood(random, beads_each) for _ in range(neighbourhoods)]
    sizes = [len(kinds) for kinds, _ in parts]
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    links = [rows + np.array([start, 0, start]) for start, (_, rows) in zip(first, parts, strict=True)]
    joined = np.concatenate(links)
    return ThreadData(
        np.concatenate([kinds for kinds, _ in parts]),
        np.repeat(np.arange(neighbourhoods), sizes),
        joined[:, 0],
        joined[:, 1],
        joined[:, 2],
    )


def _neighbourhood(random: np.random.Generator, beads: int) -> tuple[Integers, Integers]:
    """Return the kinds of one neighbourhood's beads, and its links as rows of source, relation, target."""
    counts = {kind: max(1, round(share * beads / 100_000)) for kind, share in SHARES.items()}
    counts["observation"] = max(1, beads - sum(counts.values()))
    ordered = [kind.value for kind in KINDS]
    ends = np.cumsum([counts[kind] for kind in ordered])
    first = {kind: int(end) - counts[kind] + 1 for kind, end in zip(ordered, ends, strict=True)}
    kinds = np.repeat(np.arange(len(ordered)), [counts[kind] for kind in ordered])
    rows = np.concatenate([_links(random, pattern, first, counts) for pattern in PATTERNS])
    keys = (rows[:, 0] * len(RELATIONS) + rows[:, 1]) * (beads + len(ordered)) + rows[:, 2]
    _, kept = np.unique(keys, return_index=True)
    return kinds, rows[random.permutation(kept)]


def _links(random: np.random.Generator, pattern: Pattern, first: dict[str, int], counts: dict[str, int]) -> Integers:
    chooser, chosen = pattern.source, pattern.target
    if pattern.chosen_by_target:
        chooser, chosen = chosen, chooser
    exact = pattern.chosen_by_target and pattern.mean == 1
    each = np.ones(counts[chooser], dtype=int) if exact else random.poisson(pattern.mean, counts[chooser])
    near = np.repeat(np.arange(counts[chooser]), each) + first[chooser]
    far = (counts[chosen] * random.random(len(near)) ** pattern.popularity).astype(np.int64) + first[chosen]
    relation = np.full(len(near), RELATIONS.index(Relation(pattern.relation)))
    ends = (far, relation, near) if pattern.chosen_by_target else (near, relation, far)
    return np.stack(ends, axis=1)
