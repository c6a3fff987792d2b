"""Which scope an address of the plain pages belongs to."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from seedbed.errors import UsageError, WithdrawnError
from seedbed.thread.identifiers import number_of
from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.golden_thread.queries import withdrawn
from seedbed.web.people.models import Scope
from seedbed.web.walking_skeleton.queries import ends_of

WHERE = ("neighbourhood__scope", "neighbourhood__programme", "programme__scope", "tombstone", "went_in")


def bead_at(printed: str) -> Bead:
    """Return the bead with this printed number, or say that there is no such page."""
    try:
        number = number_of(printed)
    except UsageError as error:
        raise Http404 from error
    if number >= 2**63:
        raise Http404
    return get_object_or_404(Bead.objects.select_related(*WHERE), pk=number)


def check_not_withdrawn(*beads: Bead) -> None:
    """Refuse to show or do anything more with what was withdrawn.

    Raises
    ------
    WithdrawnError
        If one of the beads was.
    """
    for bead in beads:
        if getattr(bead, "tombstone", None) is not None:
            raise withdrawn(bead)


def check_ends_stand(link: Link) -> None:
    """Refuse a link of which an end was withdrawn; which one, its own page alone may say.

    Raises
    ------
    WithdrawnError
        If one was.
    """
    if any(getattr(end, "tombstone", None) is not None for end in (link.source, link.target)):
        raise WithdrawnError(
            "This link is gone.",
            "What stood at one of its ends was taken back, and the link with it.",
            "Go back to the bead you came from.",
        )


def by_bead(printed: str, **_address: Any) -> Scope:
    """Return the scope of the bead with this printed number."""
    return bead_at(printed).scope


def link_at(number: int) -> Link:
    """Return a link with its ends."""
    ends = [f"{end}__{where}" for end in ("source", "target") for where in WHERE]
    return get_object_or_404(Link.objects.select_related(*ends), pk=number)


def by_link(number: int, **_address: Any) -> Scope:
    """Return the scope of a link: that of its target."""
    return link_at(number).target.scope


def lineage_at(number: int) -> Lineage:
    """Return a merge, split or replacement."""
    return get_object_or_404(Lineage.objects.select_related("undone_by", "made_by", "programme__scope"), pk=number)


def by_lineage(number: int, **_address: Any) -> Scope:
    """Return the scope of a merge, split or replacement: that of what it joined."""
    lineage = lineage_at(number)
    ends = ends_of(lineage)
    return ends[0].scope if ends else lineage.programme.scope


def kind_at(kind: str) -> BeadKind:
    """Return the kind that an address names, or say that there is no such page."""
    if kind not in set(BeadKind):
        raise Http404
    return BeadKind(kind)
