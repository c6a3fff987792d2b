"""Arrows of a connection circle, and paths of a causal loop: drawn on the map as any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import Polarity
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.actions import vote
from seedbed.web.step5_agenda.shared.drawing import add_link

LONGEST_PATH = 8
"""Factors: more are hard to follow aloud."""

OTHERWISE = _("A workshop drew it the other way.")


@dataclass(frozen=True, slots=True)
class Arrow:
    """A claim of the room: keys of two factors, and which way."""

    cause: str
    effect: str
    polarity: str


@transaction.atomic
def connect(*, by: User, of: SystemMap, arrow: Arrow) -> str:
    """Draw an arrow; one that is there already is kept, and that a room sees it otherwise is kept with it.

    Returns
    -------
    what
        ``drawn``, ``there``, or ``doubted``.

    Raises
    ------
    UsageError
        If it leads to itself, or one of the factors is not on the map.
    """
    if arrow.cause == arrow.effect:
        raise UsageError(_("No arrow was drawn."), _("Both ends are the same factor."), _("Choose two factors."))
    ends = MapLink.objects.filter(map=of, removed_at=None, cause__key=arrow.cause, effect__key=arrow.effect)
    there = ends.order_by("pk").first()
    if there is None:
        add_link(by=by, of=of, cause=arrow.cause, effect=arrow.effect, fields={"polarity": arrow.polarity})
        return "drawn"
    if there.polarity in {arrow.polarity, Polarity.UNCERTAIN.value}:
        return "there"
    vote(by=by, on=there, agrees=False, why=gettext(OTHERWISE))
    return "doubted"


@transaction.atomic
def connect_path(*, by: User, of: SystemMap, factors: Sequence[str], polarities: Sequence[str], back: bool) -> int:
    """Draw the arrows along a path, and back to where it began if it closes; returns how many are new.

    Raises
    ------
    UsageError
        If it has fewer than two factors, or passes one twice.
    """
    if len(factors) < 2 or len(set(factors)) < len(factors):
        raise UsageError(
            _("No path was drawn."),
            _("A path has at least two factors, and none of them twice."),
            _("Choose each factor once, in the order in which you told it."),
        )
    ends = [*factors[1:], *([factors[0]] if back else [])]
    arrows = [Arrow(*told) for told in zip(factors, ends, polarities, strict=False)]
    return sum(connect(by=by, of=of, arrow=arrow) == "drawn" for arrow in arrows)
