"""What the plain pages ask of templates."""

from __future__ import annotations

from django import template

from seedbed.thread.kinds import Relation

register = template.Library()

DONE = {Relation.MERGED_INTO: "Merged", Relation.SPLIT_INTO: "Split", Relation.SUPERSEDES: "Replaced"}


@register.filter
def relation_done(relation: str) -> str:
    """Return what was done to beads that this relation of lineage joins."""
    return DONE[Relation(relation)]
